/**
 * Whether simulated people misjudge another group as much, and in the same direction, as people do.
 *
 * Higher-order binding [115]: members of one group say what most of another would answer; held against that group's own
 * answers, the difference is an effect (Cohen's d of perceived over actual). A case compares the model's with the
 * original study's: the Wasserstein distance of the perceptions themselves, |d_model − d_human|, and whether the signs
 * agree. A case in which nothing varies, or a side lacks answers, has no effect and is counted as missing. Intervals
 * resample cases; no cases gives null with n = 0. How the paper pools its cases is not known to us: ours are plain means.
 *
 * @paper 115
 * @function
 */
import type { Estimate, Score } from "../../core/index.ts";
import { cohenD, estimateOf, wasserstein1d } from "../../stats/index.ts";

/** What members of one group say of another, and what these say of themselves, as places on the question's scale. */
export interface Perceptions {
  perceived: readonly number[];
  actual: readonly number[];
}

export interface PerceptionCase {
  question: string;
  ingroup: string;
  outgroup: string;
  human: Perceptions;
  model: Perceptions;
}

export interface PerceptionGap {
  cases: (Pick<PerceptionCase, "question" | "ingroup" | "outgroup"> & {
    /** Of the two sides' perceptions, in steps of the scale. */
    wasserstein: number | null;
    humanEffect: number | null;
    modelEffect: number | null;
  })[];
  wasserstein: Estimate;
  /** |d_model − d_human|. */
  effectDistance: Estimate;
  /** Share of cases in which both are above 0, or both below. */
  signAgreement: Estimate;
}

export function perceptionGap(cases: readonly PerceptionCase[], { seed = 42 }: { seed?: number } = {}): PerceptionGap {
  const compared = cases.map(({ human, model, ...which }) => ({
    ...{ question: which.question, ingroup: which.ingroup, outgroup: which.outgroup },
    wasserstein: wasserstein1d(human.perceived, model.perceived),
    humanEffect: cohenD(human.perceived, human.actual)?.d ?? null,
    modelEffect: cohenD(model.perceived, model.actual)?.d ?? null,
  }));
  type Compared = (typeof compared)[number];
  const both = (of: (human: number, model: number) => number) => (one: Compared) =>
    one.humanEffect === null || one.modelEffect === null ? null : of(one.humanEffect, one.modelEffect);
  const over = (name: string, unit: Estimate["unit"], of: (one: Compared) => number | null): Estimate =>
    estimateOf(
      compared.map((one, i): Score => {
        const value = of(one);
        return { value, ...(value === null && { missing: "unparsed" as const }), cluster: String(i) };
      }),
      {
        measure: `perception-gap/${name}`,
        version: "1",
        unit,
        direction: unit === "ratio" ? "higher" : "lower",
        counts: "claims",
        seed,
      },
    );
  return {
    cases: compared,
    wasserstein: over("wasserstein", "points", (one) => one.wasserstein),
    effectDistance: over(
      "effect-distance",
      "sd",
      both((human, model) => Math.abs(model - human)),
    ),
    signAgreement: over(
      "sign-agreement",
      "ratio",
      both((human, model) => Number(Math.sign(human) === Math.sign(model))),
    ),
  };
}
