/**
 * Whether scores change with the wording of the question or the order of the options, item by item, and over time.
 *
 * Prompt sensitivity and option-order symmetry [171]: paired sign-flip tests by trait and pair of ways, Holm over all; test and
 * retest by ICC(3,1) and r. One way alone: nothing to compare.
 *
 * @function
 * @paper 171, 202
 */
import { holm, intraclassCorrelation, mean, pearson, signFlipTest } from "../../stats/index.ts";
import { answersByPerson, type ItemResponse, meanValue } from "./administered.ts";
import type { InstrumentFile } from "./instrument-file.ts";
import { rangeOf } from "./read-instrument.ts";
import { resampled } from "./resampled.ts";
import { keyed, partsOf, scoreInventory } from "./score-inventory.ts";

/** Two ways of asking the items of one scale. */
export interface WayTest {
  scale: string;
  ways: readonly [string, string];
  /** Mean of the items' scores the second way less the first, in points. */
  difference: number;
  items: number;
  /** Of the sign-flip test over items, two-sided; then after Holm over all tests. */
  p: number;
  adjusted: number;
}

/** How much a self-report depends on how it is asked. */
export interface Sensitivity {
  tests: WayTest[];
  /** Share of the tests below .05 after Holm; null without a test. */
  significant: number | null;
  /** Largest difference in points. */
  largest: number | null;
  /** Standard deviation of each scale's mean over the ways. */
  spread: Record<string, number | null>;
}

/**
 * Every pair of wordings, or of orders of the options, compared on each scale by a paired test of its items: prompt
 * sensitivity and option-order symmetry (Gupta et al. [171]), and the spread over ways of a reliability card [202].
 * Items are averaged over people first. We depart: the paired permutation test is exact up to 20 items, where the paper's
 * own test is not known to us; p values are adjusted over all pairs (Holm).
 */
export function sensitivity(
  responses: readonly ItemResponse[],
  file: InstrumentFile,
  way: "frame" | "order",
): Sensitivity {
  const range = rangeOf(file);
  const cells = Map.groupBy(responses, (response) => JSON.stringify([response.item, String(response[way])]));
  const ways = [...new Set(responses.map((response) => String(response[way])))];
  const scales = partsOf(file).filter(({ facet }) => facet === undefined);
  const scoreOf = ({ item, sign }: { item: string; sign: 1 | -1 }, asked: string): number | null => {
    const value = meanValue(cells.get(JSON.stringify([item, asked])) ?? []);
    return value === null ? null : keyed(value, sign, range);
  };
  const found = scales.flatMap(({ scale, items }) =>
    pairsOf(ways).flatMap(([first, second]) => {
      const differences = items.flatMap((item) => {
        const [a, b] = [scoreOf(item, first), scoreOf(item, second)];
        return a === null || b === null ? [] : [b - a];
      });
      const test = signFlipTest(differences);
      return test
        ? [{ scale, ways: [first, second] as const, difference: test.effect, items: differences.length, p: test.p }]
        : [];
    }),
  );
  const adjusted = holm(found.map(({ p }) => p));
  const tests = found.map((one, i) => ({ ...one, adjusted: adjusted[i] as number }));
  const spread = scales.map(({ scale, items }) => {
    const means = ways.flatMap((asked) => mean(items.flatMap((item) => scoreOf(item, asked) ?? [])) ?? []);
    return [scale, means.length < 2 ? null : deviation(means)] as const;
  });
  return {
    tests,
    significant: mean(tests.map((test) => Number(test.adjusted < 0.05))),
    largest: tests.length === 0 ? null : Math.max(...tests.map(({ difference }) => Math.abs(difference))),
    spread: Object.fromEntries(spread),
  };
}

/** Agreement of a scale with itself when everything is asked again. */
export interface Retest {
  scale: string;
  /** ICC(3,1) over people, or items of one person, with its 95 % interval; and the correlation of the first two times. */
  icc: number | null;
  low: number | null;
  high: number | null;
  r: number | null;
  n: number;
}

/** Test and retest over the repeats: people's scores where there are several people, else the items of one. */
export function retest(responses: readonly ItemResponse[], file: InstrumentFile): Retest[] {
  const repeats = [...new Set(responses.map(({ repeat }) => repeat))];
  if (repeats.length < 2) return [];
  const people = new Set(responses.map(({ person }) => person)).size;
  const times = repeats.map((repeat) => answersByPerson(responses.filter((one) => one.repeat === repeat)));
  const range = rangeOf(file);
  return partsOf(file)
    .filter(({ facet }) => facet === undefined)
    .map(({ scale, items }) => {
      const rows =
        people > 1
          ? [...(times[0] ?? new Map()).keys()].map((person) =>
              times.map(
                (time) =>
                  scoreInventory(file, time.get(person) ?? {}).find(
                    (one) => one.scale === scale && one.facet === undefined,
                  )?.value ?? null,
              ),
            )
          : items.map(({ item, sign }) =>
              times.map((time) => {
                const value = [...time.values()][0]?.[item] ?? null;
                return value === null ? null : keyed(value, sign, range);
              }),
            );
      return agreement({ scale, rows, people });
    });
}

/** Agreement of one scale over times: a row a person or item, a column a time; a row with a gap does not count. */
export function agreement({
  scale,
  rows,
  people,
}: {
  scale: string;
  rows: readonly (readonly (number | null)[])[];
  people: number;
}): Retest {
  const whole = rows.filter((row): row is number[] => row.every((value) => value !== null));
  const columns = [0, 1].map((column) => whole.map((row) => row[column] as number));
  const { value, low, high } = resampled({
    ...{ measure: "retest", unit: "ratio", direction: "higher", units: whole },
    statistic: (sample) => intraclassCorrelation(sample)?.singleFixed ?? null,
    n: whole.length,
    missing: rows.length - whole.length,
    people,
  });
  return {
    ...{ scale, icc: value, low, high },
    r: pearson(columns[0] as number[], columns[1] as number[]),
    n: whole.length,
  };
}

function pairsOf<T>(all: readonly T[]): [T, T][] {
  return all.flatMap((first, i) => all.slice(i + 1).map((second): [T, T] => [first, second]));
}

function deviation(values: readonly number[]): number {
  const centre = mean(values) as number;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}
