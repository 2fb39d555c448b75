import type { Random } from "../../core/index.ts";

/** An agent, by index, that is to behave otherwise; behaviours by index. */
export interface Move {
  agent: number;
  from: number;
  to: number;
}

/** A behaviour that lacks little can still be drawn. */
const LEAST_WEIGHT = 0.001;

/**
 * Who is to change: of each behaviour that is too frequent by a share g, ⌊g · N⌋ agents drawn at random, each towards a
 * behaviour that is too rare, drawn by how much it lacks.
 *
 * @param behaviours of each agent, null where it could not be told; such agents are never moved
 * @param target shares of the behaviours
 */
export function moveAgents(behaviours: readonly (number | null)[], target: readonly number[], draws: Random): Move[] {
  const count = behaviours.length;
  const gaps = target.map((share, b) => share - behaviours.filter((behaviour) => behaviour === b).length / count);
  const wanted = gaps.flatMap((gap, b) => (gap > 0 ? [{ b, weight: Math.max(gap, LEAST_WEIGHT) }] : []));
  if (wanted.length === 0) return [];
  return gaps.flatMap((gap, from) => {
    if (gap >= 0) return [];
    const agents = behaviours.flatMap((behaviour, agent) => (behaviour === from ? agent : []));
    // The share times N falls short of a whole number by rounding alone: (0.28 − 0.5) · 50 is −10.999….
    const moved = draws.shuffle(agents).slice(0, Math.floor(-gap * count + 1e-9));
    return moved.map((agent): Move => ({ agent, from, to: drawn(wanted, draws) }));
  });
}

function drawn(wanted: readonly { b: number; weight: number }[], draws: Random): number {
  let left = draws.next() * wanted.reduce((sum, { weight }) => sum + weight, 0);
  for (const { b, weight } of wanted) {
    left -= weight;
    if (left < 0) return b;
  }
  return (wanted.at(-1) as { b: number }).b;
}
