import type { AgentView, Persona } from "../../core/index.ts";
import { messagesOf } from "../../model/testing.ts";

/** What Ana sees: her persona, and lines such as "ben: I am sad." */
export function talk(persona: Partial<Persona>, ...lines: string[]): AgentView {
  return { persona: { schema: "dramatis.persona/1", name: "Ana", ...persona }, history: messagesOf(lines) };
}
