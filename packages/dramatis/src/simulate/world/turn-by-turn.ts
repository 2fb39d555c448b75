import type { Engine } from "../../core/index.ts";
import { type Cast, type Cue, speak } from "./player.ts";
import { happened, type SceneWorld, stepped } from "./scene-world.ts";
import { inOrder, type TakeTurn } from "./turns.ts";

export interface TurnByTurnOptions {
  players: Cast;
  takeTurn?: TakeTurn;
  /** How lines are asked for; by default as the persona alone would speak. */
  cue?: (world: SceneWorld, name: string) => Cue;
}

/** The plainest scene: each step one agent says one line. It is done when nobody has the next turn. */
export function turnByTurn({
  players,
  takeTurn = inOrder(),
  cue = () => ({ ask: "" }),
}: TurnByTurnOptions): Engine<SceneWorld> {
  return {
    name: "turn-by-turn",
    async step(world, signal) {
      signal?.throwIfAborted();
      if (world.done) return world;
      const name = takeTurn(world);
      if (name === null) return stepped(world, true);
      const { value, made } = await speak(world, playerOf(players, name), { ...cue(world, name), signal });
      const because = world.events.slice(-1).map(({ id }) => id);
      return stepped(happened(world, { actor: name, kind: "speech", text: value, because, made }));
    },
  };
}

/** @throws RangeError for a name that nobody plays */
export function playerOf(players: Cast, name: string): NonNullable<ReturnType<Cast["get"]>> {
  const player = players.get(name);
  if (player === undefined) throw new RangeError(`invalid cast; nobody plays ${name}`);
  return player;
}
