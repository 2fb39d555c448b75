import { type Embedder, type Estimate, InputError, noMissing, random } from "../../core/index.ts";
import {
  compressionRatio,
  dispersion,
  distinctN,
  kMeans,
  mean,
  topicCoverage,
  vendiScore,
  Z95,
} from "../../stats/index.ts";
import { words } from "../../transcript/index.ts";

/** Enough for the spread of what is drawn, and few enough for eigenvalues. */
const MOST_DRAWN = 1000;
const FEWEST_TEXTS = 8;
const EMBEDDED_AT_ONCE = 256;

export interface DiversityOptions {
  embedder: Embedder;
  /** Texts to stand beside: the same numbers of them, at the same size; and the topics of the coverage. */
  reference?: readonly string[];
  /** Draws of half of the texts each. */
  draws?: number;
  /** Clusters of the reference that count as its topics. */
  topics?: number;
  seed?: number;
  signal?: AbortSignal;
}

export type DiversityMetric =
  | "vendi"
  | "dispersion"
  | "compressionRatio"
  | "distinct1"
  | "distinct2"
  | "topicCoverage"
  | "meanWords";

export type DiversityNumbers = Record<DiversityMetric, Estimate>;

export interface DiversityReport {
  texts: DiversityNumbers;
  reference?: DiversityNumbers;
  /** Texts in each draw, and bytes that are compressed: the same on both sides. */
  drawn: number;
  bytes: number;
}

/** What a number counts and whether more of it is more diverse. */
const KINDS: Record<DiversityMetric, Pick<Estimate, "unit" | "direction">> = {
  vendi: { unit: "count", direction: "higher" },
  dispersion: { unit: "cosine", direction: "higher" },
  compressionRatio: { unit: "ratio", direction: "lower" },
  distinct1: { unit: "ratio", direction: "higher" },
  distinct2: { unit: "ratio", direction: "higher" },
  topicCoverage: { unit: "ratio", direction: "higher" },
  meanWords: { unit: "count", direction: "none" },
};

const METRICS = Object.keys(KINDS) as DiversityMetric[];

/** One text with what is measured of it. */
interface Measured {
  text: string;
  words: string[];
  vector: Float32Array;
}

/**
 * How diverse texts are, beside a reference where there is one (methods D10): Vendi score, dispersion of the embeddings,
 * compression ratio, distinct-1 and -2, share of the reference's topics that are touched, and the mean length, since short
 * texts look more diverse by most of these.
 *
 * All but the dispersion and the length depend on how many texts there are. So every number is the mean over draws, each
 * of the same `drawn` texts without replacement (half of the smaller side, at most 1,000), and the compression ratio of the
 * same bytes of them. The interval is that mean ± 1.96 standard deviations of the draws. Drawing a half without replacement
 * spreads as the whole does from sample to sample (Shao and Wu 1989), where a bootstrap would put every text in several
 * times and find less diversity; where less than a half is drawn the interval is too wide rather than too narrow. It says
 * nothing of the topics, which are taken as they are. Topics are found in the reference itself, which favours it.
 *
 * Blank texts are `missing.failed`. Without a reference the topic coverage is null, as "unsupported".
 *
 * @throws InputError for fewer than 8 texts on a side.
 */
export async function diversityReport(texts: readonly string[], options: DiversityOptions): Promise<DiversityReport> {
  const { embedder, reference, draws = 50, topics = 100, seed = 42, signal } = options;
  const own = await measured(texts, "texts", { embedder, signal });
  const other = reference && (await measured(reference, "reference", { embedder, signal }));
  const drawn = Math.min(MOST_DRAWN, ...[own, other ?? own].map(({ length }) => Math.floor(length / 2)));
  const bytes = Math.floor(Math.min(...[own, other ?? own].map(bytesOf)) / 2);
  const centroids = other
    ? kMeans(
        other.map(({ vector }) => vector),
        topics,
        { seed, starts: 1, rounds: 20 },
      ).centroids
    : [];
  const made = {
    measure: "diversity",
    version: "1",
    arguments: { embedder: embedder.id, drawn, draws, bytes, topics: centroids.length },
    seed,
  };
  const numbersOf = (side: readonly Measured[], all: readonly string[]): DiversityNumbers =>
    estimates(drawNumbers(side, { drawn, bytes, draws, centroids, seed }), {
      n: side.length,
      blank: all.length - side.length,
      made,
    });
  const numbers = numbersOf(own, texts);
  return other && reference
    ? { texts: numbers, reference: numbersOf(other, reference), drawn, bytes }
    : { texts: numbers, drawn, bytes };
}

async function measured(
  texts: readonly string[],
  where: string,
  { embedder, signal }: { embedder: Embedder; signal: AbortSignal | undefined },
): Promise<Measured[]> {
  const kept = texts.filter((text) => text.trim() !== "");
  if (kept.length < FEWEST_TEXTS) {
    const found = `${kept.length} ${where} with words in them`;
    throw new InputError({ where: "diversity report", found, expected: `at least ${FEWEST_TEXTS}` });
  }
  const all: Measured[] = [];
  for (let from = 0; from < kept.length; from += EMBEDDED_AT_ONCE) {
    const some = kept.slice(from, from + EMBEDDED_AT_ONCE);
    const vectors = await embedder.embed(some, signal);
    for (const [i, text] of some.entries()) all.push({ text, words: words(text), vector: vectors[i] as Float32Array });
  }
  return all;
}

interface Draws {
  drawn: number;
  bytes: number;
  draws: number;
  centroids: readonly Float32Array[];
  seed: number;
}

type Numbers = Record<DiversityMetric, number | null>;

function drawNumbers(side: readonly Measured[], { drawn, bytes, draws, centroids, seed }: Draws): Numbers[] {
  const { shuffle } = random(seed);
  return Array.from({ length: draws }, () => {
    const shuffled = shuffle(side);
    const some = shuffled.slice(0, drawn);
    const vectors = some.map(({ vector }) => vector);
    const tokens = some.map((one) => one.words);
    return {
      vendi: vendiScore(vectors),
      dispersion: dispersion(vectors),
      compressionRatio: compressionRatio(
        shuffled.map(({ text }) => text),
        bytes,
      ),
      distinct1: distinctN(tokens, 1),
      distinct2: distinctN(tokens, 2),
      topicCoverage: topicCoverage(vectors, centroids),
      meanWords: mean(tokens.map(({ length }) => length)),
    };
  });
}

function estimates(
  draws: readonly Numbers[],
  { n, blank, made }: { n: number; blank: number; made: Estimate["made"] },
): DiversityNumbers {
  const entries = METRICS.map((metric): [DiversityMetric, Estimate] => {
    const values = draws.map((numbers) => numbers[metric]).filter((value) => value !== null);
    const value = mean(values);
    const missing = { ...noMissing(), failed: blank };
    const shared = { missing, ...KINDS[metric], clusters: n, made };
    if (value === null) {
      const nothing = { value, low: null, high: null, n: 0, ...shared };
      return [metric, { ...nothing, missing: { ...missing, unsupported: n } }];
    }
    const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / Math.max(1, values.length - 1);
    const half = Z95 * Math.sqrt(variance);
    return [metric, { value, low: value - half, high: value + half, n, ...shared }];
  });
  return Object.fromEntries(entries) as DiversityNumbers;
}

function bytesOf(side: readonly Measured[]): number {
  return Buffer.byteLength(side.map(({ text }) => text).join("\n"));
}
