/**
 * How far answers to a questionnaire foretell what is chosen in situations: four metrics beside what chance gives.
 *
 * Cosine, Spearman's ρ, mean difference and share of consistent pairs [201] (methods C13); the set of four is remembered. No
 * pairs: null.
 *
 * @function
 * @paper 201
 */
import { random } from "../../core/index.ts";
import { mean, spearman } from "../../stats/index.ts";

/** Do answers to a questionnaire foretell what is done? */
export interface ReportAndBehaviour {
  cosine: number | null;
  spearman: number | null;
  /** Mean difference in points. */
  difference: number | null;
  /** Share of pairs at most one point apart. */
  consistent: number | null;
  pairs: number;
  /** What pairs put together at random give: the mean of each over 1,000 shufflings. */
  byChance: { cosine: number | null; spearman: number | null; difference: number | null; consistent: number | null };
}

const SHUFFLES = 1000;

/**
 * Self-report against behaviour (Han et al. 2025 [201]): statements and choices of the same construct, both on one scale,
 * pair by pair. The set of four is from memory of the paper; the formulas are the usual ones.
 *
 * @throws RangeError for lists of different lengths
 */
export function reportAndBehaviour(
  report: readonly number[],
  behaviour: readonly number[],
  { seed = 42 }: { seed?: number } = {},
): ReportAndBehaviour {
  if (report.length !== behaviour.length)
    throw new RangeError(`invalid pairs; equal lengths wanted: ${report.length} and ${behaviour.length}`);
  const draws = random(seed);
  const chance = Array.from({ length: SHUFFLES }, () => compared(report, draws.shuffle(behaviour)));
  const average = (of: (one: Compared) => number | null): number | null => mean(chance.flatMap((one) => of(one) ?? []));
  return {
    ...compared(report, behaviour),
    pairs: report.length,
    byChance: {
      cosine: average(({ cosine }) => cosine),
      spearman: average((one) => one.spearman),
      difference: average(({ difference }) => difference),
      consistent: average(({ consistent }) => consistent),
    },
  };
}

type Compared = Pick<ReportAndBehaviour, "cosine" | "spearman" | "difference" | "consistent">;

function compared(a: readonly number[], b: readonly number[]): Compared {
  const dot = a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
  const size = Math.hypot(...a) * Math.hypot(...b);
  const apart = a.map((value, i) => Math.abs(value - (b[i] as number)));
  return {
    cosine: size === 0 ? null : dot / size,
    spearman: spearman(a, b),
    difference: mean(apart),
    consistent: mean(apart.map((one) => Number(one <= 1))),
  };
}
