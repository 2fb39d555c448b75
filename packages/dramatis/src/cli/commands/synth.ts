import { Command } from "commander";
import type { TrainingRow } from "../../core/index.ts";
import { SYNTHESIS_METHODS, type SynthesizeOptions, synthesize } from "../../presets/create/synthesize.ts";
import { readConfig } from "../../presets/open/config-file.ts";
import { lineSink } from "../../run/index.ts";
import { making } from "../making.ts";
import { amount, price, wholeNumber } from "../numbers.ts";
import { several } from "../several.ts";

interface Flags extends Pick<SynthesizeOptions, "tasks" | "each" | "count" | "seed" | "maxCost" | "price"> {
  persona: string[];
  transcript?: string[];
  model?: string;
  config?: string;
  cache?: string;
  out: string;
}

const HELP = `
Examples:
  $ dramatis synth response-generation --tasks alpaca.jsonl --persona people.jsonl --model openai:MODEL --out rows.jsonl
  $ dramatis synth persona-math --tasks problems.jsonl -p people.jsonl --each 5 --model openai:MODEL -o maths.jsonl
  $ dramatis synth distractor-rows --transcript chats.jsonl -p people/ -o rows.jsonl

Methods: ${SYNTHESIS_METHODS.join(", ")}.
A task a line: {"instruction": "…", "output": "…"}, {"question": "…", "answer": "…"} or {"turns": [{"text": "…"}]}.
A row a line: {"messages": [...], "persona": version, "provenance": {...}}.`;

/** `dramatis synth METHOD` */
export function synthCommand(done: (exitCode: number) => void): Command {
  return new Command("synth")
    .summary("training data from personas")
    .description("Has personas answer instructions or pose problems, as rows to train a model on.")
    .argument("<method>", SYNTHESIS_METHODS.join(", "))
    .option("--tasks <file>", "JSONL with what is to be answered or posed anew")
    .option(
      "-t, --transcript <file>",
      "for distractor-rows: conversations of these personas; repeat it for more",
      several,
    )
    .requiredOption("-p, --persona <file>", "a persona, a folder of them, or JSONL; repeat it for more", several)
    .option("--each <number>", "characters for each task", wholeNumber(1))
    .option("--count <number>", "at most so many rows", wholeNumber(1))
    .option("-o, --out <file>", "JSONL, or - for standard output", "-")
    .option("--seed <number>", "of everything random", wholeNumber(0), 42)
    .option("--model <model>", "who is asked: openai:MODEL, http://HOST/v1#MODEL or mock:SCRIPT.json")
    .option("--cache <file>", "keep replies of a hosted model in this file, so that a second run is free")
    .option("--price <in,out>", "of a hosted model, in dollars per million tokens", price)
    .option("--max-cost <dollars>", "stop before spending more", amount)
    .option("--config <file>", "settings (default: dramatis.config.yaml, .json, .ts, .mjs or .js in this folder)")
    .addHelpText("after", HELP)
    .action(async (method: string, flags: Flags) => {
      done(await run(method, flags));
    });
}

async function run(
  method: string,
  { persona, transcript, model, config: file, cache, out, ...flags }: Flags,
): Promise<number> {
  const config = await readConfig(file);
  const lines = await lineSink(out);
  return making<TrainingRow>({
    one: "row",
    sink: { ...lines, write: (row) => lines.write(`${JSON.stringify(row)}\n`) },
    total: flags.count,
    cache,
    work: ({ onItem, ...hooks }) =>
      synthesize({
        ...flags,
        method,
        personas: persona,
        transcripts: transcript,
        roles: { model },
        config,
        onRow: onItem,
        ...hooks,
      }),
  });
}
