import { z } from "zod";
import type { BigFive } from "../../persona/markers.ts";
import { choiceFault } from "./choice-fault.ts";

/**
 * What kind of choices the items put, where they have options of their own:
 * - `traits`: scenarios with two options of people high on a trait, worth 1, and two of people low on it, worth 0 [173].
 * - `judgement`: situational judgement tests; each option worth 0 to 3 on one or more attributes [106].
 * - `types`: two options, worth 1 and 0 on a dichotomy: EI, SN, TF or JP [98].
 * - `conduct`: statements and situations in pairs, the options of both on one scale from 1 [201].
 */
export const CHOICE_KINDS = ["traits", "judgement", "types", "conduct"] as const;
export type ChoiceKind = (typeof CHOICE_KINDS)[number];

/** An option of an item's own. */
export interface ItemOption {
  text: Record<string, string>;
  /** What choosing it is worth, by scale. */
  scores: Record<string, number>;
}

/** An inventory as a file: its items where their licence allows, its key, its norms. */
export interface InstrumentFile {
  schema: "dramatis.instrument/1";
  /** kebab-case. */
  name: string;
  title: string;
  /** Of the items, and of what else is in the file. */
  licence: string;
  source: string;
  citation?: string;
  /**
   * Items have options of their own. What `options`, `aggregate` and `key` then say is made when the file is read, for it
   * follows from the items: letters, mean, and every scale that an option is worth something on. `questions`, which no
   * file says, have no key at all: they are asked and not scored.
   */
  choices?: ChoiceKind | "questions";
  options: {
    /** Number of the first label; the others count on from it. */
    min: number;
    /** By language, from the least to the most. */
    labels: Record<string, string[]>;
  };
  /** How the score of a scale comes from its items. */
  aggregate: "mean" | "sum";
  /** Largest share of a scale's items that may be without an answer; .2 where absent. */
  maxMissing?: number;
  scales: InstrumentScale[];
  /** In the order in which they are asked; without a text where the licence forbids it. */
  items: InstrumentItem[];
  key: { item: string; scale: string; facet?: string; sign: 1 | -1 }[];
  norms?: InstrumentNorm[];
}

export interface InstrumentItem {
  id: string;
  text?: Record<string, string>;
  /** All of them or none have options of their own, as `choices` says. */
  options?: ItemOption[];
  /** Another form of the same judgement test; for a situation of `conduct` the statement on the same thing. */
  parallelTo?: string;
}

export interface InstrumentScale {
  id: string;
  /** The Big Five trait that it is a measure of. */
  trait?: BigFive;
  /** -1 where a high score is a low trait, as emotional stability is of neuroticism. */
  sign?: 1 | -1;
}

/** Of a scale or facet in a group of people, in the units of its score. */
export interface InstrumentNorm {
  scale: string;
  facet?: string;
  group: string;
  mean: number;
  sd: number;
  /** People in the group, where the source says it. */
  n?: number;
}

const name = z.string().regex(/\S/, "text that is not blank");
const sign = z.union([z.literal(1), z.literal(-1)], "1, or -1 where the item is reversed");
const byLanguage = <T extends z.ZodType>(value: T) => z.record(z.string().regex(/^[a-z]{2,3}$/, "a language"), value);

const head = {
  schema: z.literal("dramatis.instrument/1"),
  name,
  title: name,
  licence: name,
  source: name,
  citation: name.exactOptional(),
  maxMissing: z.number().min(0).max(1).exactOptional(),
  scales: z
    .array(
      z.strictObject({
        id: name,
        trait: z.enum(["EXT", "AGR", "CON", "NEU", "OPE"]).exactOptional(),
        sign: sign.exactOptional(),
      }),
    )
    .min(1),
};

/** What an instrument file may hold; `instrumentFault` looks at what hangs together. */
export const instrumentSchema: z.ZodType<InstrumentFile> = z.strictObject({
  ...head,
  options: z.strictObject({ min: z.int(), labels: byLanguage(z.array(name).min(2).max(26)) }),
  aggregate: z.enum(["mean", "sum"]),
  items: z.array(z.strictObject({ id: name, text: byLanguage(name).exactOptional() })).min(1),
  key: z.array(z.strictObject({ item: name, scale: name, facet: name.exactOptional(), sign })).min(1),
  norms: z
    .array(
      z.strictObject({
        scale: name,
        facet: name.exactOptional(),
        group: name,
        mean: z.number(),
        sd: z.number().positive(),
        n: z.int().positive().exactOptional(),
      }),
    )
    .exactOptional(),
});

/** The most options that an item may have: what servers tell the probabilities of. */
const MOST_OPTIONS = 20;

