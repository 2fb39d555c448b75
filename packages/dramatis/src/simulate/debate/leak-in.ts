import type { Embedder } from "../../core/index.ts";
import { cosine } from "../../model/index.ts";
import { renderPersona } from "../../persona/index.ts";
import { sentences, words } from "../../transcript/index.ts";
import type { Player } from "../world/player.ts";
import { agentOf, knownTo, type SceneWorld } from "../world/scene-world.ts";

export interface LeakOptions {
  /** Whose prompt it would be. */
  player: Player;
  /** Sentences that it may not know yet. */
  hidden: readonly string[];
  /** What this agent says in the open is no leak, whatever it is. */
  saidBy: string;
  /** Finds what is told in other words. */
  embedder?: Embedder | undefined;
  signal?: AbortSignal | undefined;
}

/** Sentences this near say the same (ToMMA [96]). */
const SAME = 0.9;

/**
 * What a player could read of what is hidden from it: in its persona, its part, the place, the positions of others and all
 * that it heard. What it thought itself is no leak: a guess may be right.
 *
 * @returns the sentence that gives it away; null where none does
 */
export async function leakIn(world: SceneWorld, options: LeakOptions): Promise<string | null> {
  const { player, hidden, saidBy, embedder, signal } = options;
  const read = readBy(world, player, saidBy).flatMap((text) => sentences(text));
  const plainly = read.find((sentence) => hidden.some((truth) => plain(sentence).includes(plain(truth))));
  if (plainly !== undefined || embedder === undefined || hidden.length === 0 || read.length === 0)
    return plainly ?? null;
  const vectors = await embedder.embed([...hidden, ...read], signal);
  const truths = vectors.slice(0, hidden.length);
  const at = vectors.slice(hidden.length).findIndex((vector) => truths.some((truth) => cosine(vector, truth) > SAME));
  return read[at] ?? null;
}

function readBy(world: SceneWorld, { name, persona }: Player, saidBy: string): string[] {
  const { goal = "", secret = "" } = agentOf(world, name);
  const { time = "", location = "", description } = world.place;
  const heard = knownTo(world, name).filter(
    ({ actor, kind, to }) => actor !== name && !(actor === saidBy && kind === "speech" && to === "all"),
  );
  return [
    ...(persona ? [renderPersona(persona.persona).system] : []),
    ...[goal, secret, time, location, description],
    ...heard.map(({ text }) => text),
  ];
}

function plain(text: string): string {
  return words(text).join(" ");
}
