/**
 * Assigns participants to the conditions of an experiment at random, so that conditions stay of one size all along.
 *
 * The design of [50]: participants are put at random into the four cells of a 2 × 2 design. Here in permuted blocks: each block holds every
 * condition once, in an order drawn from the seed, so 40 participants in four cells are ten in each, and no two cells ever
 * differ by more than one. Nobody gives nothing.
 *
 * @paper 50
 * @function
 */
import { random } from "../../core/index.ts";

/** A level of every factor, such as {"opponent": "model", "personal": "on"}. */
export type Condition = Readonly<Record<string, string>>;

/** Levels by factor; the first level of each is the reference. */
export type Factors = Readonly<Record<string, readonly string[]>>;

/** All combinations of the factors' levels, the reference cell first. @throws RangeError for no factor, or levels that are not two or more, each once */
export function conditionsOf(factors: Factors): Condition[] {
  const names = Object.keys(factors);
  if (names.length === 0) throw new RangeError("invalid factors; at least one wanted: none");
  return names.reduce<Condition[]>(
    (cells, name) => {
      const levels = factors[name] ?? [];
      if (levels.length < 2 || new Set(levels).size < levels.length)
        throw new RangeError(`invalid levels of ${name}; two or more, each once, wanted: ${levels.join(", ")}`);
      return cells.flatMap((cell) => levels.map((level) => ({ ...cell, [name]: level })));
    },
    [{}],
  );
}

/** "model, on": the levels in the order of the factors. */
export function conditionName(condition: Condition): string {
  return Object.values(condition).join(", ");
}

/** One of the cells for each of `count` participants, in their order. @throws RangeError for no cell */
export function blockRandomize<Cell>(
  count: number,
  cells: readonly Cell[],
  { seed = 42 }: { seed?: number } = {},
): Cell[] {
  if (cells.length === 0) throw new RangeError("invalid cells; at least one wanted: none");
  const draw = random(seed);
  const assigned: Cell[] = [];
  while (assigned.length < count) assigned.push(...draw.shuffle(cells));
  return assigned.slice(0, count);
}
