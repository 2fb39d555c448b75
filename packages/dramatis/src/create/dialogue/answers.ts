// A short answer made whole with its question: "Do you have pets?" "Yes, two dogs." → "I have two dogs." English.
import { sentences } from "../../transcript/index.ts";
import { ANSWER_FORMS, type AnswerForm } from "./answer-forms.ts";
import { asSentence, plainText } from "./plain-text.ts";

/** An answer made whole. */
export interface Answer {
  /** "" where there is none. */
  text: string;
  /** A yes or no to the words of the question: nothing else can be meant. */
  isByForm: boolean;
}

const NONE: Answer = { text: "", isByForm: false };
const YES =
  /^(?:(?:oh|well|haha|lol|ha)[\s,]+)*(?:(?:yes|yeah|yep|yup|yea|ya|sure(?: do| am)?|of course|absolutely|definitely|indeed|always)\b|(?:i do|i am|i have|i can|i sure do)(?=\s*(?:[,.!]|$| but| and)))/iu;
const NO =
  /^(?:(?:oh|well|haha|lol|ha|sorry|sadly|unfortunately)[\s,]+)*(?:no|nope|nah|not really|not at all|not yet|i do not|i don't|i am not|i'm not|i have not|i haven't|never)\b(?! idea| problem| way| doubt| worries)/iu;
const FILLER =
  /^(?:(?:oh|ah|um+|uh|hm+|well|so|sadly|unfortunately|haha|lol|hehe|yes|yeah|yep|yup|yea|no|nope|sure|probably|mostly|mainly|usually|definitely|actually|honestly|i guess|i'd say|i would say|i would have to say|i think|just|only|right now|currently|about|around|like|of course|mine (?:is|are|us)|mine's|(?:i do|i am|i have)(?=[,.!])|really|perfect|cool|nice|great|but|hi|hello|hey|that is a good question|good question)\b[\s,!.]*)+/iu;
/** Words of clauses, and of replies that are no answer. */
const NO_FRAGMENT =
  /\b(?:no|i|i'm|i've|you|your|he|she|they|we|is|are|was|were|am|it|that|this|do|does|did|don't|can|will|would|could|should|too|same|nothing|none|not|never|maybe|what|how|why|who|where|there|here|everything|anything|nice|good|fine|great|cool|awesome|thanks|thank|sorry|lol|wow|know|course|ha|awww?|nope|fun)\b/iu;
const BARE =
  /^(?:an?|the|some|a little|a bit|a lot|both|neither|either|lots|not much|many|different|every\w*(?: \w+)?|any\w*|some\w*|all|live|to|of|yes|more|really|always|usually)$/iu;
const END_OF_FRAGMENT = /[,.!;?]|\b(?:but|because|so|since|which|and (?:i|you|my)|how about|what about|with)\b/iu;
const MOST_WORDS = 6;
const MOST_CHARACTERS = 60;

const BACK = /(?:^|[\s,.!?])(?:and |what about |how about |whats about )?(?:you|yours|yourself|u)\s*\?+\s*$/iu;
/** What a question names so cannot be said by its answer. */
const OF_THE_TWO = /\b(?:you|your|me|it|that|them|this|those|there|or)\b/iu;
const AGREES =
  /^(?:(?:oh|wow|cool|nice|great|awesome|haha|lol|yes|yeah|really|ha)[\s,!.]+)*(?:me too|same here|so do i|as do i|i do too|i do as well|i love (?:it|them|those|that) too|i like (?:it|them|those|that) too|so am i|i am too|i am as well)\b/iu;
const ANSWERS_ITSELF =
  /^(?:(?:well|because),? )?(?:i do\b(?! not)|i sure do|mine (?:is|are)|mine's|i have (?:one|two|three|four|five|six|\d+)\b)/iu;

/** The question at the end of a message, in plain spelling; "" where there is none. */
export function lastQuestion(message: string): string {
  const asked = sentences(message)
    .map(plainText)
    .filter((sentence) => sentence.endsWith("?"));
  return asked.at(-1) ?? "";
}

/** Whether a message hands the other's own question back: "I am a nurse. And you?" */
export function handsBack(message: string): boolean {
  const question = lastQuestion(message);
  return BACK.test(plainText(message)) && ANSWER_FORMS.every((form) => !form.question.test(question));
}

/** Whether a message agrees with what was just said: "Me too!" */
export function agrees(message: string): boolean {
  return AGREES.test(plainText(message));
}

/** Whether a sentence answers the question that its own speaker asked just before: "Mine is blue." */
export function answersItself(sentence: string): boolean {
  return ANSWERS_ITSELF.test(sentence);
}

/** The answer as a sentence of its own; none where question and answer have no form that is known here. */
export function wholeAnswer(question: string, reply: string): Answer {
  const [first = ""] = sentences(plainText(reply));
  for (const form of ANSWER_FORMS) {
    const found = form.question.exec(question);
    if (found === null) continue;
    const rest = (found.groups?.rest ?? "")
      .trim()
      .toLowerCase()
      .replace(/\byour\b/gu, "my");
    const answer = answerOf(form, rest, first.trim());
    if (answer.text !== "") return { ...answer, text: asSentence(answer.text) };
  }
  return NONE;
}

function answerOf({ yes, no, said }: AnswerForm, rest: string, reply: string): Answer {
  const fragment = fragmentOf(reply);
  const isNo = NO.test(reply);
  if (said !== undefined && fragment !== "" && !isNo) return { text: said(fragment, rest), isByForm: false };
  if (OF_THE_TWO.test(rest)) return NONE;
  const pointed = pointedAt(reply, rest);
  if (pointed !== "") return { text: pointed, isByForm: false };
  if (!isNo && !YES.test(reply)) return NONE;
  return { text: (isNo ? no : yes)?.(rest) ?? "", isByForm: true };
}

/** "I have two", "I love it": what the question names stands for what the answer leaves out. */
function pointedAt(reply: string, rest: string): string {
  const object = rest.replace(/^(?:like|love|enjoy|play|read|watch|have|hate|collect|eat|drink)\s+/u, "");
  const start = reply.replace(FILLER, "");
  const whole = /^i\b/iu.test(start) ? start : `i ${start}`;
  const verb = /^i (love|like|hate|enjoy|adore|do not like|don't like) (?:it|them|those|that)\b/iu.exec(whole)?.[1];
  if (verb !== undefined && object !== rest) return `I ${verb} ${object}`;
  const count = /^i have (one|two|three|four|five|six|\d+|a few|several)(?: of them)?[\s.,!]*$/iu.exec(start)?.[1];
  return count !== undefined && /^\w+$/u.test(rest) ? `I have ${count} ${rest}` : "";
}

/** The few words of a reply that are an answer and no clause; "" where there are none. */
function fragmentOf(reply: string): string {
  const [start = ""] = reply.replace(FILLER, "").split(END_OF_FRAGMENT);
  const fragment = start.trim();
  const isShort = fragment.length <= MOST_CHARACTERS && fragment.split(/\s+/u).length <= MOST_WORDS;
  if (!isShort || !/[\p{L}\p{N}]/u.test(fragment)) return "";
  return NO_FRAGMENT.test(fragment) || BARE.test(fragment) ? "" : fragment;
}
