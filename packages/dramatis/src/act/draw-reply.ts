import type { AgentView, GenerateRequest, Generation, Usage } from "../core/index.ts";
import { addUsage } from "../model/index.ts";
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

/** A reply as its pieces come; one that says nothing is followed by another, once. Blank where neither says anything. */
export async function* streamedReply(
  draw: Draw,
  { request, draws, signal }: { request: GenerateRequest; draws: () => number; signal: AbortSignal | undefined },
): AsyncGenerator<string, { reply: DrawnReply; usage: Usage }, void> {
  const speak = async function* (): AsyncGenerator<string, DrawnReply, void> {
    const seed = draws();
    const generation = yield* spoken(draw({ ...request, seed }, signal));
    return { text: generation.text.trim(), generation, seed, evidence: {} };
  };
  const first = yield* speak();
  if (first.text !== "") return { reply: first, usage: first.generation.usage };
  const second = yield* speak();
  return { reply: second, usage: addUsage(first.generation.usage, second.generation.usage) };
}

/** The same pieces without the white space before the first word and after the last. */
async function* spoken(pieces: AsyncIterator<string, Generation, void>): AsyncGenerator<string, Generation, void> {
  let text = "";
  let sent = 0;
  try {
    for (;;) {
      const step = await pieces.next();
      if (step.done) return step.value;
      text += step.value;
      const ready = text.trim();
      if (ready.length > sent) yield ready.slice(sent);
      sent = ready.length;
    }
  } finally {
    await pieces.return?.();
  }
}
