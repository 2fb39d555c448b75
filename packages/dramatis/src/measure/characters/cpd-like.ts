/**
 * Quality of a dialogue, from 1 to 5, by a judge that sees each reply and then the whole.
 *
 * After ComperDial (2024), which scores dialogues of persona agents at turn and dialogue level. It is not CPDScore, whose
 * prompt was not read, and has another name on purpose: a judge reasons on humanness, fidelity to the persona, engagement
 * and relevance, of every reply with its history, then of the whole; the value is the mean of the judgement on the whole
 * and of the mean over replies. `metaEvaluation` compares such scores with people's. A reply's note may hold a human's
 * own reply (`reference`). The reason on the whole is the evidence. The unit is a conversation. Nothing said: null,
 * n = 0; only empty turns count as refused; one unusable verdict makes the conversation unparsed. Empty turns among
 * others are left out.
 *
 * @paper 70
 * @needs judge
 */
import type { Measure, Message, Subject } from "../../core/index.ts";
import { rubricVersion } from "../../model/index.ts";
import { mean } from "../../stats/index.ts";
import { described } from "../described.ts";
import { linesOf, whyNoVerdict } from "../judged.ts";
import { conversationMeasure, gradeConversation } from "./grade-conversation.ts";
import { DIALOGUE_TURN, DIALOGUE_WHOLE } from "./rubrics.ts";

export function cpdLike(): Measure {
  return conversationMeasure({
    name: "cpd-like",
    arguments: { rubrics: [rubricVersion(DIALOGUE_TURN), rubricVersion(DIALOGUE_WHOLE)] },
    async grade({ judge, subject, own, signal }) {
      const known = { persona: described(subject.persona), speaker: subject.speaker };
      const said = own.filter(({ text }) => text.trim() !== "");
      const replies = said.map((reply) => ({
        known: { ...known, ...referenceOf(reply) },
        tested: { history: linesOf(before(subject, reply)), reply: reply.text },
      }));
      const conversation = { known, tested: { conversation: linesOf(subject.transcript.messages) } };
      const [turns, [whole]] = await Promise.all([
        judge.judge(DIALOGUE_TURN, replies, signal),
        judge.judge(DIALOGUE_WHOLE, [conversation], signal),
      ]);
      const unread = [...turns, whole].find((judged) => judged?.verdict === null);
      const scores = turns.flatMap(({ verdict }) => verdict?.score ?? []);
      if (unread || !whole?.verdict) return whyNoVerdict(unread);
      const value = dialogueScore(whole.verdict.score, scores) as number;
      return gradeConversation({ messages: own, value, said: whole.verdict.reason, best: 5, worst: 1 });
    },
  });
}

/** Mean of the judgement on the whole and the mean over turns; null without a turn. */
export function dialogueScore(whole: number, turns: readonly number[]): number | null {
  const each = mean(turns);
  return each === null ? null : (whole + each) / 2;
}

function before({ transcript }: Subject, reply: Message): Message[] {
  return transcript.messages.slice(0, transcript.messages.indexOf(reply));
}

function referenceOf({ evidence }: Message): { reference?: string } {
  return typeof evidence?.reference === "string" ? { reference: evidence.reference } : {};
}
