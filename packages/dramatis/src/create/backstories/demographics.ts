import { z } from "zod";
import { InputError, type Persona } from "../../core/index.ts";
import { readFacet } from "../../persona/index.ts";

/** What a survey of one trait gave. */
export interface SurveyedTrait {
  options: string[];
  /** How probable each option is, summing to 1; null where nothing could be read. */
  shares: number[] | null;
  /** Times asked; 1 where a model gave the probabilities. */
  asked: number;
  refused: number;
  unparsed: number;
}

/** By trait. */
export type Demographics = Record<string, SurveyedTrait>;

const count = z.int().min(0);

/** The facet `demographics` of a persona that was surveyed. */
export const demographicsFacet: z.ZodType<Demographics> = z.record(
  z.string(),
  z
    .object({
      options: z.array(z.string()).min(2),
      shares: z.array(z.number().min(0).max(1)).nullable(),
      asked: count,
      refused: count,
      unparsed: count,
    })
    .refine(({ options, shares }) => shares === null || shares.length === options.length, "one share an option"),
);

/** @throws InputError where the facet is not what it must be. */
export function demographicsOf(persona: Persona): Demographics | undefined {
  return readFacet(persona, "demographics", demographicsFacet);
}

/**
 * The option that a known value is: the same words, or the range that holds a number ("30-49", "65 or older", "under 18").
 *
 * @throws InputError where it is none of them.
 */
export function optionOf(
  value: string | number,
  { options, where }: { options: readonly string[]; where: string },
): number {
  const text = String(value).trim().toLowerCase();
  const same = options.findIndex((option) => option.trim().toLowerCase() === text);
  const number = text === "" ? Number.NaN : Number(text);
  const index = same >= 0 || Number.isNaN(number) ? same : options.findIndex((option) => isWithin(number, option));
  if (index >= 0) return index;
  throw new InputError({ where, found: JSON.stringify(value), expected: `one of ${options.join(", ")}` });
}

function isWithin(value: number, option: string): boolean {
  const [low, high] = [...option.replaceAll(",", "").matchAll(/\d+(?:\.\d+)?/gu)].map(([digits]) => Number(digits));
  if (low === undefined) return false;
  if (high !== undefined) return value >= low && value <= high;
  if (/^\s*(?:under|below|less than|<)/iu.test(option)) return value < low;
  return /\+|older|over|more|above/iu.test(option) ? value >= low : value === low;
}
