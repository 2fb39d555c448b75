const SENTENCES = new Intl.Segmenter("en", { granularity: "sentence" });

/** The sentences of a text with the white space after each: joined, they are the text again. */
export function sentences(text: string): string[] {
  // Unicode's rules want a capital after a full stop; a text that could have capitals and has none is cut at every mark.
  const isLowerCase = text === text.toLowerCase() && text !== text.toUpperCase();
  if (isLowerCase) return text.match(/.+?(?:[.!?]+(?:\s+|$)|$)/gsu) ?? [];
  return [...SENTENCES.segment(text)].map(({ segment }) => segment);
}
