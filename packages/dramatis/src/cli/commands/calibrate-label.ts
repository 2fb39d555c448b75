import { Command } from "commander";
import { levelList } from "../level-list.ts";

export interface LabelFlags {
  in: string;
  rater?: string;
  adjudicate?: boolean;
  levels: number[];
  policy?: string;
}

const HELP = `
Examples:
  $ dramatis calibrate label --in cases.jsonl --rater kim --levels 1-5 --policy fidelity.md
  $ dramatis calibrate label --in cases.jsonl --rater lee --levels 1-5
  $ dramatis calibrate label --in cases.jsonl --adjudicate

Two raters or more label the same cases, each alone: nobody sees what another gave, or what made the text. Each label is
kept at once in cases.labels/NAME.jsonl; stop at any time, and the same command goes on. Then what they differ on is settled.`;

/** `dramatis calibrate label --in FILE --rater NAME` */
export function labelCommand(done: (exitCode: number) => void): Command {
  return new Command("label")
    .summary("label cases, one after the other")
    .description("Shows cases and keeps the scores that are typed: the labelled set that judges are held against.")
    .requiredOption("-i, --in <file>", "cases, JSONL")
    .option("--rater <name>", "who labels")
    .option("--adjudicate", "settle the cases that raters differ on")
    .option("--levels <scores>", "that can be given, such as 1-5 or 0,1", levelList, [1, 2, 3, 4, 5])
    .option("--policy <file>", "what makes each score, shown first")
    .addHelpText("after", HELP)
    .action(async (flags: LabelFlags) => {
      const { labelAction } = await import("../actions/calibrate-label.ts");
      done(await labelAction(flags));
    });
}
