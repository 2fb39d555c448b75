/** Letters of an English word that a small vocabulary has as one piece, as a rule. */
const LETTERS = 6;

/** What a model that reads a prompt line by line puts around a line. */
const LINE_TOKENS = 2;

/**
 * Tokens of a text in a prompt, rather too many than too few: a model of a small context has a small vocabulary, and what
 * is found to fit must fit. A word for every six letters, all else by its bytes, and the marks of each further line.
 */
export function promptTokens(text: string): number {
  const pieces = text.match(/[a-z]+|[^\sa-z]|\n/gi) ?? [];
  return pieces.reduce((sum, piece) => {
    if (piece === "\n") return sum + LINE_TOKENS;
    return sum + (/[a-z]/i.test(piece) ? Math.ceil(piece.length / LETTERS) : Buffer.byteLength(piece));
  }, 0);
}
