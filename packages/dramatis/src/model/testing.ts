import type { Embedder, GenerateRequest, Generation, Message, Model, Nli, NliPair, NliVerdict } from "../core/index.ts";

// Doubles for the tests of every room: no weights, no network, the same answer every time.

export type NliLabel = keyof NliVerdict;
export type NliRule = (premise: string, hypothesis: string) => NliVerdict | NliLabel | null;

/**
 * An NLI judge that answers by a rule: a whole verdict, a label (which gets probability 1), or null for "cannot say".
 * A pair with an empty sentence is null without asking the rule, as the contract wants.
 * `calls` holds the number of pairs of each call to `judge`.
 */
export function fakeNli(rule: NliRule): Nli & { calls: number[] } {
  const calls: number[] = [];
  return {
    id: "fake-nli",
    calls,
    judge: async (pairs: readonly NliPair[], signal?: AbortSignal) => {
      signal?.throwIfAborted();
      calls.push(pairs.length);
      return pairs.map(({ premise, hypothesis }) => {
        if (premise.trim() === "" || hypothesis.trim() === "") return null;
        const answer = rule(premise, hypothesis);
        return typeof answer === "string" ? { entail: 0, neutral: 0, contradict: 0, [answer]: 1 } : answer;
      });
    },
  };
}

/**
 * An embedder that counts words into `dim` buckets by their FNV-1a hash and scales to length 1: texts that share words
 * are near, equal texts are equal, and no cosine is negative. An empty text gives the zero vector.
 */
export function fakeEmbedder(dim = 64): Embedder {
  return {
    id: `fake-embedder-${dim}`,
    dim,
    embed: async (texts: readonly string[], signal?: AbortSignal) => {
      signal?.throwIfAborted();
      return texts.map((text) => wordVector(text, dim));
    },
  };
}

function wordVector(text: string, dim: number): Float32Array {
  const vector = new Float32Array(dim);
  const clean = text.trim().toLowerCase();
  if (clean === "") return vector;
  for (const word of clean.match(/[\p{L}\p{N}]+/gu) ?? [clean]) {
    const bucket = fnv1a(word) % dim;
    vector[bucket] = (vector[bucket] as number) + 1;
  }
  const length = Math.hypot(...vector);
  return vector.map((component) => component / length);
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Messages of lines such as "user: Hello", in order. */
export function messagesOf(lines: readonly string[], session = "s"): Message[] {
  return lines.map((line, turn): Message => {
    const colon = line.indexOf(":");
    return { session, turn, speaker: line.slice(0, colon), text: line.slice(colon + 1).trim() };
  });
}

/** Answers from a list, in the order of the calls, each of 10 tokens in and 2 out, then with nothing; keeps what it was asked. */
export function listModel(
  replies: readonly (string | Partial<Generation>)[],
  more: Partial<Model> = {},
): Model & { asked: GenerateRequest[] } {
  const asked: GenerateRequest[] = [];
  return {
    id: "list",
    asked,
    generate: async (request, signal) => {
      signal?.throwIfAborted();
      const reply = replies[asked.length] ?? "";
      asked.push(structuredClone(request));
      const usage = { inputTokens: 10, outputTokens: 2 };
      return { text: "", finish: "stop", usage, ...(typeof reply === "string" ? { text: reply } : reply) };
    },
    ...more,
  };
}

/** A model that gives these replies in order, the last one again and again; `asked` is what it was asked. */
export function replying(...replies: (string | object)[]): Model & { asked: GenerateRequest[] } {
  const asked: GenerateRequest[] = [];
  return {
    id: "replying",
    asked,
    generate: async (request, signal) => {
      signal?.throwIfAborted();
      asked.push(request);
      const reply = replies[Math.min(asked.length, replies.length) - 1] ?? "";
      const text = typeof reply === "string" ? reply : JSON.stringify(reply);
      return { text, finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
}
