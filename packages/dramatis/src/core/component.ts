import type { Persona } from "./persona.ts";
import type { Message } from "./transcript.ts";

/** What an agent's part sees before a reply. */
export interface AgentView {
  persona: Persona;
  history: readonly Message[];
}

/** A block of context that a component adds to the prompt, with what it was made from. */
export interface Contribution {
  /** Name of the block; not blank. */
  block: string;
  /** Not blank: a component with nothing to say contributes nothing. */
  text: string;
  /** Fields of the persona that the text was made from; none where it was made from the conversation. */
  fields: string[];
  /** Ids of what else it was made from: memories, passages of documents. */
  sources?: string[];
  /** How many of the oldest messages it stands for: the prompt goes on after them. */
  standsFor?: number;
}

/** A part of an agent: memory, grounding, affect, style. */
export interface Component {
  /** kebab-case. */
  readonly name: string;
  /** Leaves the view as it is. Rejects when the signal is aborted. */
  contribute(view: AgentView, signal?: AbortSignal): Promise<Contribution[]>;
  /** Told of every message after it was said. */
  observe?(message: Message, signal?: AbortSignal): Promise<void>;
  /**
   * What a session must keep. `save` gives plain JSON that later messages do not change; a fresh component that loads
   * it contributes what the saved one would.
   */
  state?: { save(): unknown; load(saved: unknown): void };
}
