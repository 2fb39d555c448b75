const SENTENCES = new Intl.Segmenter("en", { granularity: "sentence" });

/** The sentences of a text with the white space after each: joined, they are the text again. */
export function sentences(text: string): string[] {
  // Unicode's rules want a capital after a full stop; a text that could have capitals and has none is cut at every mark.
  const isLowerCase = text === text.toLowerCase() && text !== text.toUpperCase();
  if (isLowerCase) return cutAtMarks(text);
  return [...SENTENCES.segment(text)].map(({ segment }) => segment);
}

function cutAtMarks(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  // The run of marks is taken whole and once, whether or not space follows: nothing is tried again from its middle.
  for (const { 0: marks, 1: space, index } of text.matchAll(/[.!?]+(\s+|$)?/gu)) {
    if (space === undefined || index === start) continue;
    pieces.push(text.slice(start, index + marks.length));
    start = index + marks.length;
  }
  return start < text.length ? [...pieces, text.slice(start)] : pieces;
}
