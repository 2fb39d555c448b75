/**
 * Share of a speaker's turns in which it keeps to its role, by a judge who reads the whole conversation.
 *
 * The formula of DeepEval's Role Adherence (version 4.3.1, metrics/role_adherence): (turns − turns out of character) / turns,
 * so that numbers can be held side by side. We depart in what its code leaves open: the role is all that the persona says
 * of itself, not a line; a turn that is listed twice counts once; a list that names a turn which the speaker did not have
 * is no verdict; an empty turn counts as refused; and without a turn there is no value, where DeepEval gives 1. The policy
 * is in our own words. The unit is a turn; one out of character is evidence, with the judge's reason. One call a
 * conversation; where its verdict is missing, so are its turns.
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

interface OutOfCharacter {
  turns: { reason: string; turn: number }[];
}

const RUBRIC: Rubric<OutOfCharacter> = {
  name: "role-adherence",
  policy: `Read the role, then the whole conversation. List each turn of the named speaker that is out of character: it
contradicts the role, shows knowledge or manners that the role rules out, gives the role up, or speaks as an assistant or
a model where the role is none. Judge a turn in the light of those before it. To say nothing of the role, to be brief, or
to be wrong about the world is not out of character. Turns of others are never listed. An empty list says that all turns
are in character. turns: one entry a turn; reason: what in it breaks the role, in a sentence; turn: its number.`,
  shape: z.strictObject({ turns: z.array(z.strictObject({ reason: z.string(), turn: z.int().min(0) })) }),
};

export function roleAdherence(): Measure {
  const name = "role-adherence";
  return {
    name,
    async score(subject, context) {
      const judge = judgeOf(name, context);
      context.signal?.throwIfAborted();
      const turns = ownTurns(subject);
      const said = turns.filter(({ text }) => text.trim() !== "");
      if (said.length === 0) return turns.map(({ session, turn }) => refused(session, turn));
      const known = { role: described(subject.persona), speaker: subject.speaker };
      const tested = { conversation: linesOf(subject.transcript.messages) };
      const [judged] = await judge.judge(RUBRIC, [{ known, tested }], context.signal);
      const found = new Map(judged?.verdict?.turns.map(({ turn, reason }) => [turn, reason]));
      const isRead =
        judged?.verdict != null && [...found.keys()].every((turn) => turns.some((own) => own.turn === turn));
      return turns.map((message): Score => {
        const unit = { cluster: message.session, turn: message.turn };
        if (message.text.trim() === "") return refused(message.session, message.turn);
        if (!isRead)
          return { ...unit, value: null, missing: judged?.verdict === null ? whyNoVerdict(judged) : "unparsed" };
        const reason = found.get(message.turn);
        return reason === undefined
          ? { ...unit, value: 1 }
          : { ...unit, value: 0, evidence: remarkOn(message, reason, 1) };
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: { rubric: rubricVersion(RUBRIC) },
        seed,
      }),
  };
}

function refused(cluster: string, turn: number): Score {
  return { cluster, turn, value: null, missing: "refused" };
}
