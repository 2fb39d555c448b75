import { mean } from "../../stats/index.ts";

/** One scenario of TRAIT: two options of people high on the trait, two of people low on it. */
export interface TraitChoice {
  /** Of high 1, low 1, high 2, low 2, over both orders. */
  probabilities: [number, number, number, number];
  level: "high" | "low";
  /** One of the two orders alone says otherwise than the other. */
  orderSensitive: boolean;
}

/**
 * One item of TRAIT [173], its options asked in the order H1, L1, H2, L2 and again with each pair swapped, L1, H1, L2, H2:
 * the four probabilities of each order scaled to 1 and averaged by option; high where a high option has the most. Ties go to
 * the first. The formulas of the sensitivities below are ours; the paper's are not known to us.
 *
 * @param first probabilities by place, in the first order; a chosen letter is 1 and 0
 * @returns null where an order has no probability at all: a refusal
 */
export function traitChoice(first: readonly number[], swapped: readonly number[]): TraitChoice | null {
  const [a, b] = [scaled(first), scaled(swapped)];
  if (a === null || b === null) return null;
  const turned = [b[1], b[0], b[3], b[2]] as number[];
  const probabilities = a.map((value, i) => (value + (turned[i] as number)) / 2) as TraitChoice["probabilities"];
  return { probabilities, level: levelOf(probabilities), orderSensitive: levelOf(a) !== levelOf(turned) };
}

export interface TraitScores {
  /** 100 · high / (high + low); null where nothing was answered. */
  score: number | null;
  /** Shares of the items. */
  refused: number | null;
  orderSensitivity: number | null;
  /** Share of items whose level differs between two prompts, mean over pairs of prompts; null with one prompt. */
  promptSensitivity: number | null;
}

/**
 * Scores and the three sensitivities of one trait.
 *
 * @param prompts for each prompt the items in one order; null where an item was refused. The score is of the first prompt.
 */
export function traitScores(prompts: readonly (readonly (TraitChoice | null)[])[]): TraitScores {
  const [items = []] = prompts;
  const answered = items.filter((item) => item !== null);
  const high = mean(answered.map(({ level }) => Number(level === "high")));
  const differing = prompts.flatMap((one, i) =>
    prompts.slice(i + 1).flatMap((other) => {
      const both = one.flatMap((item, at) => {
        const second = other[at];
        return item && second ? [Number(item.level !== second.level)] : [];
      });
      return mean(both) ?? [];
    }),
  );
  return {
    score: high === null ? null : 100 * high,
    refused: mean(items.map((item) => Number(item === null))),
    orderSensitivity: mean(answered.map(({ orderSensitive }) => Number(orderSensitive))),
    promptSensitivity: mean(differing),
  };
}

function scaled(values: readonly number[]): number[] | null {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.length === 4 && total > 0 ? values.map((value) => value / total) : null;
}

function levelOf(probabilities: readonly number[]): "high" | "low" {
  return probabilities.indexOf(Math.max(...probabilities)) % 2 === 0 ? "high" : "low";
}
