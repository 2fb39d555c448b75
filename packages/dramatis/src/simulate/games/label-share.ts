import type { Estimate, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import type { MatrixGame } from "./matrix-game.ts";
import type { GameWorld } from "./repeated-game.ts";

/** From here on a player is taken to answer a label. By its meaning alone it is given in two games of three at most. */
const BOUND = 0.9;

/** The label that a player gives most often, over games whose labels are swapped in every second one. */
export interface LabelShare {
  label: string;
  /** Of the rounds in which it gave one. */
  share: Estimate;
  /** Nearly always the same, though it meant both options: its play then says nothing of how it plays. */
  isBound: boolean;
}

/** The same game with the labels of its options exchanged. */
export function swappedLabels<Game extends Pick<MatrixGame, "options">>(game: Game): Game {
  const [first, second] = game.options;
  return { ...game, options: [second, first] };
}

/** null where the player gave no move at all. */
export function labelShare(
  worlds: readonly Pick<GameWorld, "game" | "played">[],
  { seat, seed }: { seat: 0 | 1; seed?: number },
): LabelShare | null {
  const given = worlds.flatMap(({ game, played }, at) =>
    played.map((round, turn) => {
      const { move } = round.given[seat];
      return { label: move === null ? null : game.options[move], move, cluster: `game ${at}`, turn };
    }),
  );
  const counts = Map.groupBy(
    given.filter(({ label }) => label !== null),
    ({ label }) => label,
  );
  const [most] = [...counts].toSorted(([, a], [, b]) => b.length - a.length);
  const label = most?.[0];
  if (most === undefined || label == null) return null;
  const scores = given.map((one): Score => {
    const { cluster, turn } = one;
    if (one.label === null) return { value: null, missing: "unparsed", cluster, turn };
    return { value: one.label === label ? 1 : 0, cluster, turn };
  });
  const share = estimateOf(scores, { measure: "label-share", version: "1", unit: "ratio", direction: "none", seed });
  const meanings = new Set(most[1].map(({ move }) => move));
  return { label, share, isBound: (share.value ?? 0) >= BOUND && meanings.size > 1 };
}
