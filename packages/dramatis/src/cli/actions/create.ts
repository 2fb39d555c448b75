import type { Persona } from "../../core/index.ts";
import { create } from "../../presets/create/create.ts";
import { personaSink } from "../../presets/create/persona-sink.ts";
import { readConfig } from "../../presets/open/config-file.ts";
import { checkOutput } from "../../run/index.ts";
import type { CreateFlags } from "../commands/create.ts";
import { making } from "../making.ts";

/** Makes personas; gives the exit code. */
export async function createAction(method: string, flags: CreateFlags): Promise<number> {
  const { out, force = false, report, cache, ...made } = flags;
  if (report !== undefined) checkOutput(report);
  const { text: texts, transcript: transcripts, persona: personas, choices, set: settings, ...rest } = made;
  const { model, nli, judge, embedder, config: file, ...options } = rest;
  const config = await readConfig(file);
  return making<Persona>({
    one: "persona",
    sink: await personaSink(out, { force }),
    total: options.count,
    cache,
    report,
    work: ({ onItem, ...hooks }) =>
      create({
        ...options,
        method,
        texts,
        transcripts,
        personas,
        choices,
        ...(settings && { settings }),
        roles: { model, nli, judge, embedder },
        config,
        onPersona: onItem,
        ...hooks,
      }),
  });
}
