import type { AgentView, Component, Message } from "../core/index.ts";

/** What of a model's words is said aloud. */
export interface Spoken {
  /** Not blank. */
  text: string;
  /** What else was made of the words, such as a private thought: kept in the reply's evidence under these names. */
  evidence?: Record<string, unknown>;
}

/** A component that decides how a turn is asked for. An agent has at most one. */
export interface Strategy extends Component {
  /** Ids of the persona's blocks that its contributions stand in for. */
  readonly replaces?: readonly string[];
  /** Said once more after the history, as the last system message. */
  reminder?(view: AgentView): string | undefined;
  /** One of the persona's own turns as the model is shown it, which may hold more than was said aloud. */
  recalled?(message: Message): string;
  /**
   * What is said aloud of what the model wrote; null where it is to be drawn once more. Of the last draw, which
   * `isLast` marks, it must make something.
   */
  read?(text: string, view: AgentView, isLast: boolean): Spoken | null;
}
