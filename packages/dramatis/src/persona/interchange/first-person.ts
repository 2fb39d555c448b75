/** How someone is addressed where a clause begins → how they say it of themselves. */
const SUBJECTS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/^(?:you are|you're)\b/i, "I am"],
  [/^you were\b/i, "I was"],
  [/^you've\b/i, "I have"],
  [/^you'll\b/i, "I will"],
  [/^you'd\b/i, "I would"],
  [/^you\b/i, "I"],
];

const SUBJECT = "(?:you are|you're|you were|you've|you'll|you'd|you)\\b";
const FIRST = new RegExp(`^${SUBJECT}`, "i");
/** "At university, you", "Additionally you" */
const AFTER_LEAD = new RegExp(
  `^((?:as|at|in|on|when|while|after|before|during|since|by|with|from|for|outside|despite|if|because|although)\\b[^;]{0,120},|\\w+ly,?|also,?|however,|sometimes,?|often,?|overall,) (${SUBJECT})`,
  "i",
);
const CLAUSE = new RegExp(
  `(;|,|\\b(?:and|but|so|or|that|when|while|because|if|as|where|what|which|how|who|though|although|before|after|since)) (${SUBJECT})`,
  "gi",
);
/** What no rule here can turn: somebody else does something to you. */
const ADDRESSED = /\b(?:you|yours|yourselves|you're|you've|you'll|you'd)\b/i;

/**
 * A description in the second person, as character sheets have it, said by the one it describes: "You are curious and
 * love your garden." → "I am curious and love my garden." English only, by words: a text that would keep a "you" stays
 * as it is. Applying it twice is applying it once.
 */
export function inFirstPerson(text: string): string {
  const turned = text
    .split(/(?<=[.!?])(\s+)/)
    .map(turnedSentence)
    .join("");
  return ADDRESSED.test(turned) ? text : turned;
}

function turnedSentence(sentence: string): string {
  return sentence
    .replace(FIRST, ofOneself)
    .replace(AFTER_LEAD, (_, lead: string, who: string) => `${lead} ${ofOneself(who)}`)
    .replace(CLAUSE, (_, joint: string, who: string) => `${joint} ${ofOneself(who)}`)
    .replace(/\byourself\b/gi, "myself")
    .replace(/\b(y)our\b/gi, (_, first: string) => (first === "Y" ? "My" : "my"));
}

function ofOneself(who: string): string {
  const [pattern, replacement] = SUBJECTS.find(([candidate]) => candidate.test(who)) ?? [/$/, ""];
  return who.replace(pattern, replacement);
}
