import type { z } from "zod";
import { ModelError } from "../../core/index.ts";
import { type Cue, type Given, type Player, speak, tell, tellData } from "../world/player.ts";
import { type Happening, happened, type SceneEvent, type SceneWorld } from "../world/scene-world.ts";
import { tallied } from "./kept-data.ts";

/** A cue whose call is counted by its name. */
export type CountedCue = Cue & { call: string };

/** What is asked for in words, and the event that the words become. */
export interface WordsCue extends CountedCue {
  event: Omit<Happening, "actor" | "text" | "made">;
  /** A line of dialogue, where it is not an answer to a question. */
  isLine?: boolean;
}

/**
 * Asks for words and puts them into the log. Where none come, there is no event; both are counted under the cue's call.
 *
 * @throws what the model throws, but for a reply that is none. @throws the signal's reason
 */
export async function askWords(
  world: SceneWorld,
  player: Player,
  { cue: { event, isLine = false, ...cue }, signal }: { cue: WordsCue; signal?: AbortSignal | undefined },
): Promise<{ world: SceneWorld; event: SceneEvent | null }> {
  const given = await unlessSilent((isLine ? speak : tell)(world, player, { ...cue, signal }));
  const counted = tallied(world, cue.call, given !== null && given.value !== "");
  if (given === null || given.value === "") return { world: counted, event: null };
  const next = happened(counted, { ...event, actor: player.name, text: given.value, made: given.made });
  return { world: next, event: next.events.at(-1) ?? null };
}

/**
 * Asks for data; null where none can be read, and both are counted under the cue's call.
 *
 * @throws what the model throws, but for a reply that is none. @throws the signal's reason
 */
export async function askData<T>(
  world: SceneWorld,
  player: Player,
  { cue, signal }: { cue: CountedCue & { shape: z.ZodType<T> }; signal?: AbortSignal | undefined },
): Promise<{ world: SceneWorld; given: Given<T> | null }> {
  const given = await unlessSilent(tellData(world, player, { ...cue, signal }));
  const isRead = given !== null && given.value !== null;
  return { world: tallied(world, cue.call, isRead), given: isRead ? (given as Given<T>) : null };
}

/** What a model gave, or null where it said nothing at all. @throws whatever else went wrong */
export async function unlessSilent<T>(given: Promise<Given<T>>): Promise<Given<T> | null> {
  try {
    return await given;
  } catch (error) {
    if (error instanceof ModelError && error.fault === "bad_reply") return null;
    throw error;
  }
}
