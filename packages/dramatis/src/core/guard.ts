import type { AgentView } from "./component.ts";

/** One candidate reply with the score that the actor gave it, where there is one. */
export interface Candidate {
  text: string;
  score?: number;
}

export interface GuardChoice {
  /** Index of the candidate taken. */
  index: number;
  /** The candidate's text, perhaps mended; never blank when no candidate is. */
  text: string;
  /** Why it was taken or not, one per candidate, in order; none is blank. */
  reasons: string[];
}

/** Chooses, or mends, what the persona says. */
export interface Guard {
  /** kebab-case. */
  readonly name: string;
  /**
   * The same candidates and view give the same choice; both are left as they are. Rejects when there are no candidates,
   * with a message that says so, and when the signal is aborted.
   */
  choose(candidates: readonly Candidate[], view: AgentView, signal?: AbortSignal): Promise<GuardChoice>;
}
