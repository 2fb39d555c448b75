/**
 * Whether the answers of a simulated population hang together as those of people do: distances of the two matrices of
 * correlations between questions.
 *
 * Anthology [156]: Frobenius norm, sum of absolute differences (L1), and 1 − tr(R₁R₂)/(‖R₁‖‖R₂‖) (CBS, Herdin et al. 2005);
 * people weighted, whoever missed a question left out, the halves of the people 20 times as what can be reached. Here a
 * question that all of one side answered alike has no correlation, is left out of all matrices, and is listed: a model
 * that always says the same is not thereby near. Intervals resample the respondents. null below two questions that vary.
 *
 * @paper 156
 * @function
 */
import { random } from "../../core/index.ts";
import {
  absoluteDistance,
  bootstrapInterval,
  correlationDistance,
  correlationMatrix,
  frobeniusDistance,
  type Interval,
  mean,
  type WeightedRow,
} from "../../stats/index.ts";

export interface StructureDistance {
  frobenius: number;
  absolute: number;
  /** 0..1. */
  cbs: number;
}

export interface CorrelationStructure {
  distance: StructureDistance;
  /** Of each distance, over resampled respondents of the model; null for fewer than two. */
  intervals: Record<keyof StructureDistance, Interval | null>;
  /** Mean distance of two random halves of the people; null below two of them. */
  ceiling: StructureDistance | null;
  /** Columns that were compared, and those that did not vary on a side. */
  compared: number[];
  constant: number[];
  /** People who answered all that was asked. */
  people: { human: number; model: number };
}

export interface CorrelationStructureOptions {
  /** A row a person, a column a question, in the same order on both sides. */
  human: readonly WeightedRow[];
  model: readonly WeightedRow[];
  halves?: number;
  resamples?: number;
  seed?: number;
}

const NAMES = ["frobenius", "absolute", "cbs"] as const;

/** @throws RangeError for rows of different lengths */
export function correlationStructure(options: CorrelationStructureOptions): CorrelationStructure | null {
  const { halves = 20, resamples = 500, seed = 42 } = options;
  const [human, model] = [options.human, options.model].map((rows) =>
    rows.filter(({ values }) => values.every(Number.isFinite)),
  ) as [WeightedRow[], WeightedRow[]];
  const whole = [correlationMatrix(human), correlationMatrix(model)] as const;
  const columns = (whole[0] ?? []).map((_, i) => i);
  const compared = columns.filter((i) => whole.every((matrix) => matrix?.[i]?.[i] === 1));
  const among = (rows: readonly WeightedRow[]): WeightedRow[] =>
    rows.map(({ values, ...row }) => ({ ...row, values: compared.map((i) => values[i] as number) }));
  const [people, personas] = [among(human), among(model)];
  const distance = compared.length < 2 ? null : distanceOf(people, personas);
  if (distance === null) return null;
  const drawn = (name: keyof StructureDistance): Interval | null => {
    const found = bootstrapInterval(personas, (sample) => distanceOf(people, sample)?.[name] ?? distance[name], {
      resamples,
      seed,
    });
    return found && { low: Math.min(found.low, distance[name]), high: Math.max(found.high, distance[name]) };
  };
  return {
    distance,
    intervals: { frobenius: drawn("frobenius"), absolute: drawn("absolute"), cbs: drawn("cbs") },
    ceiling: ceilingOf(people, { halves, seed }),
    compared,
    constant: columns.filter((i) => !compared.includes(i)),
    people: { human: human.length, model: model.length },
  };
}

/** null where a question does not vary on a side. */
function distanceOf(a: readonly WeightedRow[], b: readonly WeightedRow[]): StructureDistance | null {
  const [left, right] = [correlationMatrix(a), correlationMatrix(b)];
  if (!isWhole(left) || !isWhole(right)) return null;
  return {
    frobenius: frobeniusDistance(left, right),
    absolute: absoluteDistance(left, right),
    cbs: correlationDistance(left, right) as number,
  };
}

function isWhole(matrix: (number | null)[][] | null): matrix is number[][] {
  return matrix?.every((row) => row.every((value) => value !== null)) ?? false;
}

function ceilingOf(
  people: readonly WeightedRow[],
  { halves, seed }: { halves: number; seed: number },
): StructureDistance | null {
  const half = Math.floor(people.length / 2);
  const draw = random(seed);
  const found = Array.from({ length: halves }, () => {
    const order = draw.shuffle(people);
    return distanceOf(order.slice(0, half), order.slice(half, 2 * half));
  }).filter((one) => one !== null);
  if (found.length === 0) return null;
  const [frobenius, absolute, cbs] = NAMES.map((name) => mean(found.map((one) => one[name])) as number);
  return { frobenius, absolute, cbs } as StructureDistance;
}
