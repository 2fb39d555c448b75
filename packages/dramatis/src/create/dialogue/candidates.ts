// What a speaker may have said of themselves, found by words; an NLI judge has the last word.
import type { Message, Relation } from "../../core/index.ts";
import { sameName, sentences, statedFacts, words } from "../../transcript/index.ts";
import { agrees, handsBack, lastQuestion, wholeAnswer } from "./answers.ts";
import { saidSentences } from "./clauses.ts";
import { impliedBy } from "./implied.ts";
import { isInJest } from "./jest.ts";
import { besides, ofKin } from "./kin.ts";
import { isLasting } from "./lasting.ts";
import { asSentence, plainText } from "./plain-text.ts";
import { shortened } from "./shortened.ts";

/** A sentence of a persona to be, with where it was said. */
export interface Candidate {
  text: string;
  /** 0..1: how surely it was stated. */
  confidence: number;
  session: string;
  /** First and last turn that it was read from. */
  turns: [number, number];
  /** The speaker's own words. */
  quote: string;
  /** What must entail it: one of these. */
  premises: string[];
  /** Set where it is of someone else. */
  relation?: Relation;
  /** Why it is not to be taken. */
  flaw?: "said in jest" | "passing";
  /** Which rule found it. */
  by: "stated" | "answered" | "implied" | "agreed";
}

/** How sure the rules are of what is not said in so many words. */
const CONFIDENCE = { answered: 0.8, implied: 0.8, agreed: 0.6 };

/** Of one session's messages in order, those of one speaker. */
export function candidatesOf(messages: readonly Message[], speaker: string): Candidate[] {
  let [heard, asked] = ["", ""];
  let heardAt = 0;
  return messages.flatMap((message) => {
    if (!sameName(message.speaker, speaker)) {
      [heard, heardAt] = [message.text, message.turn];
      return [];
    }
    const question = handsBack(heard) ? asked : lastQuestion(heard);
    const found = [...statedIn(message), ...answeredIn(message, { question, heard, heardAt })];
    asked = lastQuestion(message.text) || asked;
    heard = "";
    const flaw = isInJest(message.text) ? "said in jest" : undefined;
    return flaw === undefined ? found : found.map((candidate) => ({ ...candidate, flaw }));
  });
}

function statedIn({ session, turn, text: message }: Message): Candidate[] {
  return saidSentences(message).flatMap(({ quote, text: sentence, clauses }): Candidate[] => {
    const place = { session, turns: [turn, turn] as [number, number], quote };
    const stated = clauses.flatMap((clause) => factsOf(clause).flatMap(({ text, confidence }) => statement(text, { ...place, confidence, premises: [clause, sentence], by: "stated" })));
    const kin = new Set(stated.flatMap(({ relation }) => relation?.kind ?? []));
    const implied = impliedBy(sentence)
      .filter((text) => ![...kin].some((kind) => text.endsWith(` ${kind}.`)))
      .map((text): Candidate => ({ ...place, text, confidence: CONFIDENCE.implied, premises: [sentence, around(sentence, text)], by: "implied" }));
    return [...stated, ...implied];
  });
}

/** The part of a sentence that an implied one was read from: between marks, about its last word. */
function around(sentence: string, implied: string): string {
  const thing = words(implied).at(-1) ?? "";
  return sentence.split(/[,;]| (?:and|but|so) (?=i\b)/iu).find((part) => words(part).includes(thing)) ?? sentence;
}

/** The candidates of one clause: of the speaker or, as a relation, of somebody else, or of both. */
function statement(said: string, rest: Omit<Candidate, "text">): Candidate[] {
  const other = ofKin(said);
  if (other !== null) return [{ ...rest, ...other }];
  const text = asSentence(shortened(said));
  if (text === "" || isFragment(text)) return [];
  const beside = besides(said);
  const own: Candidate = { ...rest, text, ...(isLasting(text) ? {} : { flaw: "passing" as const }) };
  return beside === null ? [own] : [own, { ...rest, ...beside }];
}

