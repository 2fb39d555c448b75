/**
 * How many different voices the participants of a conversation amount to, against how varied each is by itself.
 *
 * Vendi score (Friedman and Dieng 2023) over sentence embeddings: `across` over one mean vector for each participant, from 1 (all
 * say the same) to their number; `within` the mean of the score over each one's own turns, as a share of the number of its
 * turns. Ours in the use: agents that are one collapse `across`, a loop collapses `within`. Turns without words are left out.
 * Fewer than two participants who speak: null.
 *
 * @function
 * @needs embed
 */
import type { Embedder, Transcript } from "../../core/index.ts";
import { mean, vendiScore } from "../../stats/index.ts";
import { words } from "../text.ts";

export interface VendiAcross {
  /** 1 to `agents`. */
  across: number;
  /** 0 to 1. */
  within: number;
  agents: number;
}

/** @throws what the embedder throws. @throws the signal's reason */
export async function vendiAcross(
  { messages }: Transcript,
  { embedder, signal }: { embedder: Embedder; signal?: AbortSignal | undefined },
): Promise<VendiAcross | null> {
  const spoken = messages.filter(({ text }) => words(text).length > 0);
  const bySpeaker = [...Map.groupBy(spoken, ({ speaker }) => speaker).values()];
  if (bySpeaker.length < 2) return null;
  const texts = bySpeaker.flat().map(({ text }) => text);
  const vectors = (await embedder.embed(texts, signal)).values();
  const voices = bySpeaker.map((turns) => turns.map(() => vectors.next().value as Float32Array));
  return {
    across: vendiScore(voices.map(middle)) as number,
    within: mean(voices.map((voice) => (vendiScore(voice) as number) / voice.length)) as number,
    agents: voices.length,
  };
}

/** Mean of vectors, of length 1. */
function middle(vectors: readonly Float32Array[]): Float32Array {
  const sum = Float32Array.from(vectors[0] ?? [], (_, at) =>
    vectors.reduce((all, vector) => all + (vector[at] ?? 0), 0),
  );
  const size = Math.hypot(...sum) || 1;
  return sum.map((value) => value / size);
}
