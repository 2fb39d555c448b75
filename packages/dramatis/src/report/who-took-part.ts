import { type CheckResult, oneLine, type Witness } from "../core/index.ts";

/** Who plays whom, in one line; empty where the conversations were there before the check. */
export function interviewSentence({ persona, interview }: CheckResult): string {
  if (interview === undefined) return "";
  const users = `the users by a script and by ${oneLine(interview.user, 80)}`;
  return `Interview: ${oneLine(persona, 60)} is played by ${oneLine(interview.actor, 80)}, ${users}.`;
}

/** Those who gave the verdicts, apart from the model that was interviewed, which gave none. */
export function whoTookPart({ witnesses }: CheckResult): { judges: Witness[]; players: Witness[] } {
  const { judges = [], players = [] } = Object.groupBy(witnesses, ({ role }) =>
    role === "actor" ? "players" : "judges",
  );
  return { judges, players };
}
