import type { AgentView, GenerateRequest, Message, Model, Persona } from "../../core/index.ts";

export const ADA: Persona = {
  schema: "dramatis.persona/1",
  name: "Ada",
  summary: "A night nurse from Porto.",
  statements: [
    { id: "hike", text: "I hike every Sunday." },
    { id: "vegan", text: "I am vegan.", protected: true },
  ],
  style: {
    examples: ["Blisters heal.", "Coffee first, questions later.", "The sea never lies."],
    presets: [{ when: "When teased", say: "answer with a short joke" }],
  },
  knowledge: { facts: ["Night shifts pay a quarter more."], cutoff: "2019", unknowns: ["the plot of any film"] },
};

/** A view of Ada, or of another, by lines such as "user: Hello". */
export function viewOf(lines: readonly string[], persona: Persona = ADA): AgentView {
  const history = lines.map((line, turn): Message => {
    const colon = line.indexOf(":");
    return { session: "s", turn, speaker: line.slice(0, colon), text: line.slice(colon + 1).trim() };
  });
  return { persona, history };
}

/** A model that gives these replies in order, the last one again and again; `requests` are what it was asked. */
export function replying(...replies: (string | object)[]): Model & { requests: GenerateRequest[] } {
  const requests: GenerateRequest[] = [];
  return {
    id: "replying",
    requests,
    generate: async (request, signal) => {
      signal?.throwIfAborted();
      requests.push(request);
      const reply = replies[Math.min(requests.length, replies.length) - 1] ?? "";
      const text = typeof reply === "string" ? reply : JSON.stringify(reply);
      return { text, finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
}
