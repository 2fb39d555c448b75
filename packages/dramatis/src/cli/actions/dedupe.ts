import type { Persona } from "../../core/index.ts";
import { tally, withoutDuplicates, withoutParaphrases } from "../../create/index.ts";
import { openEmbedder, resolveRoles } from "../../model/index.ts";
import { personaSink } from "../../presets/create/persona-sink.ts";
import { personaStream } from "../../presets/create/persona-stream.ts";
import { readConfig } from "../../presets/open/config-file.ts";
import { EXIT_INTERRUPTED, interruptible, progress } from "../../run/index.ts";
import type { DedupeFlags } from "../commands/dedupe.ts";
import { creationLine } from "../creation-line.ts";

/** Writes those that repeat no earlier one; gives the exit code. */
export async function dedupeAction(files: readonly string[], all: DedupeFlags): Promise<number> {
  const { out, force = false, ...flags } = all;
  const sink = await personaSink(out, { force });
  const counts = tally();
  const bar = progress({ label: "personas" });
  let kept = 0;
  const work = async (signal: AbortSignal): Promise<void> => {
    for await (const persona of await distinct(files, { ...flags, tally: counts, signal })) {
      await sink.write(persona);
      kept += 1;
      bar.tick({ status: "done" });
    }
  };
  try {
    const { interrupted } = await interruptible(work, { message: "Interrupted; what was kept so far is written." });
    await sink.keep();
    bar.done();
    process.stderr.write(`${creationLine(counts.report(), { count: kept, one: "persona" })}\n`);
    return interrupted ? EXIT_INTERRUPTED : 0;
  } finally {
    bar.done();
    await sink.discard();
  }
}

interface Distinct extends Pick<DedupeFlags, "threshold" | "meaning" | "embedder" | "config"> {
  tally: ReturnType<typeof tally>;
  signal: AbortSignal;
}

/** By words, then by meaning; what the second looks at the first has counted. */
async function distinct(files: readonly string[], options: Distinct): Promise<AsyncIterable<Persona>> {
  const { threshold, meaning, embedder, config, tally: counts, signal } = options;
  const words = withoutDuplicates(personaStream(files), { threshold, tally: counts, signal });
  if (meaning === undefined) return words;
  const roles = resolveRoles({ flags: { embedder }, config: await readConfig(config) });
  const dropped = (reason: string): void => {
    counts.keep(-1);
    counts.drop(reason);
  };
  return withoutParaphrases(words, {
    embedder: await openEmbedder(roles.embedder),
    threshold: meaning === true ? 0.9 : meaning,
    tally: { ...counts, ask: () => undefined, keep: () => undefined, drop: dropped },
    signal,
  });
}
