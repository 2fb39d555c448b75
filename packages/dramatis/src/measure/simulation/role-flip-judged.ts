/**
 * Share of a simulated person's turns in which it takes another's part, by a judge who reads the whole conversation.
 *
 * Ours: what `roleFlip` looks for by phrases, in any words and any language. The unit is a turn; one that flips is evidence,
 * with the judge's reason. One call a conversation; where its verdict is missing, so are its turns. No turns of the speaker:
 * null, n = 0. An empty turn counts as refused.
 *
 * @needs judge
 */
import type { Measure } from "../../core/index.ts";
import { turnsByJudge } from "../turns-by-judge.ts";

const POLICY = `One speaker plays the person in "role", the others have parts of their own. List each turn of that speaker in which it
takes a part that is not its own: it serves the other as an assistant where the role is none, gives the answer that it had
asked for, writes another's lines, or claims to be another. Kindness, advice among friends, quoting, and a poor portrayal
of the role are no flips. Turns of others are never listed. An empty list says that there is none. turns: one entry a turn;
reason: whose part it takes and how, in a sentence; turn: its number.`;

export function roleFlipJudged(): Measure {
  return turnsByJudge({ name: "role-flip-judged", rubric: "role-flip", policy: POLICY, listed: 1 });
}
