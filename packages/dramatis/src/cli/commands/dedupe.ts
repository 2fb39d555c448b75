import { Command } from "commander";
import type { Persona } from "../../core/index.ts";
import { tally, withoutDuplicates, withoutParaphrases } from "../../create/index.ts";
import { openEmbedder, resolveRoles } from "../../model/index.ts";
import { readConfig } from "../../presets/config-file.ts";
import { personaSink } from "../../presets/persona-sink.ts";
import { personaStream } from "../../presets/persona-stream.ts";
import { EXIT_INTERRUPTED, interruptible, progress } from "../../run/index.ts";
import { creationLine } from "../creation-line.ts";
import { share } from "../numbers.ts";

interface Flags {
  threshold: number;
  meaning?: number | true;
  embedder?: string;
  config?: string;
  out: string;
  force?: boolean;
}

const HELP = `
Examples:
  $ dramatis dedupe people.jsonl --out distinct.jsonl
  $ dramatis dedupe a.jsonl b.parquet --meaning 0.9 --out distinct.jsonl

Words first: MinHash of single words, Jaccard of at least the threshold (Persona Hub: .9). --meaning then drops those
whose embeddings are nearer than a cosine. The first of each group stays, in the order of the files.`;

/** `dramatis dedupe FILE…` */
export function dedupeCommand(done: (exitCode: number) => void): Command {
  return new Command("dedupe")
    .summary("personas without near-duplicates")
    .description("Drops personas that nearly repeat an earlier one, by words and, when asked, by meaning.")
    .argument("<files...>", "JSONL with one persona a line, persona files, or what dramatis import reads")
    .option("--threshold <share>", "Jaccard similarity of the words from which one is dropped", share, 0.9)
    .option("--meaning [cosine]", "also by embeddings, above this cosine (0.9)", share)
    .option("--embedder <model>", "for --meaning: understudy, openai:MODEL or http://HOST/v1#MODEL")
    .option("--config <file>", "settings (default: dramatis.config.yaml, .json, .ts, .mjs or .js in this folder)")
    .option("-o, --out <path>", "a .jsonl file, a folder, or - for JSONL on standard output", "-")
    .option("--force", "write over files that are there")
    .addHelpText("after", HELP)
    .action(async (files: string[], flags: Flags) => {
      done(await run(files, flags));
    });
}

async function run(files: readonly string[], { out, force = false, ...flags }: Flags): Promise<number> {
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

interface Distinct extends Pick<Flags, "threshold" | "meaning" | "embedder" | "config"> {
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
