/**
 * Whether a model told to write as different authors does so, or always as the same one.
 *
 * Mode collapse via narration (Hamilton 2024 [187], methods D9): can stories be told apart by the author that was asked for? The
 * paper's own lexical analysis was not read; the measures are ours. Fewer than two authors, or one with a single story: null.
 *
 * @function
 * @paper 187
 */
import { type Interval, mean, vendiScore, wilson } from "../../stats/index.ts";
import { words } from "../text.ts";

export interface Story {
  /** Name of the author that was asked for. */
  author: string;
  text: string;
  /** Its embedding, of Euclidean length 1. */
  vector?: Float32Array;
}

export interface ImpliedAuthors {
  /** Share of stories whose author is found from their character trigrams, the story itself left out. */
  separability: Interval & { value: number };
  /** What guessing would reach. */
  chance: number;
  /** Share of stories that begin with the commonest five words. */
  modalOpening: number;
  /** Spread of embeddings within authors over that of all: 1 is no effect of the author. null without vectors. */
  withinShare: number | null;
  /** How many wholly different stories they amount to; null without vectors. */
  vendi: number | null;
  /** Separability is not above chance, or more than a fifth begin alike. */
  isCollapsed: boolean;
  n: number;
}

const LEAST_OPENING = 0.2;

/**
 * The paper's own lexical analysis was not read; these are ours: authors are told apart by the nearest mean of trigram
 * frequencies, leaving one story out, which needs no training.
 *
 * @returns null for fewer than two authors, or an author with fewer than two stories.
 */
export function impliedAuthors(stories: readonly Story[]): ImpliedAuthors | null {
  const authors = Map.groupBy(stories, ({ author }) => author);
  if (authors.size < 2 || [...authors.values()].some((own) => own.length < 2)) return null;
  const n = stories.length;
  const right = foundAuthors(stories).filter((found, i) => found === stories[i]?.author).length;
  const separability = { value: right / n, ...(wilson(right, n) as Interval) };
  const openings = [...Map.groupBy(stories, ({ text }) => words(text).slice(0, 5).join(" ")).values()];
  const modalOpening = Math.max(...openings.map((same) => same.length)) / n;
  const vectors = stories.flatMap(({ vector }) => vector ?? []);
  const isEmbedded = vectors.length === n;
  // What is best at guessing always names the author with the most stories.
  const chance = Math.max(...[...authors.values()].map((own) => own.length)) / n;
  return {
    separability,
    chance,
    modalOpening,
    withinShare: isEmbedded
      ? withinShare([...authors.values()].map((own) => own.flatMap(({ vector }) => vector ?? [])))
      : null,
    vendi: isEmbedded ? vendiScore(vectors) : null,
    isCollapsed: separability.low <= chance || modalOpening > LEAST_OPENING,
    n,
  };
}

type Counts = Map<string, number>;

/** The author whose other stories' mean trigram frequencies are the nearest by cosine. */
function foundAuthors(stories: readonly Story[]): string[] {
  const frequencies = stories.map(({ text }) => trigrams(text));
  return stories.map((_, held) => {
    const sums = new Map<string, Counts>();
    for (const [i, { author }] of stories.entries()) {
      if (i === held) continue;
      const sum = sums.get(author) ?? new Map<string, number>();
      for (const [gram, share] of frequencies[i] as Counts) sum.set(gram, (sum.get(gram) ?? 0) + share);
      sums.set(author, sum);
    }
    const near = [...sums].map(([author, sum]) => ({ author, near: likeness(frequencies[held] as Counts, sum) }));
    return near.reduce((best, one) => (one.near > best.near ? one : best)).author;
  });
}

function trigrams(text: string): Counts {
  const plain = ` ${words(text).join(" ")} `;
  const counts: Counts = new Map();
  for (let i = 0; i + 3 <= plain.length; i++) {
    const gram = plain.slice(i, i + 3);
    counts.set(gram, (counts.get(gram) ?? 0) + 1 / (plain.length - 2));
  }
  return counts;
}

function likeness(a: Counts, b: Counts): number {
  const length = (of: Counts): number => Math.hypot(...of.values());
  let dot = 0;
  for (const [gram, share] of a) dot += share * (b.get(gram) ?? 0);
  const lengths = length(a) * length(b);
  return lengths === 0 ? 0 : dot / lengths;
}

/** Mean squared distance to the author's mean over that to the mean of all. */
function withinShare(groups: readonly (readonly Float32Array[])[]): number | null {
  const spread = (vectors: readonly Float32Array[], centre: readonly number[]): number[] =>
    vectors.map((vector) => vector.reduce((sum, value, at) => sum + (value - (centre[at] as number)) ** 2, 0));
  const all = mean(spread(groups.flat(), centreOf(groups.flat()))) as number;
  const within = mean(groups.flatMap((own) => spread(own, centreOf(own)))) as number;
  return all === 0 ? null : within / all;
}

function centreOf(vectors: readonly Float32Array[]): number[] {
  return Array.from(vectors[0] ?? [], (_, at) => mean(vectors.map((vector) => vector[at] as number)) as number);
}
