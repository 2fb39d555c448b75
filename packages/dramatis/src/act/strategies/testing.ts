import type { AgentView, Persona } from "../../core/index.ts";
import { messagesOf } from "../../model/testing.ts";

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
  return { persona, history: messagesOf(lines) };
}
