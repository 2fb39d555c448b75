import type { AgentView, GenerateRequest, Message, Model, Persona } from "../../core/index.ts";

/** What Ana sees: her persona, and lines such as "ben: I am sad." */
export function talk(persona: Partial<Persona>, ...lines: string[]): AgentView {
  const history = lines.map((line, turn): Message => {
    const colon = line.indexOf(":");
    return { session: "s", turn, speaker: line.slice(0, colon), text: line.slice(colon + 1).trim() };
  });
  return { persona: { schema: "dramatis.persona/1", name: "Ana", ...persona }, history };
}

/** A chat model that gives the same reply to everything, or the next of several, and keeps what it was asked. */
export function sayingModel(...replies: string[]): Model & { asked: GenerateRequest[] } {
  const asked: GenerateRequest[] = [];
  return {
    id: "saying",
    asked,
    generate: async (request, signal) => {
      signal?.throwIfAborted();
      asked.push(request);
      const text = replies[Math.min(asked.length, replies.length) - 1] ?? "";
      return { text, finish: "stop", usage: { inputTokens: 0, outputTokens: 0 } };
    },
  };
}
