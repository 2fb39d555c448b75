import type { GenerateRequest, Generation, Message, Model } from "../core/index.ts";

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
