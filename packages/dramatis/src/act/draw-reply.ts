import type { AgentView, GenerateRequest, Generation } from "../core/index.ts";
import type { Strategy } from "./strategy.ts";

/** One way to have a request answered: pieces of text, then the whole generation. */
export type Draw = (request: GenerateRequest, signal?: AbortSignal) => AsyncGenerator<string, Generation, void>;

/** A reply as the model wrote it, and what of it is said aloud. */
export interface DrawnReply {
  /** Blank where nothing is. */
  text: string;
  generation: Generation;
  seed: number;
  /** What the strategy made of the rest. */
  evidence: Record<string, unknown>;
}

/** A generation as the strategy reads it; null where it is to be drawn once more. */
export function readReply(
  { generation, seed }: { generation: Generation; seed: number },
  { strategy, view, isLast }: { strategy: Strategy | undefined; view: AgentView; isLast: boolean },
): DrawnReply | null {
  const text = generation.text.trim();
  if (text === "" || !strategy?.read) return { text, generation, seed, evidence: {} };
  const spoken = strategy.read(text, view, isLast);
  return spoken && { text: spoken.text.trim(), generation, seed, evidence: spoken.evidence ?? {} };
}
