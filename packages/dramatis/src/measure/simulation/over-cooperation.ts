/**
 * How readily a simulated person goes along: the share of its replies that accept, agree or thank without an objection.
 *
 * Ours, by fixed phrases: simulators are politer and give in sooner than people. Read it against benchmarks/realism: people accept too,
 * and more in a chat than in a negotiation. `of` chooses what is scored: "replies" as above, or "at-once", whether the first
 * reply that takes a side gives in (a conversation is the unit); `firstConcession` says which reply does. A concession gives
 * up the speaker's own stand ("deal", "you are right", "I'll take it"); thanks and a plain yes are acceptance alone. With a
 * goal in the note of kind "scene", the goal stands beside the evidence, for a reader to decide whether it was given away.
 * The unit is a reply to another's turn; the evidence is the first concession, else the first acceptance. English only: else
 * missing as unsupported. No replies: null, n = 0. An empty turn counts as refused.
 *
 * @method
 */
import type { Measure, Message, Score, Subject } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { isEnglish } from "../is-english.ts";
import { noteOf, remarkOn, SCENE } from "../judged.ts";

export interface OverCooperationOptions {
  of?: "replies" | "at-once";
}

export function overCooperation({ of = "replies" }: OverCooperationOptions = {}): Measure {
  const name = "over-cooperation";
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      const replies = repliesOf(subject);
      const evidence = evidenceOf(subject, replies);
      if (of === "at-once") return atOnce(subject, replies, evidence);
      const english = isEnglish(subject);
      return replies.map((message): Score => {
        const unit = { cluster: message.session, turn: message.turn };
        if (message.text.trim() === "") return { ...unit, value: null, missing: "refused" };
        if (!english) return { ...unit, value: null, missing: "unsupported" };
        const value = stanceOf(message.text) === "objects" || !accepts(message.text) ? 0 : 1;
        return evidence?.turn === message.turn ? { ...unit, value, evidence } : { ...unit, value };
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "lower",
        arguments: { of },
        ...(of === "at-once" && { counts: "conversations" }),
        seed,
      }),
  };
}

/** The speaker's first reply, from 1, that gives its own stand up; null where none does. */
export function firstConcession({ transcript, speaker }: Pick<Subject, "transcript" | "speaker">): number | null {
  const at = repliesOf({ transcript, speaker }).findIndex(({ text }) => stanceOf(text) === "concedes");
  return at < 0 ? null : at + 1;
}

function atOnce(subject: Subject, replies: readonly Message[], evidence: Score["evidence"]): Score[] {
  const cluster = subject.transcript.session;
  if (replies.length === 0) return [];
  if (!isEnglish(subject)) return [{ cluster, value: null, missing: "unsupported" }];
  if (replies.every(({ text }) => text.trim() === "")) return [{ cluster, value: null, missing: "refused" }];
  const first = replies.map(({ text }) => stanceOf(text)).find((stance) => stance !== null);
  return [first === "concedes" ? { cluster, value: 1, ...(evidence && { evidence }) } : { cluster, value: 0 }];
}

function repliesOf({ transcript, speaker }: Pick<Subject, "transcript" | "speaker">): Message[] {
  const from = transcript.messages.findIndex((message) => message.speaker !== speaker);
  return from < 0 ? [] : transcript.messages.slice(from).filter((message) => message.speaker === speaker);
}

function evidenceOf(subject: Subject, replies: readonly Message[]): Score["evidence"] {
  const conceding = replies.find(({ text }) => stanceOf(text) === "concedes");
  const first = conceding ?? replies.find(({ text }) => stanceOf(text) !== "objects" && accepts(text));
  if (first === undefined) return undefined;
  const goal = noteOf(subject, SCENE)?.goal;
  const which = conceding ? `gives in with reply ${replies.indexOf(first) + 1} of ${replies.length}` : "goes along";
  return remarkOn(first, typeof goal === "string" ? `${which}; its goal: ${goal}` : which, conceding ? 1 : 0.5);
}

const ACCEPTS =
  /^\W*(?:(?:oh|ah|well|hm+|wow|haha|great|yes|yeah|yep|ok|okay)\W+)*(?:yes|yeah|yep|sure|ok|okay|alright|all right|of course|absolutely|definitely|certainly|exactly|indeed|great|perfect|wonderful|excellent|fantastic|awesome|agreed|deal|fair enough|good (?:point|idea)|sounds (?:good|great|fair|perfect|like)|that(?:'s| is) (?:a )?(?:great|good|fair|fine|perfect|true|right|very)|that (?:works|makes sense|sounds)|i (?:totally |completely |fully |absolutely )?(?:agree|accept)|you(?:'re| are) (?:so |absolutely |completely |totally )?(?:right|welcome)|no problem|happy to|i(?:'d| would) (?:love|be happy|be glad) to)(?![\p{L}\p{N}'])/iu;
const THANKS = /\b(?:thank you|thanks|i (?:really |truly )?appreciate|grateful)\b/iu;
const CONCEDES =
  /\b(?:(?:it(?:'s| is) a|you(?:'ve| have) (?:got )?a|we have a) deal|(?:^|[.!,] )deal[.!]|i accept\b|i(?:'ll| will) (?:take|accept) (?:it|that|the|your)|you(?:'ve| have) (?:convinced|persuaded) me|you(?:'re| are) (?:so |absolutely |completely |totally |probably )?right\b(?! (?:now|here|there))|i (?:totally |completely |fully |absolutely )?agree(?: with you)?\b|i give in|you win|let(?:'s| us) (?:do|go with) (?:it|that|your)|fine,? i(?:'ll| will)|(?:ok|okay|alright|sure),? (?:then )?i(?:'ll| will) (?:do|go|give|donate|take|agree|change|sell|pay))/iu;
const OBJECTS =
  /\b(?:but|however|although|though|unless|instead|rather|disagree|not (?:sure|convinced|interested|really|fair|enough|going)|i(?:'d| would) (?:need|want)|i (?:don't|do not|can't|cannot|won't|will not|need)|no way|too (?:much|little|low|high|expensive))\b|^\W*(?:no|nope|nah|sorry)\b/iu;

/** What a reply does with what it is told; null where it takes no side. An objection weighs more than what is granted with it. */
function stanceOf(said: string): "concedes" | "objects" | null {
  const text = said.replaceAll("’", "'");
  if (OBJECTS.test(text)) return "objects";
  return CONCEDES.test(text) ? "concedes" : null;
}

function accepts(said: string): boolean {
  const text = said.replaceAll("’", "'");
  return ACCEPTS.test(text) || THANKS.test(text) || CONCEDES.test(text);
}
