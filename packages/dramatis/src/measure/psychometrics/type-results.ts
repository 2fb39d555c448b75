import { random } from "../../core/index.ts";
import { mean } from "../../stats/index.ts";
import type { ItemResponse } from "./administered.ts";
import { type ChoiceItem, type ChoiceOutcome, choiceItems, choiceOutcomes, scoreChoices } from "./choice-outcomes.ts";
import type { InstrumentFile } from "./instrument-file.ts";
import { type PoleCounts, typeConsistency, typeFairness, typeIndicator, typeRobustness } from "./type-indicator.ts";

/** What one person's forced choices come to. */
export interface TypeResult {
  person: string;
  /** Four letters, "-" for a dichotomy without a score. */
  type: string;
  /** Share of the first letter of each dichotomy, in percent. */
  shares: Record<string, number | null>;
  /** Over `tests`: the form with the order of each item's options drawn; null with fewer than two that are whole. */
  consistency: number | null;
  /** The form in the order of the file against the mean of those. */
  robustness: number | null;
  tests: number;
}

/**
 * Type letters of one person, and how far they depend on the order of the options [98, 231].
 *
 * We depart: a form in random order is put together of answers that are there, each item's from a drawn order, and its
 * counterpart of the answers that are left. So each wording and time gives two forms, and every answer is in one of them.
 * The distance is over the shares of the dichotomies that the instrument has.
 */
export function typeResult(
  file: InstrumentFile,
  own: readonly ItemResponse[],
  { seed = 42 }: { seed?: number } = {},
): TypeResult {
  const outcomes = choiceOutcomes(file, own);
  const items = choiceItems(outcomes);
  const scored = new Set(scoreChoices(file, items).flatMap(({ scale, value }) => (value === null ? [] : [scale])));
  const choices = firstLetters(file, own, outcomes).filter(({ scale }) => scored.has(scale));
  const scales = file.scales.map(({ id }) => id);
  const row = (some: readonly FirstLetter[]): number[] | null => {
    const shares = scales.map((scale) => mean(some.filter((one) => one.scale === scale).map(({ first }) => first)));
    return shares.every((share) => share !== null) ? shares.map((share) => 100 * (share as number)) : null;
  };
  const draws = random(seed);
  const times = Map.groupBy(choices, ({ frame, repeat }) => JSON.stringify([frame, repeat]));
  const tests = [...times.values()].flatMap((time) => {
    const drawn = new Map([...new Set(time.map(({ item }) => item))].map((item) => [item, draws.int(2)]));
    return [0, 1].flatMap((turn) => {
      const form = row(time.filter(({ item, order }) => order === ((drawn.get(item) as number) + turn) % 2));
      return form === null ? [] : [form];
    });
  });
  const fixed = row(choices.filter(({ order }) => order === 0));
  const { type, shares } = typeIndicator(countsOf(items.filter(({ scale }) => scored.has(scale))));
  return {
    person: own[0]?.person ?? "",
    type,
    shares: Object.fromEntries(Object.entries(shares).filter(([letter]) => scales.some((id) => id.startsWith(letter)))),
    consistency: tests.length < 2 ? null : typeConsistency(tests),
    robustness: fixed === null || tests.length < 2 ? null : typeRobustness(fixed, tests),
    tests: tests.length,
  };
}

/** One answer: 1 for the first letter of its dichotomy. */
interface FirstLetter {
  item: string;
  scale: string;
  frame: string;
  order: number;
  repeat: number;
  first: number;
}

/** The answers to items that were answered in both orders. */
function firstLetters(
  { items }: InstrumentFile,
  own: readonly ItemResponse[],
  outcomes: readonly ChoiceOutcome[],
): FirstLetter[] {
  const whole = new Set(outcomes.flatMap(({ item, frame, value }) => (value === null ? [] : [`${item} ${frame}`])));
  const options = new Map(items.map((item) => [item.id, item.options ?? []]));
  return own.flatMap(({ item, frame, order, repeat, value }) => {
    const [found] = Object.entries(options.get(item)?.[value ?? -1]?.scores ?? {});
    if (found === undefined || !whole.has(`${item} ${frame}`)) return [];
    const [scale, first] = found;
    return [{ item, scale, frame, order, repeat, first }];
  });
}

function countsOf(items: readonly ChoiceItem[]): PoleCounts {
  const counts: Record<string, number> = {};
  for (const { scale, value } of items) {
    if (value === null) continue;
    counts[scale.charAt(0)] = (counts[scale.charAt(0)] ?? 0) + value;
    counts[scale.charAt(1)] = (counts[scale.charAt(1)] ?? 0) + 1 - value;
  }
  return counts;
}

/** Mean shares of two groups of people against each other [231]. */
export interface TypeGroups {
  groups: [{ name: string; n: number }, { name: string; n: number }];
  /** α / (α + distance); 1 is no difference. */
  fairness: number;
  /** Mean of people put into the two groups at random, for small groups differ by chance. */
  byChance: number;
  /** Share of 1,000 such drawings that are as unfair or more. */
  p: number;
}

const DRAWINGS = 1000;

/** Fairness of two named groups; null where one has nobody with all shares. @param rows shares of each, a row a person */
export function typeGroups(
  [one, other]: readonly [{ name: string; rows: readonly number[][] }, { name: string; rows: readonly number[][] }],
  { seed = 42 }: { seed?: number } = {},
): TypeGroups | null {
  const fairness = typeFairness(one.rows, other.rows);
  if (fairness === null) return null;
  const draws = random(seed);
  const all = [...one.rows, ...other.rows];
  const chance = Array.from({ length: DRAWINGS }, () => {
    const drawn = draws.shuffle(all);
    return typeFairness(drawn.slice(0, one.rows.length), drawn.slice(one.rows.length)) as number;
  });
  return {
    groups: [
      { name: one.name, n: one.rows.length },
      { name: other.name, n: other.rows.length },
    ],
    fairness,
    byChance: mean(chance) as number,
    p: mean(chance.map((value) => Number(value <= fairness + 1e-9))) as number,
  };
}
