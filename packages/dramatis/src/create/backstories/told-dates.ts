// Ages and years that somebody tells of themselves, found by words (English), and whether two of them cannot both be true.

const UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const TEENS = [
  "ten",
  "eleven",
  "twelve",
  "thirteen",
  "fourteen",
  "fifteen",
  "sixteen",
  "seventeen",
  "eighteen",
  "nineteen",
];
const TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

const WORD = `(?:${TENS.join("|")})(?:[- ](?:${UNITS.join("|")}))?|${[...TEENS, ...UNITS].join("|")}`;
const NUMBER = `(\\d{1,3}|${WORD})`;
const YEAR = "((?:18|19|20)\\d\\d)";
const ENDS = "(?=\\s*(?:years?\\b|-year-old|now\\b|and\\b|but\\b|[.,;!]|$))";

const AGE = new RegExp(`\\bI(?:'m| am| just turned| recently turned)(?: now| currently)? ${NUMBER}${ENDS}`, "giu");
const AGE_THEN = new RegExp(
  `\\b(?:when I was|I was(?: only| just)?|by the time I was) (?:a )?${NUMBER}${ENDS}|\\bI [^.?!]{0,60}?\\bat (?:the age of )?${NUMBER}${ENDS}`,
  "giu",
);
const BIRTH_YEAR = new RegExp(`\\bI was born\\b[^.?!]{0,60}?\\b${YEAR}\\b`, "giu");
const YEAR_OF_EVENT = new RegExp(`\\bI (?!was born)[^.?!]{0,60}?\\bin ${YEAR}\\b`, "giu");

/** What of the answer cannot be true beside what was told before or elsewhere in it, in a few words; undefined for nothing. */
export function contradictoryDates(before: string, answer: string): string | undefined {
  const text = `${before}\n${answer}`.replaceAll("’", "'");
  const ages = numbers(AGE, text);
  const births = numbers(BIRTH_YEAR, text);
  if (new Set(ages).size > 1) return `ages ${[...new Set(ages)].join(" and ")}`;
  if (new Set(births).size > 1) return `born in ${[...new Set(births)].join(" and ")}`;
  const [age = Number.POSITIVE_INFINITY] = ages;
  const older = numbers(AGE_THEN, text).find((then) => then > age);
  if (older !== undefined) return `was ${older} and is ${age}`;
  const [birth = Number.NEGATIVE_INFINITY] = births;
  const earlier = numbers(YEAR_OF_EVENT, text).find((year) => year < birth);
  return earlier === undefined ? undefined : `did something in ${earlier}, born in ${birth}`;
}

function numbers(pattern: RegExp, text: string): number[] {
  return [...text.matchAll(pattern)].map((match) =>
    numberOf(match.slice(1).find((group) => group !== undefined) ?? ""),
  );
}

function numberOf(text: string): number {
  if (/^\d+$/u.test(text)) return Number(text);
  const [first = "", second = ""] = text.toLowerCase().split(/[- ]/u);
  if (TENS.includes(first)) return (TENS.indexOf(first) + 2) * 10 + UNITS.indexOf(second) + 1;
  return TEENS.includes(first) ? TEENS.indexOf(first) + 10 : UNITS.indexOf(first) + 1;
}
