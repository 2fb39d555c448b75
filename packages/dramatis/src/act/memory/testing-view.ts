import type { AgentView, Embedder, Message } from "../../core/index.ts";
import { messagesOf } from "../../model/testing.ts";

// What the tests of memories share: Ana's side of a conversation, a fixed clock, and vectors from a table.

/** A Saturday at midnight, UTC. */
export const NOW = (): Date => new Date("2025-02-01T00:00:00Z");

/** Messages of lines such as "user: I have a dog.", the first at `at` and each a minute later. */
export function session(name: string, at: string, lines: readonly string[]): Message[] {
  return messagesOf(lines, name).map((message) => {
    return { ...message, at: new Date(Date.parse(at) + message.turn * 60_000).toISOString() };
  });
}

export function anaHears(history: readonly Message[]): AgentView {
  return { persona: { schema: "dramatis.persona/1", name: "Ana" }, history };
}

/** Says where a text lies by its cosine to one direction; what is not in the table stands at a right angle to it. */
export function tableEmbedder(cosines: Readonly<Record<string, number>>): Embedder {
  return {
    id: "table",
    dim: 2,
    embed: async (texts, signal) => {
      signal?.throwIfAborted();
      return texts.map((text) => {
        const cosine = cosines[text] ?? 0;
        return Float32Array.of(cosine, Math.sqrt(1 - cosine ** 2));
      });
    },
  };
}
