import { sentences } from "../../transcript/index.ts";

/** What a passage of an interview says of one area of life, with the words that say it. */
export interface FoundAbility {
  area: string;
  strength?: string;
  constraint?: string;
  adaptation?: string;
  context?: string;
  /** Verbatim. */
  quote: string;
}

type Side = "strength" | "constraint" | "adaptation";

/** Areas of life, after the chapters of activities of the ICF (WHO 2001), by words that tell them (English). */
const AREAS: Readonly<Record<string, RegExp>> = {
  mobility:
    /\b(?:walk|walking|stairs?|steps|wheelchair|crutch\w*|bus|train|drive|driving|stand|climb|lift|travel|ramp|balance|cane)\b/iu,
  seeing: /\b(?:see|seeing|sight|blind|glasses|screen reader|magnifier|braille|read|reading|print)\b/iu,
  hearing: /\b(?:hear|hearing|deaf|lip-?read\w*|captions?|sign language|noise|noisy|loud)\b/iu,
  communication: /\b(?:speak|speech|talk|talking|conversation|phone|words|stutter\w*|write|writing|message)\b/iu,
  learning: /\b(?:learn|learning|remember|memory|forget|concentrate|focus|attention|school|study|numbers|maths?)\b/iu,
  "self-care": /\b(?:dress|dressing|wash|shower|bath|eat|eating|medication|pills|sleep|toilet|hair)\b/iu,
  home: /\b(?:cook|cooking|clean|cleaning|shop|shopping|laundry|kitchen|bills|money)\b/iu,
  relationships: /\b(?:friends?|family|partner|wife|husband|mother|father|people|party|strangers?)\b/iu,
  work: /\b(?:work|job|office|boss|colleagues?|employer|meeting)\b/iu,
  feelings: /\b(?:anxi\w+|stress\w*|panic|mood|worry|overwhelm\w*|calm|feel)\b/iu,
};

const OWN = /\b(?:i|i'm|i've|i'll|i'd|me|my)\b/iu;
const SIDES: readonly [Side, RegExp][] = [
  [
    "constraint",
    /\b(?:can't|cannot|can not|couldn't|unable|struggle\w*|difficult|difficulty|hard for me|hard to|trouble|too (?:fast|small|loud|bright|steep|heavy|tiring)|exhaust\w*|painful|hurts?)\b/iu,
  ],
  [
    "adaptation",
    /\b(?:i use|i rely on|helps? me|with (?:the )?help|i (?:always )?ask|instead|reminds? me|i (?:keep|set|carry|write) |taught myself|i learned to|i plan)\b/iu,
  ],
  [
    "strength",
    /\b(?:i can|i'm able|i am able|i manage|(?:i'm|i am) (?:very |really |quite )?(?:good|great|proud|independent)|i love|i enjoy|i'm known|i run|i lead)\b/iu,
  ],
];

/**
 * Abilities that somebody tells of themselves, found by words: each clause that names what is hard, what helps or what goes
 * well, under the area that it or its sentence is about; what is about no known area is left out.
 */
export function abilitiesByWords(text: string): FoundAbility[] {
  return sentences(text).flatMap((sentence) =>
    clausesOf(sentence).flatMap((clause): FoundAbility[] => {
      const plain = clause.replaceAll("’", "'");
      const side = OWN.test(plain) ? SIDES.find(([, pattern]) => pattern.test(plain))?.[0] : undefined;
      const area = areaOf(clause) ?? areaOf(sentence);
      return side === undefined || area === undefined ? [] : [{ area, [side]: clause, quote: clause }];
    }),
  );
}

/** Where what is hard and what helps stand in one sentence, they are two clauses. */
function clausesOf(sentence: string): string[] {
  return sentence
    .trim()
    .split(/[,;]?\s+(?=(?:so|but|and)\s+(?:i|my)\b)/iu)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== "");
}

function areaOf(text: string): string | undefined {
  return Object.keys(AREAS).find((area) => AREAS[area]?.test(text));
}
