import { z } from "zod";
import type { Judge, Rubric } from "../../model/index.ts";
import { brierScore, expectedCalibrationError, type Interval, mean, wilson } from "../../stats/index.ts";

/** Who says the last line of a dialogue? */
export interface RoleItem {
  id: string;
  /** The dialogue and the candidates' descriptions, as the data set words them. */
  prompt: string;
  options: string[];
  /** Index of the one who speaks. */
  right: number;
}

/** How probable each candidate was to the judge; null where it did not say. */
export interface RoleAnswer {
  probabilities: readonly number[] | null;
  right: number;
}

export interface RoleFigures {
  /** Share of answers whose most probable candidate is right. null without an answer, as all others. */
  top1: number | null;
  top1Interval: Interval | null;
  top2: number | null;
  meanRank: number | null;
  /** Over all cells of item and candidate. */
  brier: number | null;
  /** Expected calibration error of the most probable candidate, 20 bins. */
  ece: number | null;
  /** Answers. */
  n: number;
  /** Items without one. */
  missing: number;
}

/** Of the lower end of the interval of `top1`. People reach .908, the best model of the paper .69 (Zhou et al. 2025). */
export const ROLE_GATE = 0.6;

/** Whether a judge tells roles well enough to judge how well they are played. */
export function passesRoleGate({ top1Interval }: Pick<RoleFigures, "top1Interval">): boolean {
  return top1Interval !== null && top1Interval.low >= ROLE_GATE;
}

/** The figures of PersonaEval. Of equal probabilities the first candidate counts as the more probable. */
export function roleFigures(answers: readonly RoleAnswer[]): RoleFigures {
  const said = answers.flatMap(({ probabilities, right }) =>
    probabilities === null ? [] : [{ probabilities, right }],
  );
  const ranks = said.map(({ probabilities, right }) => {
    const own = probabilities[right] ?? 0;
    return 1 + probabilities.filter((p, i) => p > own || (p === own && i < right)).length;
  });
  const top = (most: number): number => ranks.filter((rank) => rank <= most).length;
  const n = said.length;
  return {
    top1: n === 0 ? null : top(1) / n,
    top1Interval: wilson(top(1), n),
    top2: n === 0 ? null : top(2) / n,
    meanRank: mean(ranks),
    brier: brierScore(said),
    ece: expectedCalibrationError(
      said.map(({ probabilities }, i) => ({ confidence: Math.max(...probabilities), correct: ranks[i] === 1 })),
    ),
    n,
    missing: answers.length - n,
  };
}

interface Probabilities {
  reason: string;
  probs: Record<string, number>;
}

/** Two sets of probabilities this near are one. */
const NEAR = 0.1;

export const ROLE_RUBRIC: Rubric<Probabilities> = {
  name: "role-identification",
  policy: `"known" holds a dialogue with its candidates. Decide who of the candidates under "options" says the line that is
asked about: by what they know, want and are to each other, not by style alone. Give in "probs" each option, by its exact
name, with its probability; they sum to 1.`,
  shape: z.object({ reason: z.string(), probs: z.record(z.string(), z.number().min(0).max(1)) }),
  isSame: (a, b) => Object.keys(a.probs).every((key) => Math.abs((a.probs[key] ?? 0) - (b.probs[key] ?? 0)) <= NEAR),
};

/** Has a judge tell roles. Probabilities are scaled to sum to 1; an option that it leaves out has 0. */
export async function identifyRoles(
  judge: Judge,
  items: readonly RoleItem[],
  { signal }: { signal?: AbortSignal } = {},
): Promise<RoleAnswer[]> {
  const cases = items.map(({ prompt, options }) => ({ known: { prompt, options }, tested: {} }));
  const judged = await judge.judge(ROLE_RUBRIC, cases, signal);
  return items.map(({ options, right }, i) => {
    const probs = judged[i]?.verdict?.probs ?? {};
    const given = options.map((option) => probs[option] ?? 0);
    const sum = given.reduce((all, p) => all + p, 0);
    return { probabilities: sum > 0 ? given.map((p) => p / sum) : null, right };
  });
}
