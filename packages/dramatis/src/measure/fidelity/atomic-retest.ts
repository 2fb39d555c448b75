/**
 * How alike a persona shows its traits when it is asked the same again, from −1 to 1.
 *
 * RC of Shin et al. 2025 (atomic-level persona fidelity): for each pair of repetitions 2·(1 − W1/4) − 1, W1 being the first
 * Wasserstein distance between the ratings of all their sentences from 1 to 5, rated by a judge as in
 * atomic-fidelity-judged; the mean over pairs, then over the persona's traits. A repetition is what a suite's probes note as
 * `repeat`; conversations without one are a repetition each, and are alike only where they are about the same. n counts
 * repetitions. The interval is by jackknife over them (normal, cut to the range) from eight on; fewer give none. Fewer than
 * two, or no Big Five traits: null, n = 0. Missing are turns and traits, as there.
 *
 * @paper 125
 * @needs judge
 */
import type { Estimate, Measure, Score, Subject } from "../../core/index.ts";
import { estimateOf, mean, Z95 } from "../../stats/index.ts";
import { atomicMetrics } from "./atomic-metrics.ts";
import { traitArguments, traitAtoms } from "./trait-atoms.ts";

/** Trait → repetition → ratings. */
type Ratings = Map<string, Map<string, number[]>>;

const FEW = 8;

export function atomicRetest(): Measure {
  const name = "atomic-retest";
  return {
    name,
    async score(subject, context) {
      const turns = await traitAtoms(name, subject, context);
      const repeat = repeatOf(subject) ?? subject.transcript.session;
      return turns.flatMap(({ message, trait, atoms, missing }): Score[] => {
        const unit = { cluster: message.session, turn: message.turn, part: `${trait}/${repeat}` };
        if (missing) return [{ ...unit, value: null, missing }];
        return atoms.map(({ score }) => ({ ...unit, value: score }));
      });
    },
    aggregate(scores, seed) {
      const counted = estimateOf(
        scores.filter(({ value }) => value === null),
        { measure: name, version: "1", unit: "points", direction: "higher", arguments: traitArguments(), seed },
      );
      return retestOf(ratingsOf(scores), counted);
    },
  };
}

function retestOf(ratings: Ratings, counted: Estimate): Estimate {
  const repeats = [...new Set([...ratings.values()].flatMap((own) => [...own.keys()]))];
  const value = retest(ratings, repeats);
  const found: Estimate = { ...counted, counts: "conversations" };
  if (value === null) return found;
  const left = repeats.flatMap(
    (out) =>
      retest(
        ratings,
        repeats.filter((one) => one !== out),
      ) ?? [],
  );
  const interval = repeats.length < FEW ? { low: null, high: null } : jackknife(value, left);
  return { ...found, value, ...interval, n: repeats.length, clusters: repeats.length };
}

/** The mean over traits of the agreement between these repetitions; null where no trait has two. */
function retest(ratings: Ratings, repeats: readonly string[]): number | null {
  return mean(
    [...ratings.values()].flatMap((own) => {
      return (
        atomicMetrics(
          repeats.map((repeat) => [own.get(repeat) ?? []]),
          "neutral",
        ).rc ?? []
      );
    }),
  );
}

/** Efron and Tibshirani 1993, chapter 11: the values without one repetition each give the standard error. */
function jackknife(value: number, left: readonly number[]): { low: number; high: number } {
  const centre = mean(left) as number;
  const squares = left.reduce((sum, one) => sum + (one - centre) ** 2, 0);
  const reach = Z95 * Math.sqrt(((left.length - 1) / left.length) * squares);
  return { low: Math.max(-1, value - reach), high: Math.min(1, value + reach) };
}

function ratingsOf(scores: readonly Score[]): Ratings {
  const ratings: Ratings = new Map();
  for (const { value, part, cluster } of scores) {
    if (value === null) continue;
    const [, trait = "", repeat = cluster] = /^(\w+)\/(.*)$/s.exec(part ?? "") ?? [];
    const own = ratings.get(trait) ?? new Map<string, number[]>();
    ratings.set(trait, own.set(repeat, [...(own.get(repeat) ?? []), value]));
  }
  return ratings;
}

/** What the first probe of a conversation notes as its repetition. */
function repeatOf({ transcript }: Subject): string | undefined {
  for (const { evidence } of transcript.messages) {
    const probe = evidence?.probe;
    if (typeof probe !== "object" || probe === null || !("repeat" in probe)) continue;
    if (typeof probe.repeat === "number") return `repeat ${probe.repeat}`;
  }
  return undefined;
}
