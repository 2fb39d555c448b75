import type { Estimate } from "../../core/index.ts";
import { estimateOf, type Interval, wilson } from "../../stats/index.ts";
import type { SceneWorld } from "../world/scene-world.ts";
import { listenersOf } from "./audience-debate.ts";

/** How far audiences moved. */
export interface AudienceShift {
  /** Mean of after less before, in points of the scale; above 0 is towards the motion. Of those who gave both ratings. */
  shift: Estimate;
  /** Of the listeners that named one of the two: the share that the speaker for the motion persuaded more; null for none. */
  persuadedFor: ({ share: number; n: number } & Interval) | null;
  /** Listeners that rated the motion higher, lower and the same. */
  moved: { towards: number; away: number; still: number };
}

/**
 * The shift of opinion in debates that are over. Several debates are resampled whole, for one that went well moves all its
 * listeners; of one debate its listeners are, which says nothing of how another would go. A listener without one of the
 * ratings is missing as "unparsed". `persuadedFor` takes listeners for independent, which those of one debate are not.
 *
 * @returns a shift of null with n = 0 where nobody rated twice
 */
export function audienceShift(worlds: readonly SceneWorld[], { seed = 42 }: { seed?: number } = {}): AudienceShift {
  const listeners = worlds.flatMap((world, debate) =>
    listenersOf(world).map((listener) => ({ ...listener, debate, proposer: world.agents[0]?.name })),
  );
  const scores = listeners.map(({ before, after, debate, name }) => {
    const cluster = worlds.length === 1 ? name : String(debate);
    return before === null || after === null
      ? { value: null, missing: "unparsed" as const, cluster }
      : { value: after - before, cluster };
  });
  const shift = estimateOf(scores, {
    measure: "audience-shift",
    version: "1",
    unit: "points",
    direction: "none",
    counts: "claims",
    seed,
  });
  const count = (holds: (move: number) => boolean): number =>
    scores.filter(({ value }) => value !== null && holds(value)).length;
  const named = listeners.filter(({ persuadedBy }) => persuadedBy !== null);
  const wins = named.filter(({ persuadedBy, proposer }) => persuadedBy === proposer).length;
  const interval = wilson(wins, named.length);
  return {
    shift,
    persuadedFor: interval && { share: wins / named.length, n: named.length, ...interval },
    moved: { towards: count((move) => move > 0), away: count((move) => move < 0), still: count((move) => move === 0) },
  };
}