const choiceFile = z.strictObject({
  ...head,
  choices: z.enum(CHOICE_KINDS),
  items: z
    .array(
      z.strictObject({
        id: name,
        text: byLanguage(name),
        options: z
          .array(z.strictObject({ text: byLanguage(name), scores: z.record(name, z.number()) }))
          .min(2)
          .max(MOST_OPTIONS),
        parallelTo: name.exactOptional(),
      }),
    )
    .min(1),
});

/** The same of a file with `choices`. */
export const choiceSchema: z.ZodType<InstrumentFile> = choiceFile.transform((file): InstrumentFile => {
  const most = Math.max(...file.items.map(({ options }) => options.length));
  const letters = Array.from({ length: most }, (_, i) => String.fromCharCode(65 + i));
  const texts = file.items.flatMap(({ text, options }) => [text, ...options.map((option) => option.text)]);
  const languages = Object.keys(texts[0] ?? {}).filter((language) => texts.every((text) => language in text));
  const key = file.items.flatMap(({ id, options }) =>
    [...new Set(options.flatMap(({ scores }) => Object.keys(scores)))].map((scale) => ({
      item: id,
      scale,
      sign: 1 as const,
    })),
  );
  const labels = Object.fromEntries(languages.map((language) => [language, letters]));
  return { ...file, options: { min: 0, labels }, aggregate: "mean", key };
});

/** What a file says that cannot all be true, with the path of the first such place; undefined where all hangs together. */
export function instrumentFault(
  file: InstrumentFile,
): { path: PropertyKey[]; found: string; expected: string } | undefined {
  if (file.choices !== undefined) return itemsFault(file) ?? choiceFault(file) ?? keyFault(file);
  return optionsFault(file) ?? itemsFault(file) ?? keyFault(file) ?? normsFault(file);
}

type Fault = ReturnType<typeof instrumentFault>;

function optionsFault({ options: { labels } }: InstrumentFile): Fault {
  const [[, first] = [], ...others] = Object.entries(labels);
  if (first === undefined)
    return { path: ["options", "labels"], found: "no labels", expected: "labels in one language" };
  for (const [language, list] of [["", first] as const, ...others]) {
    const twice = repeated(list);
    if (twice !== undefined)
      return { path: ["options", "labels"], found: `the label ${JSON.stringify(twice)} twice`, expected: "each once" };
    if (list.length !== first.length) {
      const found = `${list.length} labels in ${language}`;
      return { path: ["options", "labels", language], found, expected: `${first.length}, as in the first language` };
    }
  }
  return undefined;
}

function itemsFault({ items, scales }: InstrumentFile): Fault {
  const twice = repeated(items.map(({ id }) => id));
  if (twice !== undefined) return { path: ["items"], found: `the item ${twice} twice`, expected: "each item once" };
  const scale = repeated(scales.map(({ id }) => id));
  return scale === undefined
    ? undefined
    : { path: ["scales"], found: `the scale ${scale} twice`, expected: "each scale once" };
}

function keyFault({ items, scales, key }: InstrumentFile): Fault {
  const ids = new Set(items.map(({ id }) => id));
  const names = new Set(scales.map(({ id }) => id));
  const seen = new Set<string>();
  for (const [at, { item, scale }] of key.entries()) {
    if (!ids.has(item))
      return {
        path: ["key", at, "item"],
        found: `a key for item ${item}, which is not there`,
        expected: "an item's id",
      };
    if (!names.has(scale))
      return { path: ["key", at, "scale"], found: `scale ${scale}, which is not there`, expected: "a scale's id" };
    const both = JSON.stringify([item, scale]);
    if (seen.has(both))
      return {
        path: ["key", at],
        found: `item ${item} keyed twice on ${scale}`,
        expected: "one sign for an item on a scale",
      };
    seen.add(both);
  }
  const bare = scales.findIndex(({ id }) => !key.some(({ scale }) => scale === id));
  return bare < 0 ? undefined : { path: ["scales", bare], found: "a scale without an item", expected: "a key for it" };
}

function normsFault({ key, norms = [] }: InstrumentFile): Fault {
  const parts = new Set(
    key.flatMap(({ scale, facet }) => [partName({ scale }), partName({ scale, ...(facet && { facet }) })]),
  );
  for (const [at, norm] of norms.entries()) {
    if (!parts.has(partName(norm)))
      return {
        path: ["norms", at],
        found: `norms of ${partName(norm)}, which is not keyed`,
        expected: "a keyed scale",
      };
  }
  const twice = repeated(norms.map((norm) => `${partName(norm)} in ${norm.group}`));
  return twice === undefined ? undefined : { path: ["norms"], found: `norms of ${twice} twice`, expected: "them once" };
}

/** "neuroticism", or "neuroticism/anxiety" for a facet. */
export function partName({ scale, facet }: { scale: string; facet?: string }): string {
  return facet === undefined ? scale : `${scale}/${facet}`;
}

function repeated(names: readonly string[]): string | undefined {
  return names.find((one, at) => names.indexOf(one) !== at);
}
