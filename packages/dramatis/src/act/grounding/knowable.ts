import type { Knowledge } from "../../core/index.ts";
import { FUNCTION_WORDS } from "../../transcript/index.ts";

/** Over the list, which is closed: these say no more of what is unknown. */
const VAGUE = new Set(["of", "any", "all", "some", "every", "what", "who", "how", "anything", "about"]);
const PARTS = /\b(chapter|episode|season|volume|book|part|act)\s+(\d+)\b/giu;
const DATES = /(?<!\d)(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)/gu;

/**
 * Whether a persona can know what a text tells, as its `knowledge.cutoff` and `knowledge.unknowns` have it. A text is
 * beyond a cutoff where it names a later year or ISO date, or a higher number of the same part ("chapter 12" after
 * "chapter 7"); it is of an unknown where it holds all words of that but function words, in singular or plural. What a
 * text does not say outright cannot be told this way.
 */
export function knowable({ cutoff, unknowns = [] }: Knowledge): (text: string) => boolean {
  const parts = new Map(partsIn(cutoff ?? ""));
  // "chapter 1066" is a number of a part, not a year.
  const [date] = datesIn((cutoff ?? "").replace(PARTS, ""));
  const hidden = unknowns.map(contentWords).filter((words) => words.size > 0);
  return (text) => {
    if (partsIn(text).some(([part, number]) => number > (parts.get(part) ?? Number.POSITIVE_INFINITY))) return false;
    if (date !== undefined && datesIn(text).some((other) => isAfter(other, date))) return false;
    const words = hidden.length > 0 ? contentWords(text) : new Set<string>();
    return !hidden.some((all) => [...all].every((word) => words.has(word)));
  };
}

function partsIn(text: string): [part: string, number: number][] {
  return [...text.matchAll(PARTS)].map(([, part = "", number]) => [part.toLowerCase(), Number(number)]);
}

/** Years from 1000 to 2999, with month and day where they are given. */
function datesIn(text: string): string[] {
  return [...text.matchAll(DATES)].flatMap(([date, year = ""]) => (/^[12]/.test(year) ? [date] : []));
}

/** Compared as far as both go: within the year of a cutoff that is a year, nothing is after it. */
function isAfter(date: string, cutoff: string): boolean {
  const length = Math.min(date.length, cutoff.length);
  return date.slice(0, length) > cutoff.slice(0, length);
}

function contentWords(text: string): Set<string> {
  const words =
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return new Set(
    words.filter((word) => !FUNCTION_WORDS.has(word) && !VAGUE.has(word)).map((word) => word.replace(/(?<=..)s$/u, "")),
  );
}
