import { type Given, type Player, tell } from "./player.ts";
import type { SceneWorld } from "./scene-world.ts";

/**
 * What an agent answers to somebody from outside, asked of what it knows at this moment. No event comes of it: whether an
 * agent is interviewed or not, the scene goes on the same.
 *
 * @throws what the model throws. @throws the signal's reason
 */
export function interviewed(
  world: SceneWorld,
  player: Player,
  { question, signal }: { question: string; signal?: AbortSignal | undefined },
): Promise<Given<string>> {
  const ask = `Somebody from outside asks you, and nobody else will hear the answer. Answer in your own words.\n${question}`;
  return tell(world, player, { ask, call: `interview: ${question}`, signal });
}
