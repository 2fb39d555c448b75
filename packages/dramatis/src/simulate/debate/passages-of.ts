import { cosine, type Vectors } from "../../model/index.ts";
import { chunkDocuments, type Passage, passageText } from "../../persona/index.ts";
import type { Player } from "../world/player.ts";

/** Passages of what somebody has written, as they are shown. */
export type Passages = readonly { id: string; text: string }[];

/** The passages of a player's documents that are nearest to a text, nearest first; none where it has no documents. */
export async function passagesOf(
  { persona }: Pick<Player, "persona">,
  { near, most, vectors, signal }: { near: string; most: number; vectors: Vectors; signal?: AbortSignal | undefined },
): Promise<Passages> {
  const all: Passage[] = chunkDocuments(persona?.persona.knowledge ?? {});
  if (all.length === 0) return [];
  const texts = all.map(passageText);
  const [wanted, ...found] = (await vectors([near, ...texts], signal)) as [Float32Array, ...Float32Array[]];
  return all
    .map(({ id }, i) => ({ id, text: texts[i] as string, at: cosine(wanted, found[i] as Float32Array) }))
    .sort((a, b) => b.at - a.at)
    .slice(0, most)
    .map(({ id, text }) => ({ id, text }));
}
