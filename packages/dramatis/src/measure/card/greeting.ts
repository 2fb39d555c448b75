/**
 * Share of a persona's greetings that are fit to be said: nothing in them contradicts the persona, no placeholder was left
 * in, and they do not speak for the user.
 *
 * Ours, with Dialogue NLI (Welleck et al. 2019) as judge of contradiction (p at least .5, most probable label, either
 * direction, weighed by base rates), sentence by sentence, since greetings are long. A placeholder is `{{…}}`, `<USER>` or
 * `<BOT>`; a line that begins with the user's name and a colon speaks for the user. The greetings are the openings of an
 * interview with a persona that has some. The unit is a greeting; its fault is the evidence. No greeting: null, n = 0. One
 * without a sentence that can be judged is missing as unparsed.
 *
 * @paper 234
 * @needs nli
 */
import type { Measure, MeasureContext, Message, Score, Subject } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { sentences } from "../../transcript/index.ts";
import { BASE_RATES } from "../base-rates.ts";
import { distinctClaims } from "../distinct-claims.ts";
import { claimEvidence, contradiction, isJudged, meetLines, strongest, THRESHOLD } from "../judge-pairs.ts";
import { neededNli } from "../needed.ts";
import { ownTurns } from "../own-turns.ts";
import { remark } from "../point-at-extreme.ts";

const PLACEHOLDER = /\{\{[^{}]*\}\}|<(?:user|bot|char)>/i;
const FOR_THE_USER = /^\s*(?:user|you)\s*:/im;

export function greeting(): Measure {
  const name = "greeting";
  return {
    name,
    async score(subject, context) {
      neededNli(name, context);
      context.signal?.throwIfAborted();
      const greetings = ownTurns(subject).filter(({ evidence }) => evidence?.greeting !== undefined);
      return Promise.all(greetings.map((message) => scoreGreeting({ message, subject, context, name })));
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: { threshold: THRESHOLD, baseRates: BASE_RATES },
        seed,
      }),
  };
}

interface Greeted {
  message: Message;
  subject: Subject;
  context: MeasureContext;
  name: string;
}

async function scoreGreeting({ message, subject, context, name }: Greeted): Promise<Score> {
  const unit = { cluster: message.session, turn: message.turn };
  const fault = PLACEHOLDER.exec(message.text) ?? FOR_THE_USER.exec(message.text);
  if (fault) {
    const against = { text: fault[0].trim() };
    return { ...unit, value: 0, evidence: remark({ message, extremity: 1, against }) };
  }
  const lines = sentences(message.text).filter((line) => line.trim() !== "");
  const claims = distinctClaims(subject.persona);
  const meetings = (await meetLines(name, { lines, claims }, context)).flat();
  if (!isJudged(meetings)) return { ...unit, value: null, missing: "unparsed" };
  const worst = strongest(meetings, contradiction);
  if (worst === null) return { ...unit, value: 1 };
  return { ...unit, value: 0, evidence: claimEvidence(message, worst, "contradicts") };
}
