/** Letters of an English word that a small vocabulary has as one piece, as a rule. */
const LETTERS = 8;

/** What a model that reads a prompt sentence by sentence puts around each. */
const SENTENCE_TOKENS = 2;

/**
 * Tokens of a text in a prompt, rather too many than too few: a model of a small context has a small vocabulary, and what
 * is found to fit must fit. A word for every eight letters, all else by its bytes, and the marks around sentences.
 */
export function promptTokens(text: string): number {
  const pieces = text.match(/[a-z]+|[.!?]\s|\n|[^\sa-z]/giu) ?? [];
  return pieces.reduce((sum, piece) => {
    if (/^[a-z]/i.test(piece)) return sum + Math.ceil(piece.length / LETTERS);
    return sum + (/\s$/.test(piece) ? SENTENCE_TOKENS : 0) + Buffer.byteLength(piece.trim());
  }, 0);
}
