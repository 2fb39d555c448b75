import type { Persona } from "./persona.ts";

/**
 * One thing that is put to a persona, in a conversation of its own. The last of the user's messages carries
 * `evidence.probe = { kind, item, ...asks }`, by which measures find the reply that they score.
 */
export interface SuiteItem {
  /** Within its suite. */
  id: string;
  /** Which measures score the reply: "yes-no", "bait", "persona-gym", "choice", … */
  kind: string;
  /** What the user says, turn after turn; at least one. */
  turns: string[];
  /** What a measure needs to know of it: the statement or task it is about, the options, the right answer. Plain JSON. */
  asks?: Record<string, unknown>;
  /** Shown to the actor as what is going on; no measure needs it. */
  scene?: string;
}

/** What is asked of one persona: a file that people edit and keep under version control. */
export interface Suite {
  schema: "dramatis.suite/1";
  name: string;
  /** That it was made for; another version may be asked the same. */
  personaVersion?: string;
  seed?: number;
  items: SuiteItem[];
}

/** A published data set as personas with what is asked of each. */
export interface Benchmark {
  /** kebab-case. */
  readonly name: string;
  /** Names of the measures that score it. */
  readonly measures: readonly string[];
  /**
   * Reads the authors' files; nothing is held that can flow.
   *
   * @param path the folder or file as published. @throws InputError naming file and line.
   */
  load(path: string): AsyncIterable<{ persona: Persona; suite: Suite }>;
}
