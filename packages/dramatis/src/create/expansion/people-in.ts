import { sentences } from "../../transcript/index.ts";

const NOT_NAMES = new Set(
  `monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december christmas easter halloween thanksgiving i english french spanish german`.split(/\s+/),
);
/** What a name at the start of a sentence is followed by: a verb, nearly always of the past in such stories, or "and". */
const VERB = new RegExp(
  `^(?:${`and is was were has had does did can could will would ate became began bit bought broke brought built came caught
chose drove fell felt flew forgot found gave got grew heard held hit hurt kept knew left let lost loves made met paid put ran
read rode sang sat saw sent sold slept spent spoke stood swam taught threw told took thought wants went woke won wore wrote`
    .split(/\s+/)
    .join("|")}|\\p{Ll}+ed)$`,
  "u",
);
const PLACED = /\b(?:in|to|at|from|near|of|through|around|across|toward|towards)\s+(?:the\s+)?$/iu;

const PRONOUNS = new Set(
  "He She It They We You This That There One Everyone Everybody Somebody Someone Nobody What Who Which".split(" "),
);

/**
 * The people that a story names (English): words with a capital inside a sentence, other than days, months, languages and
 * what follows a preposition of place; and first words that a verb follows.
 */
export function peopleIn(story: string): Set<string> {
  const inside = new Set<string>();
  const first: { word: string; next: string }[] = [];
  for (const sentence of sentences(story)) {
    for (const match of sentence.matchAll(/\p{L}[\p{L}'’-]*/gu)) {
      const word = match[0].replace(/['’]s$/u, "");
      if (!/^\p{Lu}\p{Ll}+/u.test(word) || NOT_NAMES.has(word.toLowerCase())) continue;
      const before = sentence.slice(0, match.index);
      const after = sentence.slice(match.index + match[0].length);
      if (!/\p{L}/u.test(before)) first.push({ word, next: /^[^\p{L}]*(\p{L}+)/u.exec(after)?.[1] ?? "" });
      else if (!PLACED.test(before)) inside.add(word);
    }
  }
  const named = first.filter(({ word, next }) => VERB.test(next) && !PRONOUNS.has(word));
  return new Set([...inside, ...named.map(({ word }) => word)]);
}
