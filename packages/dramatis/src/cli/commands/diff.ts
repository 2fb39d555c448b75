import { Command } from "commander";
import type { DiffVersionsOptions } from "../../presets/compare/diff-versions.ts";
import { nameList } from "../name-list.ts";
import { amount, price, wholeNumber } from "../numbers.ts";

export interface DiffFlags extends Pick<DiffVersionsOptions, "suite" | "measures" | "afterModel" | "repeats" | "seed"> {
  json?: boolean;
  behaviour?: boolean;
  model?: string;
  nli?: string;
  embedder?: string;
  judge?: string;
  config?: string;
  resume?: boolean;
  maxCost?: number;
  price?: DiffVersionsOptions["price"];
}

const HELP = `
Examples:
  $ dramatis diff ada.persona.yaml ada-v2.persona.yaml
  $ dramatis diff a.yaml b.json --json
  $ dramatis diff ada.persona.yaml ada-v2.persona.yaml --behaviour
  $ dramatis diff ada.persona.yaml ada.persona.yaml --behaviour --model openai:A --after-model openai:B --price 0.15,0.6

--behaviour asks both the same questions under the same draws and compares item by item: mean difference with a 95 %
interval, a sign-flip test corrected over the measures (Holm), and the smallest difference that so many items would show.`;

/** `dramatis diff A B` */
export function diffCommand(done: (exitCode: number) => void): Command {
  return new Command("diff")
    .summary("what changed between two personas, in structure and in behaviour")
    .description("Compares two personas by structure: what was added, removed, changed or moved; or by behaviour.")
    .argument("<before>", "persona file")
    .argument("<after>", "persona file")
    .option("--json", "the changes as JSON")
    .option("--behaviour", "ask both the same, and compare their answers")
    .option("--suite <file>", "what to ask (default: made of the first persona by rules)")
    .option("--measures <names>", "names of measures; repeat it, or separate by commas", nameList)
    .option("--model <model>", "who plays: understudy, openai:MODEL, http://HOST/v1#MODEL or mock:SCRIPT.json")
    .option("--after-model <model>", "who plays the second, where it is another")
    .option("--nli <judge>", "who judges sentence pairs: understudy, judge, http://HOST/PATH or onnx:FOLDER")
    .option("--embedder <model>", "understudy, openai:MODEL or http://HOST/v1#MODEL")
    .option("--judge <model>", "chat model for --nli judge")
    .option("--repeats <number>", "how often each item is asked", wholeNumber(1))
    .option("--seed <number>", "of everything random", wholeNumber(0))
    .option("--resume", "go on with the last run of the same comparison")
    .option("--price <in,out>", "of a hosted model, in dollars per million tokens", price)
    .option("--max-cost <dollars>", "stop before spending more", amount)
    .option("--config <file>", "settings (default: dramatis.config.yaml, .json, .ts, .mjs or .js in this folder)")
    .addHelpText("after", HELP)
    .action(async (before: string, after: string, flags: DiffFlags) => {
      const { diffAction } = await import("../actions/diff.ts");
      done(await diffAction(before, after, flags));
    });
}
