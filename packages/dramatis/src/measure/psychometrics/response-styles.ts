/**
 * What answers owe to how they were asked: acquiescence, extremes, order of the options, the place of an option, refusals.
 *
 * After Gupta et al. [171] and the reliability study of [202] (methods C7); the symmetry measure is ours. No answers: null.
 *
 * @function
 * @paper 171, 202
 */
import type { Estimate, Score } from "../../core/index.ts";
import { type EstimateOptions, estimateOf, mean } from "../../stats/index.ts";
import { clusterOf, type ItemResponse, meanValue } from "./administered.ts";
import type { InstrumentFile } from "./instrument-file.ts";
import { rangeOf } from "./read-instrument.ts";
import { partsOf } from "./score-inventory.ts";

/** What answers owe to how they are given and not to what is asked; intervals resample people, or items of one person. */
export interface ResponseStyles {
  /** Agreeing whatever is said: mean answer over reversed and not reversed items alike, less the middle, in points. */
  acquiescence: Estimate;
  /** Share of answers at either end of the options. */
  extremity: Estimate;
  /** How much oftener the option shown first is chosen than by chance. */
  firstPlace: Estimate;
  /** Mean difference between an item's answers with the options in order and reversed, in shares of the range [171]. */
  orderSensitivity: Estimate;
  /** Share of questions that were refused, and that got no answer that could be read. */
  refused: Estimate;
  unread: Estimate;
}

const VERSION = "1";

/** @param seed of the resampling */
export function responseStyles(
  responses: readonly ItemResponse[],
  file: InstrumentFile,
  { seed = 42 }: { seed?: number } = {},
): ResponseStyles {
  const { min, max } = rangeOf(file);
  const cluster = clusterOf(responses);
  const made = (measure: string, unit: EstimateOptions["unit"], counts = false): EstimateOptions => ({
    measure,
    version: VERSION,
    unit,
    direction: counts ? "lower" : "none",
    counts: "claims",
    seed,
  });
  const each = (value: (response: ItemResponse) => number | null): Score[] =>
    responses.map((response): Score => {
      if (response.value === null)
        return { value: null, missing: response.missing ?? "failed", cluster: cluster(response) };
      const scored = value(response);
      return { value: scored, ...(scored === null && { missing: "unsupported" as const }), cluster: cluster(response) };
    });
  const asked = (missing: string): Score[] =>
    responses.map((one) => ({ value: one.value === null && one.missing === missing ? 1 : 0, cluster: cluster(one) }));
  const options = max - min + 1;
  return {
    acquiescence: estimateOf(acquiescenceOf(responses, file), made("acquiescence", "points")),
    extremity: estimateOf(each(extreme(min, max)), made("extremity", "ratio")),
    firstPlace: estimateOf(each(firstPlace(options)), made("first-place", "ratio")),
    orderSensitivity: estimateOf(reversedOf(responses, max - min), made("order-sensitivity", "ratio", true)),
    refused: estimateOf(asked("refused"), made("refused-items", "ratio", true)),
    unread: estimateOf(asked("unparsed"), made("unread-items", "ratio", true)),
  };
}

/** A person and scale each; scales whose items all point one way say nothing and are left out. */
function acquiescenceOf(responses: readonly ItemResponse[], file: InstrumentFile): Score[] {
  const { min, max } = rangeOf(file);
  const people = Map.groupBy(responses, ({ person }) => person);
  const scales = partsOf(file).filter(({ facet }) => facet === undefined);
  return [...people].flatMap(([person, own]) => {
    const items = Map.groupBy(own, ({ item }) => item);
    const side = (scale: (typeof scales)[number], sign: number): number | null =>
      mean(
        scale.items.filter((one) => one.sign === sign).flatMap(({ item }) => meanValue(items.get(item) ?? []) ?? []),
      );
    return scales.flatMap((scale): Score[] => {
      const [agreeing, reversed] = [side(scale, 1), side(scale, -1)];
      if (agreeing === null || reversed === null) return [];
      const cluster = people.size > 1 ? person : scale.scale;
      return [{ value: (agreeing + reversed - min - max) / 2, cluster }];
    });
  });
}

function extreme(min: number, max: number): (response: ItemResponse) => number {
  return ({ probabilities, value }) =>
    probabilities
      ? (probabilities[0] as number) + (probabilities.at(-1) as number)
      : Number(value === min || value === max);
}

function firstPlace(options: number): (response: ItemResponse) => number | null {
  return ({ place }) => (place === undefined ? null : Number(place === 0) - 1 / options);
}

/** An item of a person in one wording each, options in order against options reversed. */
function reversedOf(responses: readonly ItemResponse[], range: number): Score[] {
  const cluster = clusterOf(responses);
  const pairs = Map.groupBy(responses, ({ person, item, frame }) => JSON.stringify([person, item, frame]));
  return [...pairs.values()].flatMap((all): Score[] => {
    const forward = meanValue(all.filter(({ order }) => order === 0));
    const backward = meanValue(all.filter(({ order }) => order === 1));
    if (forward === null || backward === null) return [];
    return [{ value: Math.abs(forward - backward) / range, cluster: cluster(all[0] as ItemResponse) }];
  });
}
