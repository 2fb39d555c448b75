import type { Clause } from "./clause.ts";

export interface YesNoQuestion {
  text: string;
  /** What the persona answers if it is true to the statement. */
  expected: "yes" | "no";
}

/** "I have a dog" → "Do you have a dog?" (yes); "I have never flown" → "Have you ever flown?" (no). */
export function yesNoQuestion(clause: Clause): YesNoQuestion {
  const { head, subject, verb, adverbs, predicate, denies, whole, invertible } = clause;
  if (!invertible) return { text: `Is it true that ${whole}?`, expected: "yes" };
  const first = head === "do" ? "do" : verb;
  const words = [first, subject, ...adverbs, ...(denies === "never" ? ["ever"] : []), predicate].join(" ");
  return { text: `${capital(words)}?`, expected: denies === "nothing" ? "yes" : "no" };
}

/** The first letter large. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