/** "My brother, not so much." "I love." */
function isFragment(text: string): boolean {
  return /^(?:My|Our) [^.]*$/u.test(text.slice(0, -1))
    ? !FINITE.test(text.replace(/^\S+ \S+/u, ""))
    : /^I \w+\.$/u.test(text) &&
        !/^I (?:smoke|drink|sing|dance|cook|paint|write|garden|run|hunt|fish|bake|hike|travel|swim|read|volunteer|draw|ski|surf|sew|knit)\./u.test(
          text,
        );
}

const FINITE =
  /\b(?:is|are|am|was|were|has|have|had|do|does|did|can|will|\w{2,}(?:s|ed)|left|took|makes?|got|went|came|told|gave|work|live|love|like|play|go|hate|own|run|keep)\b/iu;

const MINE =
  /^(?<what>[\w' -]{2,50}?) (?:is|are|was) (?:one of |some of |also |just |still |definitely |probably )*my (?<of>favorites?\b.*|passion\b.*|hobby\b.*|hobbies\b.*|life\b.*|calling\b.*|thing\b.*|name\b.*|dream\b.*|specialty\b.*|go to\b.*|biggest\b.*|first language\b.*)$/iu;

/** "The city is where I live." */
const WHERE = /^(?<place>[\w' -]{3,40}?) (?:is|was) where i (?<verb>live|work|grew up|study)\b/iu;

function factsOf(clause: string): { text: string; confidence: number }[] {
  const mine = MINE.exec(clause)?.groups;
  const turned =
    mine !== undefined &&
    !/^(?:it|that|this|these|those|they|he|she|mine|what|which|who|you|i|we|my)\b/iu.test(mine.what ?? "")
      ? [{ text: `${mine.what} is my ${mine.of}`, confidence: 0.9 }]
      : [];
  const where = WHERE.exec(clause)?.groups;
  if (where !== undefined) return [{ text: `I ${where.verb} ${/^(?:in|at|next|on)\b/iu.test(where.place ?? "") ? "" : "in "}${where.place}`, confidence: 0.9 }];
  return turned.length > 0 ? turned : statedFacts(clause);
}

interface Heard {
  question: string;
  heard: string;
  heardAt: number;
}

function answeredIn(message: Message, { question, heard, heardAt }: Heard): Candidate[] {
  const { session, turn, text } = message;
  const place = { session, turns: [heardAt, turn] as [number, number], quote: text.trim(), by: "answered" as const };
  const made = question === "" ? [] : [{ question, reply: text, from: heardAt }];
  const answers = [...made, ...ownAnswers(message)].flatMap(({ question, reply, from }): Candidate[] => {
    const { text: whole, isByForm } = wholeAnswer(question, reply);
    if (whole === "") return [];
    const premises = isByForm ? [] : [plainText(reply), `${question} ${plainText(reply)}`];
    const flaw = isLasting(whole) ? {} : { flaw: "passing" as const };
    return [{ ...place, turns: [from, turn], text: whole, confidence: CONFIDENCE.answered, premises, ...flaw }];
  });
  if (question !== "" || !agrees(text)) return answers;
  const agreed = saidSentences(heard)
    .flatMap(({ clauses }) => clauses.flatMap(factsOf))
    .map(({ text }) => asSentence(shortened(text)))
    .filter((text) => isLasting(text) && ofKin(text) === null && /^(?:I|My favorite)\b/u.test(text))
    .slice(-1)
    .map((text) => ({ ...place, text, confidence: CONFIDENCE.agreed, premises: [], by: "agreed" as const }));
  return [...answers, ...agreed];
}

const ANSWERS_ITSELF =
  /^(?:(?:well|because),? )?(?:i do\b(?!n't| not)|i sure do|mine (?:is|are)|i have (?:one|two|three|four|five|six|\d+)\b|mine's)/iu;

/** "What is your favorite movie? Mine is Friday." */
function ownAnswers({ turn, text }: Message): { question: string; reply: string; from: number }[] {
  const parts = sentences(text).map(plainText);
  return parts.flatMap((reply, i) => {
    const question = parts[i - 1] ?? "";
    return question.endsWith("?") && ANSWERS_ITSELF.test(reply) ? [{ question, reply, from: turn }] : [];
  });
}
