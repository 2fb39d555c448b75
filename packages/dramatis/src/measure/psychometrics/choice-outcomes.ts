import type { Missing } from "../../core/index.ts";
import { level9 } from "../../persona/markers.ts";
import { mean } from "../../stats/index.ts";
import type { ItemResponse } from "./administered.ts";
import { traitPlaces } from "./choice-frames.ts";
import type { InstrumentFile, InstrumentItem, ItemOption } from "./instrument-file.ts";
import { MOST_MISSING, partsOf, type ScaleScore } from "./score-inventory.ts";
import { traitChoice } from "./trait-choice.ts";

/** What one person chose at one item in one wording, over all orders of its options and all times, as it counts on one scale. */
export interface ChoiceOutcome {
  person: string;
  item: string;
  scale: string;
  frame: string;
  /** Share of the most that the item could give, 0..1; null where it was not answered. */
  value: number | null;
  /** Why there is no value: the reason of the first answer that is missing. */
  missing?: Missing;
  /** Of the item in the scale's mean: the most that it could give. */
  weight: number;
  /** What was chosen counts otherwise with the options in the one order than in the other; null where one has no answer. */
  orderSensitive: boolean | null;
  /** Answers that are no option of the item. */
  outOfRange: number;
}

/**
 * Answers to items with options of their own, as they count on the scales.
 *
 * The probabilities of the options, or the shares of replies in words, are averaged over the orders in which they were shown,
 * so that a bias for a place cancels, and what is most probable is chosen; of options that are so alike the mean counts.
 *
 * - `traits` [173]: `traitChoice`; high is 1, low 0, a tie ½.
 * - `types` [98]: 1 for the first letter, 0 for the second, ½ for a tie.
 * - `judgement` [106]: worth of the chosen option over the most that the item could give.
 * - `conduct` [201]: place of the chosen level between the lowest and the highest.
 *
 * An item of which one of two orders has no answer is missing in `traits` and `types`.
 */
export function choiceOutcomes(file: InstrumentFile, responses: readonly ItemResponse[]): ChoiceOutcome[] {
  const items = new Map(file.items.map((item) => [item.id, item]));
  const cells = Map.groupBy(responses, ({ person, item, frame }) => JSON.stringify([person, item, frame]));
  return [...cells.values()].flatMap((own) => {
    const { person, item: id, frame } = own[0] as ItemResponse;
    const item = items.get(id);
    if (item?.options === undefined) return [];
    return file.key
      .filter((one) => one.item === id)
      .map(
        ({ scale }): ChoiceOutcome => ({ person, item: id, scale, frame, ...outcomeOf(file, { item, scale, own }) }),
      );
  });
}

interface Cell {
  item: InstrumentItem;
  scale: string;
  own: readonly ItemResponse[];
}

function outcomeOf(
  file: InstrumentFile,
  { item, scale, own }: Cell,
): Omit<ChoiceOutcome, "person" | "item" | "scale" | "frame"> {
  const { choices } = file;
  const options = item.options as ItemOption[];
  const worths = options.map((_, place) => choiceShare(file, item, { scale, place }) as number);
  const read = own.filter(({ value }) => value !== null && options[value] !== undefined);
  const orders = Map.groupBy(read, ({ order }) => order);
  const shares = [...orders].map(([order, some]) => ({ order, shares: sharesOf(some, options.length) }));
  const [first, second] = [0, 1].map((order) => shares.find((one) => one.order === order)?.shares);
  const hasBoth = first !== undefined && second !== undefined;
  const averaged = options.map((_, place) => mean(shares.map((one) => one.shares[place] as number)) ?? 0);
  const isAnswered = choices === "traits" || choices === "types" ? hasBoth : read.length > 0;
  const found = {
    value: isAnswered ? worthOf(averaged, worths) : null,
    orderSensitive: hasBoth ? Math.abs(worthOf(first, worths) - worthOf(second, worths)) > ROUNDING : null,
  };
  const common = {
    ...(choices === "traits" && hasBoth ? traitOutcome(options, first, second) : found),
    weight: choices === "judgement" ? Math.max(...options.map(({ scores }) => scores[scale] ?? 0)) : 1,
    outOfRange: own.filter(({ value }) => value !== null && options[value] === undefined).length,
  };
  if (common.value !== null) return common;
  return { ...common, missing: own.find(({ missing }) => missing !== undefined)?.missing ?? "unparsed" };
}

