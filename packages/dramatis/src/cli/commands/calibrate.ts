import { Command } from "commander";
import type { CalibrateRun } from "../../presets/calibrate/calibrate.ts";
import { CALIBRATE_DEFAULTS } from "../../presets/defaults.ts";
import { levelList } from "../level-list.ts";
import { amount, price, wholeNumber } from "../numbers.ts";
import { labelCommand } from "./calibrate-label.ts";

const EXAMPLES = `
Examples:
  $ dramatis calibrate label --in cases.jsonl --rater kim --levels 1-5
  $ dramatis calibrate label --in cases.jsonl --adjudicate --levels 1-5
  $ dramatis calibrate run --in cases.jsonl --judge openai:MODEL --policy fidelity.md
  $ dramatis calibrate run --in cases.jsonl --measure relatedness
  $ dramatis calibrate show judges/*.json

A case is a line of JSON: {"id": "1", "known": {"persona": ["…"], "context": ["…"]}, "tested": {"reply": "…"}}.`;

/** `dramatis calibrate run|label|show` */
export function calibrateCommand(done: (exitCode: number) => void): Command {
  return new Command("calibrate")
    .summary("hold a judge against people: may it gate?")
    .description("Measures how far a judge agrees with people and with itself, and keeps it beside its scores.")
    .addHelpText("after", EXAMPLES)
    .addCommand(runCommand(done), { isDefault: true })
    .addCommand(labelCommand(done))
    .addCommand(showCommand(done));
}

export type CalibrateFlags = Omit<CalibrateRun, "labelled" | "folder" | "roleSettings"> & {
  in: string;
  out: string;
  judge?: string;
  nli?: string;
  embedder?: string;
  json?: boolean;
};

function runCommand(done: (exitCode: number) => void): Command {
  return new Command("run")
    .summary("judge a labelled set, and say what the judge may be used for")
    .description("Has a judge score cases that people labelled; keeps the result in judges/. Exit 1: it may not gate.")
    .requiredOption("-i, --in <file>", "labelled set, JSONL; labels of calibrate label are found beside it")
    .option("--judge <model>", "chat model: openai:MODEL, http://HOST/v1#MODEL or mock:SCRIPT.json")
    .option("--policy <file>", "what makes each score, in words")
    .option("--measure <name>", "a measure in its place; see dramatis list measure")
    .option("--levels <scores>", "that can be given, such as 1-5 or 0,1 (default: those that were)", levelList)
    .option("--roles <file>", "a CSV file of PersonaEval: can the judge tell who speaks?")
    .option("--repeats <number>", "times that each case is judged", wholeNumber(1), CALIBRATE_DEFAULTS.repeats)
    .option("--attempts <number>", "to talk the judge into the top score", wholeNumber(0), CALIBRATE_DEFAULTS.attempts)
    .option("--nli <judge>", "for measures that need one")
    .option("--embedder <model>", "for measures that need one")
    .option("--concurrency <number>", "calls at once", wholeNumber(1), CALIBRATE_DEFAULTS.concurrency)
    .option("--price <in,out>", "of a hosted model, in dollars per million tokens", price)
    .option("--max-cost <dollars>", "make no call that would pass this", amount)
    .option("--seed <number>", "of everything random", wholeNumber(0), CALIBRATE_DEFAULTS.seed)
    .option("-o, --out <folder>", "where it is kept", CALIBRATE_DEFAULTS.folder)
    .option("--json", "the result as JSON")
    .addHelpText(
      "after",
      "\nExample:\n  $ dramatis calibrate run --in cases.jsonl --judge openai:MODEL --policy fidelity.md",
    )
    .action(async (flags: CalibrateFlags) => {
      const { calibrateAction } = await import("../actions/calibrate.ts");
      done(await calibrateAction(flags));
    });
}

function showCommand(done: (exitCode: number) => void): Command {
  return new Command("show")
    .summary("what is known of judges")
    .argument("<files...>", "what calibrate wrote, such as judges/*.json")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  $ dramatis calibrate show judges/*.json")
    .action(async (files: string[], flags: { json?: boolean }) => {
      const { showCalibrations } = await import("../actions/calibrate.ts");
      await showCalibrations(files, flags);
      done(0);
    });
}
