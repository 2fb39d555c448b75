/** Where one thing that a text says stands in a persona. */
export type Leaf =
  | { to: "statement"; text: string; topic?: string }
  | { to: "social"; key: string; value: string | number }
  | { to: ListKey; text: string }
  /** Nothing that was understood: part of the backstory. */
  | { to: "text"; text: string };

/** Lists under identity.life. */
export type ListKey = "loves" | "hates" | "goals";

export const LISTS: readonly ListKey[] = ["loves", "hates", "goals"];

/** A piece of a text and what it says; nothing where it is a heading or tries to steer the model. */
export interface Fact {
  /** First character and the one after the last. */
  span: [number, number];
  leaves: Leaf[];
}
