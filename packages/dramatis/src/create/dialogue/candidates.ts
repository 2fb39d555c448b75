// What a speaker may have said of themselves, found by words; an NLI judge has the last word. English.
import type { Message } from "../../core/index.ts";
import { sameName, sentences, words } from "../../transcript/index.ts";
import { agrees, answersItself, handsBack, lastQuestion, wholeAnswer } from "./answers.ts";
import type { Candidate } from "./candidate.ts";
import { clauseFacts, isFragment } from "./clause-facts.ts";
import { saidSentences } from "./clauses.ts";
import { impliedBy } from "./implied.ts";
import { isInJest } from "./jest.ts";
import { besides, ofKin } from "./kin.ts";
import { isLasting } from "./lasting.ts";
import { asSentence, plainText } from "./plain-text.ts";
import { shortened } from "./shortened.ts";

/** How sure the rules are of what is not said in so many words. */
const CONFIDENCE = { answered: 0.8, implied: 0.8, agreed: 0.6 };

/** Of one session's messages in order, those of one speaker. */
export function candidatesOf(messages: readonly Message[], speaker: string): Candidate[] {
  let heard: Message | undefined;
  let asked = "";
  return messages.flatMap((message): Candidate[] => {
    if (!sameName(message.speaker, speaker)) {
      heard = message;
      return [];
    }
    const before = heard?.text ?? "";
    const question = handsBack(before) ? asked : lastQuestion(before);
    const found = [...statedIn(message), ...answeredIn(message, question, heard)];
    asked = lastQuestion(message.text) || asked;
    heard = undefined;
    return isInJest(message.text) ? found.map((candidate) => ({ ...candidate, flaw: "said in jest" })) : found;
  });
}

function statedIn({ session, turn, text: message }: Message): Candidate[] {
  return saidSentences(message).flatMap(({ quote, text: sentence, clauses }) => {
    const place = { session, turns: [turn, turn] as [number, number], quote };
    const stated = clauses.flatMap((clause) =>
      clauseFacts(clause).flatMap(({ text, confidence }) =>
        statement(text, { ...place, confidence, premises: [clause, sentence] }),
      ),
    );
    const kin = new Set(stated.flatMap(({ relation }) => relation?.kind ?? []));
    const implied = impliedBy(sentence)
      .filter((text) => ![...kin].some((kind) => text.endsWith(` ${kind}.`)))
      .map((text): Candidate => {
        return { ...place, text, confidence: CONFIDENCE.implied, premises: [sentence, around(sentence, text)] };
      });
    return [...stated, ...implied];
  });
}

/** The candidates of one clause: of the speaker or, as a relation, of somebody else, or of both. */
function statement(said: string, rest: Omit<Candidate, "text">): Candidate[] {
  const other = ofKin(said);
  if (other !== null) return [{ ...rest, ...other }];
  const text = asSentence(shortened(said));
  if (text === "" || isFragment(text)) return [];
  const beside = besides(said);
  const own: Candidate = { ...rest, text, ...flawOf(text) };
  return beside === null ? [own] : [own, { ...rest, ...beside }];
}

function flawOf(text: string): Pick<Candidate, "flaw"> {
  return isLasting(text) ? {} : { flaw: "passing" };
}

/** The part of a sentence that an implied one was read from: between marks, about its last word. */
function around(sentence: string, implied: string): string {
  const thing = words(implied).at(-1) ?? "";
  const parts = sentence.split(/[,;]| (?:and|but|so) (?=i\b)/iu);
  return parts.find((part) => words(part).includes(thing)) ?? sentence;
}

function answeredIn(message: Message, question: string, heard: Message | undefined): Candidate[] {
  const { session, turn, text } = message;
  const from = heard?.turn ?? turn;
  const quote = text.trim();
  const others = question === "" ? [] : [{ question, reply: text, turns: [from, turn] as [number, number] }];
  const own = ownAnswers(text).map((each) => ({ ...each, turns: [turn, turn] as [number, number] }));
  const answers = [...others, ...own].flatMap(({ question, reply, turns }): Candidate[] => {
    const { text: whole, isByForm } = wholeAnswer(question, reply);
    if (whole === "") return [];
    const [answer = ""] = sentences(reply).map(plainText);
    const premises = isByForm ? [] : [answer, plainText(reply), `${question} ${answer}`];
    return [{ session, turns, quote, text: whole, confidence: CONFIDENCE.answered, premises, ...flawOf(whole) }];
  });
  if (question !== "" || heard === undefined || !agrees(text)) return answers;
  const [agreed] = saidSentences(heard.text)
    .flatMap(({ clauses }) => clauses.flatMap(clauseFacts))
    .map((fact) => asSentence(shortened(fact.text)))
    .filter((fact) => isLasting(fact) && ofKin(fact) === null && /^(?:I|My favorite)\b/u.test(fact))
    .slice(-1);
  if (agreed === undefined) return answers;
  return [
    ...answers,
    { session, turns: [from, turn], quote, text: agreed, confidence: CONFIDENCE.agreed, premises: [] },
  ];
}

/** "What is your favorite movie? Mine is Friday." */
function ownAnswers(text: string): { question: string; reply: string }[] {
  const parts = sentences(text).map(plainText);
  return parts.flatMap((reply, i) => {
    const question = parts[i - 1] ?? "";
    return question.endsWith("?") && answersItself(reply) ? [{ question, reply }] : [];
  });
}
