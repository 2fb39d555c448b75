import { InputError } from "../../core/index.ts";
import { readText } from "../../persona/index.ts";
import { readLabelled } from "../../presets/calibrate/calibrate.ts";
import { labelCases } from "../../presets/calibrate/label-cases.ts";
import { ADJUDICATOR, openLabelLog } from "../../presets/calibrate/label-log.ts";
import { EXIT_INTERRUPTED } from "../../run/index.ts";
import { standardScreen } from "../chat-screen.ts";
import type { LabelFlags } from "../commands/calibrate-label.ts";

/** Shows cases and keeps the scores that are typed; gives the exit code. */
export async function labelAction(flags: LabelFlags): Promise<number> {
  const { in: path, rater, adjudicate = false, levels, policy } = flags;
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
    return screen.interrupted ? EXIT_INTERRUPTED : 0;
  } finally {
    screen.close();
  }
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
