import { z } from "zod";
import type { Model, Usage } from "../../core/index.ts";
import { clusterBootstrap, type Interval, wilson } from "../../stats/index.ts";
import { addUsage } from "../add-usage.ts";
import { mapConcurrent } from "../map-concurrent.ts";
import { certaintyBand } from "./certainty.ts";
import { type Judged, type JudgeOptions, judge, type NoVerdict } from "./judge.ts";
import type { Rubric } from "./rubric.ts";

export type Choice = "a" | "b" | "tie";

/** Two things of which the better is looked for. */
export interface Pair {
  known: Readonly<Record<string, unknown>>;
  a: unknown;
  b: unknown;
}

/** What the judge said of a pair in both orders: once with `a` shown first, once with `b`. */
export interface Round {
  aFirst: Choice | null;
  bFirst: Choice | null;
}

export interface Compared {
  /** null where the judge gave no verdict in either order. */
  choice: Choice | null;
  missing?: NoVerdict;
  /** The two orders never agreed: `choice` is the fallback. */
  undecided: boolean;
  /** 1..100, the lower of the two orders that agreed; null where undecided. */
  certainty: number | null;
  rounds: Round[];
  calls: number;
  usage: Usage;
  faults: string[];
  suspects: string[];
}

export interface CompareOptions extends Omit<JudgeOptions, "seed" | "temperature"> {
  /** By what the better one is known, in words; hashed into the rubric's version. */
  policy: string;
  name?: string;
  /** Times that both orders are asked before it is given up. */
  tries?: number;
  /** Taken where the orders never agree; the paper takes the one without a persona. */
  fallback?: Choice;
  /** Whether a tie may be said. */
  ties?: boolean;
}

interface Preference {
  reason: string;
  choice: "first" | "second" | "tie";
  certainty: number;
}

/** What is asked of one order. The bands are those of the verbal certainty of Dong et al. 2024. */
export function preferenceRubric({ name = "comparison", policy, ties = true }: CompareOptions): Rubric<Preference> {
  return {
    name,
    policy: `${policy}
"tested" holds two candidates, "first" and "second". Their order says nothing. Choose the better one${ties ? ', or "tie"' : ""}.
Say how certain you are, from 1 to 100: 1 to 20 uncertain, 21 to 40 moderately certain, 41 to 60 quite certain, 61 to 80
confident, 81 to 100 highly certain.`,
    shape: z.object({
      reason: z.string(),
      choice: ties ? z.enum(["first", "second", "tie"]) : z.enum(["first", "second"]),
      certainty: z.number().int().min(1).max(100),
    }),
    isSame: (a, b) => a.choice === b.choice && certaintyBand(a.certainty) === certaintyBand(b.certainty),
  };
}

/**
 * The better of two, whatever their order (Jekyll & Hyde): both orders are asked; where they name the same one, it is
 * returned; else both are asked again with fresh samples, `tries` times in all; then it is undecided. Equal candidates are
 * a tie and cost nothing.
 *
 * @returns one result a pair, in order. @throws ModelError, BudgetError from the model. @throws the signal's reason.
 */
export async function compare(
  model: Model,
  pairs: readonly Pair[],
  { signal, ...options }: CompareOptions & { signal?: AbortSignal },
): Promise<Compared[]> {
  const { tries = 5, fallback = "tie", concurrency = 8, retries, vigilance } = options;
  const rubric = preferenceRubric(options);
  const judges = Array.from({ length: tries }, (_, i) =>
    judge(model, {
      // The first try is at the judge's best; the next ones are drawn.
      ...(i > 0 && { temperature: 0.7, seed: i }),
      ...(retries !== undefined && { retries }),
      ...(vigilance && { vigilance }),
    }),
  );
  async function decide({ known, a, b }: Pair, own: AbortSignal): Promise<Compared> {
    const told: Compared = { choice: "tie", undecided: false, certainty: null, rounds: [], ...NOTHING_SPENT };
    if (JSON.stringify(a) === JSON.stringify(b)) return told;
    for (const one of judges) {
      const cases = [
        { known, tested: { first: a, second: b } },
        { known, tested: { first: b, second: a } },
      ];
      const [aFirst, bFirst] = (await one.judge(rubric, cases, own)) as [Judged<Preference>, Judged<Preference>];
      spend(told, [aFirst, bFirst]);
      told.rounds.push({ aFirst: chosen(aFirst, ["a", "b"]), bFirst: chosen(bFirst, ["b", "a"]) });
      const missing = aFirst.missing ?? bFirst.missing;
      if (missing) return { ...told, choice: null, missing };
      const { aFirst: choice, bFirst: other } = told.rounds.at(-1) as Round;
      if (choice !== other) continue;
      return { ...told, choice, certainty: Math.min(sure(aFirst), sure(bFirst)) };
    }
    return { ...told, choice: fallback, undecided: true };
  }
  return mapConcurrent(pairs, decide, { concurrency, ...(signal && { signal }) });
}

const NOTHING_SPENT = { calls: 0, usage: { inputTokens: 0, outputTokens: 0 }, faults: [], suspects: [] };

function spend(told: Compared, both: readonly Judged<Preference>[]): void {
  for (const { calls, usage, faults, suspects } of both) {
    told.calls += calls;
    told.usage = addUsage(told.usage, usage);
    told.faults = [...told.faults, ...faults];
    told.suspects = [...new Set([...told.suspects, ...suspects])];
  }
}

function chosen({ verdict }: Judged<Preference>, [first, second]: [Choice, Choice]): Choice | null {
  if (verdict === null) return null;
  if (verdict.choice === "tie") return "tie";
  return verdict.choice === "first" ? first : second;
}

function sure({ verdict }: Judged<Preference>): number {
  return verdict?.certainty ?? 1;
}

export interface PositionFigures {
  /** Share of verdicts for the one shown first, less one half; ties are left out. null without a verdict. */
  positionBias: number | null;
  positionInterval: Interval | null;
  /** Share of first tries of which the two orders name different ones. null without a first try. */
  flipRate: number | null;
  flipInterval: Interval | null;
  /** Pairs with a first try in both orders. */
  n: number;
}

/** How far the place of a candidate moves the verdict. The interval of the bias resamples pairs. */
export function positionFigures(compared: readonly Pick<Compared, "rounds">[]): PositionFigures {
  const first = compared.flatMap(({ rounds: [round] }) => (round?.aFirst && round.bFirst ? [round] : []));
  const clusters = first.map(({ aFirst, bFirst }) => ({
    weighted: Number(aFirst === "a") + Number(bFirst === "b"),
    weight: Number(aFirst !== "tie") + Number(bFirst !== "tie"),
  }));
  const verdicts = clusters.reduce((sum, { weight }) => sum + weight, 0);
  const forFirst = clusters.reduce((sum, { weighted }) => sum + weighted, 0);
  const interval = clusterBootstrap(clusters);
  const flips = first.filter(({ aFirst, bFirst }) => aFirst !== bFirst).length;
  return {
    positionBias: verdicts === 0 ? null : forFirst / verdicts - 0.5,
    positionInterval: interval && { low: interval.low - 0.5, high: interval.high - 0.5 },
    flipRate: first.length === 0 ? null : flips / first.length,
    flipInterval: wilson(flips, first.length),
    n: first.length,
  };
}
