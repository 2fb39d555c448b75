import type { Persona } from "./persona.ts";
import type { Message } from "./transcript.ts";

/** What an agent's part sees before a reply. */
export interface AgentView {
  persona: Persona;
  history: readonly Message[];
}

/** A block of context that a component adds to the prompt, with what it was made from. */
export interface Contribution {
  block: string;
  text: string;
  fields: string[];
}

/** A part of an agent: memory, grounding, affect, style. */
export interface Component {
  readonly name: string;
  contribute(view: AgentView, signal?: AbortSignal): Promise<Contribution[]>;
  /** Told of every message after it was said. */
  observe?(message: Message, signal?: AbortSignal): Promise<void>;
  /** What a session must keep; plain JSON. */
  state?: { save(): unknown; load(saved: unknown): void };
}