/** What one option counts of the most that its item could give on a scale, 0..1, as `choiceOutcomes`; null for no option. */
export function choiceShare(
  { choices }: InstrumentFile,
  { options = [] }: InstrumentItem,
  { scale, place }: { scale: string; place: number | null },
): number | null {
  const worths = options.map(({ scores }) => scores[scale] ?? 0);
  const worth = place === null ? undefined : worths[place];
  const least = choices === "conduct" ? Math.min(...worths) : 0;
  return worth === undefined ? null : (worth - least) / (Math.max(...worths) - least);
}

/** Sums of the same shares in another order differ by less. */
const ROUNDING = 1e-9;

/** Mean share of each option, in the order of the file, over the times that it was asked. */
function sharesOf(read: readonly ItemResponse[], options: number): number[] {
  return Array.from(
    { length: options },
    (_, place) => mean(read.map(({ value, probabilities }) => probabilities?.[place] ?? Number(value === place))) ?? 0,
  );
}

/** Worth of the option with the largest share; of several the mean. */
function worthOf(shares: readonly number[], worths: readonly number[]): number {
  const top = Math.max(...shares);
  return mean(worths.filter((_, place) => top - (shares[place] as number) < ROUNDING)) as number;
}

function traitOutcome(
  options: readonly ItemOption[],
  first: readonly number[],
  second: readonly number[],
): { value: number | null; orderSensitive: boolean | null } {
  const [high1, low1, high2, low2] = traitPlaces(options) as [number, number, number, number];
  const placed = (shares: readonly number[], places: readonly number[]): number[] =>
    places.map((place) => shares[place] as number);
  const choice = traitChoice(placed(first, [high1, low1, high2, low2]), placed(second, [low1, high1, low2, high2]));
  if (choice === null) return { value: null, orderSensitive: null };
  return { value: { high: 1, tie: 0.5, low: 0 }[choice.level], orderSensitive: choice.orderSensitive };
}

/** One item of one person on one scale, over all wordings. */
export interface ChoiceItem {
  item: string;
  scale: string;
  value: number | null;
  missing?: Missing;
  weight: number;
  outOfRange: number;
  /** Share of the pairs of wordings in which it comes out otherwise; null with one that was answered. */
  promptSensitive: number | null;
}

/** The outcomes of one person put together item by item. */
export function choiceItems(outcomes: readonly ChoiceOutcome[]): ChoiceItem[] {
  const cells = Map.groupBy(outcomes, ({ item, scale }) => JSON.stringify([item, scale]));
  return [...cells.values()].map((own): ChoiceItem => {
    const { item, scale, weight } = own[0] as ChoiceOutcome;
    const values = own.flatMap(({ value }) => value ?? []);
    const pairs = values.flatMap((one, i) =>
      values.slice(i + 1).map((other) => Number(Math.abs(one - other) > ROUNDING)),
    );
    const value = mean(values);
    return {
      item,
      scale,
      value,
      ...(value === null && { missing: own[0]?.missing ?? "unparsed" }),
      weight,
      outOfRange: own.reduce((sum, one) => sum + one.outOfRange, 0),
      promptSensitive: mean(pairs),
    };
  });
}

/**
 * Scores of one person, 0 to 100: 100 · Σ gained / Σ most over the items of a scale. That is TRAIT's 100 · high / (high +
 * low), the share of the first letter of a dichotomy, and the attribute score of judgement tests. A scale of which more than
 * the allowed share of items is missing is null.
 */
export function scoreChoices(file: InstrumentFile, items: readonly ChoiceItem[]): ScaleScore[] {
  return partsOf(file).map(({ scale, items: keyed }): ScaleScore => {
    const own = items.filter((one) => one.scale === scale);
    const read = own.flatMap(({ value, weight }) => (value === null ? [] : [{ value, weight }]));
    const missing = keyed.length - read.length;
    const outOfRange = own.reduce((sum, one) => sum + one.outOfRange, 0);
    const counts = { scale, n: read.length, missing, outOfRange };
    if (read.length === 0 || missing > (file.maxMissing ?? MOST_MISSING) * keyed.length + ROUNDING)
      return { ...counts, value: null, sum: null, itemSd: null, unit: null, level: null };
    const most = read.reduce((sum, { weight }) => sum + weight, 0);
    const unit = read.reduce((sum, { value, weight }) => sum + weight * value, 0) / most;
    const average = mean(read.map(({ value }) => value)) as number;
    const itemSd = 100 * Math.sqrt(mean(read.map(({ value }) => (value - average) ** 2)) as number);
    return { ...counts, value: 100 * unit, sum: unit * keyed.length, itemSd, unit, level: level9(unit) };
  });
}
