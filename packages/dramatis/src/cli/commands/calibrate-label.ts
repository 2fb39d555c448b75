import { Command } from "commander";
import { InputError } from "../../core/index.ts";
import { readText } from "../../persona/index.ts";
import { readLabelled } from "../../presets/calibrate.ts";
import { labelCases } from "../../presets/label-cases.ts";
import { ADJUDICATOR, openLabelLog } from "../../presets/label-log.ts";
import { EXIT_INTERRUPTED } from "../../run/index.ts";
import { standardScreen } from "../chat-screen.ts";
import { levelList } from "../level-list.ts";

interface Flags {
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
    .action(async ({ in: path, rater, adjudicate = false, levels, policy }: Flags) => {
      const cases = await readLabelled(path);
      const log = openLabelLog(path, raterOf(rater, adjudicate));
      const screen = standardScreen();
      try {
        const { done: labelled, of } = await labelCases({
          cases,
          log,
          levels,
          adjudicate,
          policy: policy === undefined ? undefined : await readText(policy),
          line: screen.line,
          say: (text) => screen.say(`${text}\n`),
        });
        process.stderr.write(`${labelled} of ${of} labelled; kept in ${log.path}\n`);
        done(screen.interrupted ? EXIT_INTERRUPTED : 0);
      } finally {
        screen.close();
      }
    });
}

/** @throws InputError unless it is one of both. */
function raterOf(rater: string | undefined, adjudicate: boolean): string {
  const fix = "name the rater: --rater NAME";
  if (adjudicate && rater !== undefined) {
    throw new InputError({ where: "--adjudicate", found: "--rater with it", expected: "one of them" });
  }
  if (adjudicate) return ADJUDICATOR;
  if (rater === undefined) throw new InputError({ where: "--rater", found: "nobody", expected: "a name", fix });
  if (rater.toLowerCase() === ADJUDICATOR) {
    throw new InputError({ where: "--rater", found: rater, expected: "another name", fix: "or --adjudicate" });
  }
  return rater;
}
