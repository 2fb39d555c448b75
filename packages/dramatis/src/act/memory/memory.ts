/** Where a memory comes from: one message, in its own words. */
export interface MemorySource {
  session: string;
  turn: number;
  speaker: string;
  quote: string;
}

/** One thing that a persona remembers. Times are ISO 8601. */
export interface Memory {
  id: string;
  /** A fact about somebody, an event that was lived through, a thought about other memories, or a field of a profile. */
  kind: "fact" | "event" | "thought" | "profile";
  /** One self-contained sentence. */
  text: string;
  /** Whom it is about: a speaker's name. */
  about: string;
  /** The messages it was made from, or none where it was made from other memories. */
  sources: MemorySource[];
  /** Ids of the memories it was made from. */
  madeFrom?: string[];
  /** When it was said or lived through. */
  saidAt: string;
  /** From when on it holds, where that is known; otherwise from `saidAt`. */
  validFrom?: string;
  /** Until when it held: set where something newer took its place. It is kept, and no longer recalled as true. */
  validUntil?: string;
  /** Id of the memory that took its place. */
  replacedBy?: string;
  /** 0..1. */
  confidence: number;
  /** 1 mundane .. 10 poignant, where it was rated. */
  importance?: number;
}
