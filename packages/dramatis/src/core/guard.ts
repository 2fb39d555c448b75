import type { AgentView } from "./component.ts";

/** One candidate reply with the score that the actor gave it, where there is one. */
export interface Candidate {
  text: string;
  score?: number;
}

export interface GuardChoice {
  /** Index of the candidate taken; the text may have been mended. */
  index: number;
  text: string;
  /** Why, per candidate. */
  reasons: string[];
}

/** Chooses, or mends, what the persona says. */
export interface Guard {
  readonly name: string;
  choose(candidates: readonly Candidate[], view: AgentView, signal?: AbortSignal): Promise<GuardChoice>;
}
