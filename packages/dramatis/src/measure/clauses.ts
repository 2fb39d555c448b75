const SENTENCES = new Intl.Segmenter("en", { granularity: "sentence" });

/** "and" or "but" before a new subject: what follows can stand as a sentence. */
const JOINT = /,?\s+(?:and|but)\s+(?=(?:i|you|he|she|it|we|they|my|your|his|her|its|our|their|this|that|there)\b)/iu;

/**
 * The clauses of a reply: its sentences, cut before "and" or "but" where a new subject follows. English.
 * "I have two dogs and a cat, but I live alone." → "I have two dogs and a cat", "I live alone."
 */
export function clauses(text: string): string[] {
  return sentences(text)
    .flatMap((sentence) => sentence.split(JOINT))
    .map((clause) => clause.trim())
    .filter((clause) => /[\p{L}\p{N}]/u.test(clause));
}

/** Unicode's rules want a capital after a full stop; a text without capitals is cut at every mark. */
function sentences(text: string): string[] {
  if (text === text.toLowerCase()) return text.split(/(?<=[.!?])\s+/u);
  return [...SENTENCES.segment(text)].map(({ segment }) => segment);
}
