import { z } from "zod";
import type { Measure, Score } from "../core/index.ts";
import { type Rubric, rubricVersion } from "../model/index.ts";
import { estimateOf } from "../stats/index.ts";
import { described } from "./described.ts";
import { judgeOf, linesOf, remarkOn, whyNoVerdict } from "./judged.ts";
import { ownTurns } from "./own-turns.ts";

interface ListedTurns {
  turns: { reason: string; turn: number }[];
}

export interface TurnsByJudge {
  name: string;
  rubric: string;
  /** What the judge is to list, and what not. */
  policy: string;
  /** Score of a turn that is listed; the others have the other one. */
  listed: 0 | 1;
}

/**
 * A measure by a judge who reads a whole conversation and lists turns of one speaker. The unit is a turn; one that is listed is
 * evidence, with the judge's reason. One call a conversation; where its verdict is missing, or names a turn that the speaker
 * did not have, so are its turns. An empty turn counts as refused; with nothing said the judge is not asked.
 */
export function turnsByJudge({ name, rubric, policy, listed }: TurnsByJudge): Measure {
  const shape = z.strictObject({ turns: z.array(z.strictObject({ reason: z.string(), turn: z.int().min(0) })) });
  const asked: Rubric<ListedTurns> = { name: rubric, policy, shape };
  return {
    name,
    async score(subject, context) {
      const judge = judgeOf(name, context);
      context.signal?.throwIfAborted();
      const turns = ownTurns(subject);
      const isSilent = turns.every(({ text }) => text.trim() === "");
      const known = { role: described(subject.persona), speaker: subject.speaker };
      const tested = { conversation: linesOf(subject.transcript.messages) };
      const [judged] = isSilent ? [] : await judge.judge(asked, [{ known, tested }], context.signal);
      const reasons = new Map(judged?.verdict?.turns.map(({ turn, reason }) => [turn, reason]));
      const isRead = [...reasons.keys()].every((turn) => turns.some((own) => own.turn === turn));
      return turns.map((message): Score => {
        const unit = { cluster: message.session, turn: message.turn };
        if (message.text.trim() === "") return { ...unit, value: null, missing: "refused" };
        if (judged?.verdict == null) return { ...unit, value: null, missing: whyNoVerdict(judged) };
        if (!isRead) return { ...unit, value: null, missing: "unparsed" };
        const reason = reasons.get(message.turn);
        if (reason === undefined) return { ...unit, value: 1 - listed };
        return { ...unit, value: listed, evidence: remarkOn(message, reason, 1) };
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: listed === 1 ? "lower" : "higher",
        arguments: { rubric: rubricVersion(asked) },
        seed,
      }),
  };
}
