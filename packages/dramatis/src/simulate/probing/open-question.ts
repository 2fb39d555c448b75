import type { Statement } from "../../core/index.ts";

/** What a statement's words tell of its relation, the plainest first, and the question that asks for it. */
const BY_WORDS: [RegExp, string][] = [
  [/^my name is\b/, "What is your name?"],
  [/^i (?:am|turned) \d+ ?(?:years?|yrs?)\b/, "How old are you?"],
  [/^i was born\b/, "Where and when were you born?"],
  [/^i (?:grew up|was raised)\b/, "Where did you grow up?"],
  [/^i(?: \w+)? live (?:in|on|at|near|by|with|alone)\b/, "Where do you live?"],
  [/^i (?:am|come) (?:originally )?from\b/, "Where are you from?"],
  [/^i(?: \w+)? (?:hate|dislike|detest|despise|loathe|do not like|don't like)\b/, "What do you not like?"],
  [
    /\b(?:have|own) (?:\w+ ){0,5}(?:animals?|cats?|cows?|dogs?|horses?|kittens?|pets?|puppy|puppies|turtle)(?: (?:and|called|named) .*)?$/,
    "What animals do you have?",
  ],
  [
    /^i(?: \w+)? work\b|^i am an? (?:\w+ ){0,3}(?:artist|baker|chef|clerk|coach|cook|dentist|doctor|driver|electrician|engineer|farmer|guide|lawyer|librarian|manager|mechanic|musician|nurse|pilot|plumber|programmer|teacher|worker|writer)\b|\bmy job\b|\bfor a living\b/,
    "What do you do for a living?",
  ],
  [
    /\b(?:children|kids?|sons?|daughters?|brothers?|sisters?|siblings?|wife|husband|parents?|mother|father|mom|dad|twins?|married)\b/,
    "What is your family like?",
  ],
  [/\b(?:music|bands?|singer|songs?|sing|hip hop|guitar|piano|drums|violin|concerts?)\b/, "What music do you like?"],
  [/\b(?:study|studying|student|college|university|school|graduated|degree)\b/, "Where did you go to school?"],
  [
    /\b(?:eat|food|cook|bake|vegan|vegetarian|pizza|meat|ice cream|cheese|dessert|coffee|tea)\b/,
    "What do you like to eat and drink?",
  ],
  [/^i(?: \w+)? drive\b/, "What do you drive?"],
  [/\b(?:travel|travell?ing|vacation|abroad)\b/, "Where have you travelled?"],
  [
    /\b(?:hobby|hobbies|free time|spare time|collect|collection)\b|^i(?: \w+)? (?:like|love|enjoy|play)\b/,
    "What do you do in your free time?",
  ],
];

/** By the statement's topic, where its words tell nothing. */
const BY_TOPIC: Record<string, string> = {
  animals: "What animals do you have?",
  age: "How old are you?",
  dislikes: "What do you not like?",
  education: "Where did you go to school?",
  family: "What is your family like?",
  food: "What do you like to eat and drink?",
  hobbies: "What do you do in your free time?",
  home: "Where do you live?",
  job: "What do you do for a living?",
  likes: "What do you like?",
  location: "Where do you live?",
  music: "What music do you like?",
  name: "What is your name?",
  occupation: "What do you do for a living?",
  past: "What is something that you did in the past?",
  pets: "What animals do you have?",
  tastes: "What are some of your favorite things?",
  travel: "Where have you travelled?",
  work: "What do you do for a living?",
};

const ABOUT_ANYTHING = "What is something that people should know about you?";
const FAVORITE = /^my (favou?rite (?:[a-z]+ ){1,4}?)(is|are)\b/;

/** A question that the statement is one answer to, and whether more than "tell me something" was found. */
export function openQuestion({ text, topic }: Statement): { text: string; isGeneric: boolean } {
  const words = text
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(/[.!\s]+$/, "")
    .replace(/\s+/g, " ")
    .trim();
  const [, favorite, be] = FAVORITE.exec(words) ?? [];
  if (favorite !== undefined) return { text: `What ${be} your ${favorite.trim()}?`, isGeneric: false };
  const found = BY_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? BY_TOPIC[topic?.toLowerCase() ?? ""];
  return { text: found ?? ABOUT_ANYTHING, isGeneric: found === undefined };
}
