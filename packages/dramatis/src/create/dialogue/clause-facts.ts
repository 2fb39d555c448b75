// The stated facts of one clause, also where it is turned about: "Dancing is my passion." English.
import { type StatedFact, statedFacts } from "../../transcript/index.ts";

const CONFIDENCE = 0.9;

/** "The city is where I live." */
const WHERE = /^(?<place>[\w' -]{3,40}?) (?:is|was) where i (?<verb>live|work|grew up|study)\b/iu;
const MINE =
  /^(?<what>(?!(?:it|that|this|these|those|they|he|she|mine|what|which|who|you|i|we|my)\b)[\w' -]{2,50}?) (?<be>is|are|was) (?:one of |some of |also |just |still |definitely |probably )*my (?<of>(?:favorites?|passion|hobby|hobbies|life|calling|thing|name|dream|specialty|go to|biggest|first language)\b.*)$/iu;
const FINITE =
  /\b(?:is|are|am|was|were|has|have|had|do|does|did|can|will|\w{2,}(?:s|ed)(?= \w)|left|took|makes?|got|went|came|told|gave|work|live|love|like|play|go|hate|own|run|keep)\b/iu;
/** "I sing." is whole; "I love." is not. */
const WHOLE_VERB =
  /^I (?:smoke|drink|sing|dance|cook|paint|write|garden|run|hunt|fish|bake|hike|travel|swim|read|volunteer|draw|ski|surf|sew|knit|teach|farm|study)\.$/u;

/** Of one clause of a message. */
export function clauseFacts(clause: string): StatedFact[] {
  const where = WHERE.exec(clause)?.groups;
  if (where !== undefined) {
    const { verb = "", place = "" } = where;
    const preposition = /^(?:in|at|next|on)\b/iu.test(place) ? "" : "in ";
    return [{ text: `I ${verb} ${preposition}${place}`, confidence: CONFIDENCE }];
  }
  const mine = MINE.exec(clause)?.groups;
  if (mine === undefined) return statedFacts(clause);
  return [{ text: `${mine.what} ${mine.be} my ${mine.of}`, confidence: CONFIDENCE }];
}

/** Whether a sentence lacks its verb or its object: "My brother, not so much." */
export function isFragment(text: string): boolean {
  if (/^(?:My|Our) /u.test(text)) return !FINITE.test(text.replace(/^\S+ \S+/u, ""));
  if (/^(?:In|On|At|For|From|Last|This|Every|As) /u.test(text) && !/\b(?:I|i|we|my) \w+ \w/u.test(text)) return true;
  if (/^Since \w+ \w+ \w+\.$/u.test(text)) return true;
  return /^I \w+\.$/u.test(text) && !WHOLE_VERB.test(text);
}
