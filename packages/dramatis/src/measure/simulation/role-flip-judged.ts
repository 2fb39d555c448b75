/**
 * Share of a simulated person's turns in which it takes another's part, by a judge who reads the whole conversation.
 *
 * Ours: what `roleFlip` looks for by phrases, in any words and any language. The unit is a turn; one that flips is evidence,
 * with the judge's reason. One call a conversation; where its verdict is missing, so are its turns. No turns of the speaker:
 * null, n = 0. An empty turn counts as refused.
 *
 * @needs judge
 */
import { z } from "zod";
import type { Measure, Score } from "../../core/index.ts";
import { type Rubric, rubricVersion } from "../../model/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { described } from "../described.ts";
import { judgeOf, linesOf, remarkOn, whyNoVerdict } from "../judged.ts";
import { ownTurns } from "../own-turns.ts";

interface Flips {
  turns: { reason: string; turn: number }[];
}

const RUBRIC: Rubric<Flips> = {
  name: "role-flip",
  policy: `One speaker plays the person in "role", the others have parts of their own. List each turn of that speaker in which it
takes a part that is not its own: it serves the other as an assistant where the role is none, gives the answer that it had
asked for, writes another's lines, or claims to be another. Kindness, advice among friends, quoting, and a poor portrayal
of the role are no flips. Turns of others are never listed. An empty list says that there is none. turns: one entry a turn;
reason: whose part it takes and how, in a sentence; turn: its number.`,
  shape: z.strictObject({ turns: z.array(z.strictObject({ reason: z.string(), turn: z.int().min(0) })) }),
};

export function roleFlipJudged(): Measure {
  const name = "role-flip-judged";
  return {
    name,
    async score(subject, context) {
      const judge = judgeOf(name, context);
      context.signal?.throwIfAborted();
      const turns = ownTurns(subject);
      const isEmpty = turns.every(({ text }) => text.trim() === "");
      const known = { role: described(subject.persona), speaker: subject.speaker };
      const tested = { conversation: linesOf(subject.transcript.messages) };
      const [judged] = isEmpty ? [] : await judge.judge(RUBRIC, [{ known, tested }], context.signal);
      const reasons = new Map(judged?.verdict?.turns.map(({ turn, reason }) => [turn, reason]));
      const isRead = [...reasons.keys()].every((turn) => turns.some((own) => own.turn === turn));
      return turns.map((message): Score => {
        const unit = { cluster: message.session, turn: message.turn };
        if (message.text.trim() === "") return { ...unit, value: null, missing: "refused" };
        if (judged?.verdict == null) return { ...unit, value: null, missing: whyNoVerdict(judged) };
        if (!isRead) return { ...unit, value: null, missing: "unparsed" };
        const reason = reasons.get(message.turn);
        return reason === undefined
          ? { ...unit, value: 0 }
          : { ...unit, value: 1, evidence: remarkOn(message, reason, 1) };
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "lower",
        arguments: { rubric: rubricVersion(RUBRIC) },
        seed,
      }),
  };
}
