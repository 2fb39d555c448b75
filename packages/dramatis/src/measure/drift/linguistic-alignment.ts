/**
 * What meeting others does to agents: how far they come to write like them, and how their traits move.
 *
 * Interaction of persona-conditioned agents (Frisch and Giulianelli 2024 [10], methods D8): two groups write alone, then
 * after they have read the other's; `linguisticAlignment`, `groupSeparation` before and after, and `traitShift` of those who
 * met the others over those who wrote alone. We depart: the style vector of [192] in place of LIWC, which may not be shipped,
 * and no principal components. An empty group gives null.
 *
 * @function
 * @paper 10
 */
import {
  bootstrapInterval,
  cohenD,
  cosine,
  crossValidated,
  type Interval,
  mean,
  type PermutationTest,
  signFlipTest,
  wilson,
} from "../../stats/index.ts";
import { standardized, styleScale, styleVector } from "../../transcript/index.ts";

/** What one agent wrote by itself, and after it met the other group. English. */
export interface AgentWriting {
  group: "a" | "b";
  before: string;
  after: string;
}

export interface LinguisticAlignment {
  /** Of the agents of group a: how much nearer to b's way of writing than to a's own they came, in [−4, 4]; 0 is unmoved. */
  value: number;
  interval: Interval | null;
  /** Sign flips over agents. */
  test: PermutationTest;
  n: number;
}

/**
 * Whether group a writes more like group b afterwards: mean over a's agents of
 * [cos(after, B) − cos(after, A)] − [cos(before, B) − cos(before, A)], where A and B are the groups' mean vectors before.
 * The paper compares LIWC counts, which may not be shipped: here the style vector of [192], standardised over all texts.
 *
 * @returns null where a group has no agent.
 */
export function linguisticAlignment(agents: readonly AgentWriting[]): LinguisticAlignment | null {
  const scaled = scaledBy(agents.flatMap(({ before, after }) => [before, after]));
  const centre = (group: "a" | "b"): number[] | null => {
    const vectors = agents.filter((agent) => agent.group === group).map(({ before }) => scaled(before));
    return vectors[0]?.map((_, at) => mean(vectors.map((vector) => vector[at] as number)) as number) ?? null;
  };
  const [a, b] = [centre("a"), centre("b")];
  if (!a || !b) return null;
  const towardsB = (text: string): number => cosine(scaled(text), b) - cosine(scaled(text), a);
  const moves = agents
    .filter(({ group }) => group === "a")
    .map(({ before, after }) => towardsB(after) - towardsB(before));
  const average = (sample: readonly number[]): number => mean(sample) as number;
  return {
    value: average(moves),
    interval: bootstrapInterval(moves, average),
    test: signFlipTest(moves) as PermutationTest,
    n: moves.length,
  };
}

/**
 * How well the groups are told apart by their style: accuracy of ten-fold logistic regression, with Wilson's interval. Where
 * it falls from before to after, the groups grew alike. null where a group has no text.
 */
export function groupSeparation(
  texts: readonly { group: "a" | "b"; text: string }[],
): (Interval & { value: number; n: number }) | null {
  const rows = texts.map(({ group, text }) => ({ features: styleVector(text), positive: group === "a" }));
  const judged = crossValidated(rows).flatMap((p, i) => (p === null ? [] : [p > 0.5 === rows[i]?.positive]));
  const right = judged.filter(Boolean).length;
  const interval = wilson(right, judged.length);
  return interval && { value: right / judged.length, n: judged.length, ...interval };
}

/** What meeting the others did to a trait: scores afterwards of those who met them and of those who wrote alone. */
export interface TraitShift {
  /** Cohen's d; null where nothing varies. */
  d: number | null;
  interval: Interval | null;
}

/** Cohen's d of the experimental over the control group, with an interval that resamples agents. */
export function traitShift(control: readonly number[], experimental: readonly number[]): TraitShift {
  const scores = [
    ...control.map((value) => ({ value, met: false })),
    ...experimental.map((value) => ({ value, met: true })),
  ];
  const dOf = (sample: readonly { value: number; met: boolean }[]): number => {
    const side = (met: boolean): number[] => sample.filter((one) => one.met === met).map(({ value }) => value);
    return cohenD(side(true), side(false))?.d ?? 0;
  };
  const d = cohenD(experimental, control)?.d ?? null;
  return { d, interval: d === null ? null : bootstrapInterval(scores, dOf, { resamples: 2000 }) };
}

function scaledBy(texts: readonly string[]): (text: string) => number[] {
  const scale = styleScale(texts.map(styleVector));
  return (text) => standardized(styleVector(text), scale);
}
