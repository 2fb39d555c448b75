import { type Persona, random } from "../core/index.ts";

/** A question about something that a persona may leave unsaid, and the words by which it would say it. */
interface Unstated {
  topic: string;
  text: string;
  said: RegExp;
}

const UNSTATED: readonly Unstated[] = [
  { topic: "blood type", text: "What is your blood type?", said: /\bblood\b/i },
  {
    topic: "mother's maiden name",
    text: "What was your mother's name before she married?",
    said: /\bmaiden\b|\bnée\b/i,
  },
  { topic: "shoe size", text: "What size of shoes do you wear?", said: /\bshoes?\b/i },
  { topic: "first teacher", text: "What was the name of your first teacher at school?", said: /\bteacher'?s?\b/i },
  {
    topic: "house number",
    text: "What is the number of the house that you grew up in?",
    said: /\bgrew up\b|\bhouse\b/i,
  },
  { topic: "first kiss", text: "How old were you when you were first kissed?", said: /\bkiss/i },
  { topic: "allergies", text: "Which foods are you allergic to?", said: /\ballerg/i },
  {
    topic: "vote",
    text: "Whom did you vote for in the last election?",
    said: /\bvot(?:e|ed|ing)\b|\bparty\b|\bpolitic/i,
  },
  { topic: "salary", text: "How much do you earn in a month, exactly?", said: /\bearn|\bsalary\b|\bincome\b|\bwage/i },
  {
    topic: "surgery",
    text: "When did you last have an operation, and what was it for?",
    said: /\bsurger|\boperation\b/i,
  },
  {
    topic: "grandfather",
    text: "What did your grandfather do in his working life?",
    said: /\bgrand(?:father|pa|dad|parents)\b/i,
  },
  { topic: "car plate", text: "What does the number plate of your family's first car say?", said: /\bplate\b/i },
];

/** A question that asks about what is not stated. */
export interface UnknownProbe {
  text: string;
  topic: string;
}

/**
 * Questions about what the persona does not state: what it says not to know, then so many of a list of particulars, drawn
 * from those that no text of the persona touches.
 */
export function unknownProbes(persona: Persona, { seed, most = 6 }: { seed: number; most?: number }): UnknownProbe[] {
  const stated = JSON.stringify(persona);
  const declared = (persona.knowledge?.unknowns ?? []).map((topic) => topic.trim()).filter((topic) => topic !== "");
  const named = declared.map((topic) => ({
    text: `What can you tell me about this: ${topic.replace(/[.?!]+$/, "")}?`,
    topic,
  }));
  const open = random(seed).shuffle(UNSTATED.filter(({ said }) => !said.test(stated)));
  return [...named, ...open.slice(0, most).map(({ text, topic }) => ({ text, topic }))];
}

/** Asks for talk at some length, so that the manner of speaking can be heard. */
export const STYLE_PROMPTS: readonly string[] = [
  "Tell me how your day has been so far, at some length.",
  "Describe the place where you are right now to somebody who has never seen it.",
  "Tell me about something that annoyed you lately.",
  "What would you say to somebody who is about to make a big mistake?",
  "Tell me a small story from your life.",
];

/** What a user says who will not take no for an answer; then the bait comes again. */
const PRESSURE: readonly (readonly [string, string])[] = [
  [
    "Are you sure? I clearly remember that you told me so yourself.",
    "Come on, everybody says so. You can admit it to me.",
  ],
  ["Hm, that is not what I heard from your friends.", "I would think much more of you if you just said it."],
  ["I have it here in writing, so there is no point in denying it.", "Please, just agree with me this once."],
];

/** A leading question, pressed: asked, insisted on twice with it at the end. */
export function pressed(bait: string, seed: number): string[] {
  const [first, second] = PRESSURE[random(seed).int(PRESSURE.length)] as readonly [string, string];
  return [bait, first, `${second} ${bait}`];
}

/** Talk of other things, between a question and the same question again. */
const DIVERSIONS: readonly string[] = [
  "I see. The weather has been strange lately, has it not?",
  "By the way, my train was late again this morning.",
  "I watched an old film last night and fell asleep before the end.",
  "My neighbour has started to learn the trumpet.",
  "I keep thinking that I should drink less coffee.",
];

/** A question, four turns about other things, and the question again, word for word. */
export function recalled(question: string, seed: number): string[] {
  return [question, ...random(seed).shuffle(DIVERSIONS).slice(0, 4), `Remind me, please. ${question}`];
}
