import type { Relation } from "../../core/index.ts";

/** What the words alone, or the model's own words, already rule out. */
export type Flaw = "said in jest" | "passing" | "quote not found";

/** A sentence of a persona to be, with where it was said. */
export interface Candidate {
  text: string;
  /** 0..1: how surely it was stated. */
  confidence: number;
  session: string;
  /** First and last turn that it was read from. */
  turns: [number, number];
  /** The speaker's own words. */
  quote: string;
  /** One of these must entail it; none where it follows by form, as a yes says what was asked. */
  premises: string[];
  /** Set where it is of someone else. */
  relation?: Relation;
  /** Why it is not to be taken. */
  flaw?: Flaw;
  topic?: string;
  /** Id of the model that read it, where one did. */
  model?: string;
}
