// When a supportive conversation ends, and what is cleaned off its replies: the rules of CharacterChat's code [47].
import type { Embedder } from "../../core/index.ts";
import { cosine } from "../../model/index.ts";
import { sentences } from "../../transcript/index.ts";

const LEAST_SCORES = 5;
const GOOD = 4;
const MOST_TURNS = 20;

/**
 * Whether the talk is over: the seeker felt at least 4 in the last two of five scores or more, or 20 turns are done.
 *
 * @param scores how the seeker felt at each of their turns, 0..5
 */
export function isTalkOver(scores: readonly number[], turns: number): boolean {
  const isBetter = scores.length >= LEAST_SCORES && scores.slice(-2).every((score) => score >= GOOD);
  return isBetter || turns >= MOST_TURNS;
}

const AS_AN_AI = /\bas an? (?:ai|artificial intelligence|(?:large )?language model|assistant)\b/iu;
const THANKS = /^(?:thanks?|thank you|thx)\b/iu;
const SAME = 0.9;

export interface CleanedReplyOptions {
  /** Names that the reply may begin with. */
  speakers: readonly string[];
  /** The speaker's reply before. */
  previous?: string;
  /** Finds a beginning that says the previous reply again; without one, none is dropped. */
  embedder?: Embedder;
  signal?: AbortSignal | undefined;
}

/**
 * A reply without the speaker's name before it, sentences that speak "as an AI", thanks of fewer than three words, and
 * a leading clause of a cosine above .9 to the previous reply. Empty where nothing else is left.
 */
export async function cleanedReply(
  reply: string,
  { speakers, previous = "", embedder, signal }: CleanedReplyOptions,
): Promise<string> {
  const kept = sentences(withoutName(reply, speakers)).filter(
    (sentence) => !AS_AN_AI.test(sentence) && !(THANKS.test(sentence) && wordCount(sentence) < 3),
  );
  const text = kept.join("").trim();
  const [, leading, rest] = /^([^,.;:!?]+[,.;:!?]+)\s+(.+)$/su.exec(text) ?? [];
  if (!embedder || !leading || !rest || previous.trim() === "") return text;
  const [a, b] = (await embedder.embed([leading, previous], signal)) as [Float32Array, Float32Array];
  return cosine(a, b) > SAME ? rest : text;
}

function withoutName(text: string, speakers: readonly string[]): string {
  const trimmed = text.trim();
  const colon = trimmed.indexOf(":");
  const before = trimmed.slice(0, Math.max(0, colon)).trim().toLowerCase();
  return speakers.some((name) => name.trim().toLowerCase() === before) ? trimmed.slice(colon + 1).trim() : trimmed;
}

function wordCount(text: string): number {
  return text.match(/[\p{L}\p{N}']+/gu)?.length ?? 0;
}
