/**
 * Words and marks of a text, as PersonaChat writes them: NFKC, lower case, every punctuation mark on its own.
 * "I'm in, you?" → i'm in , you ?
 */
export function tokens(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .replaceAll("’", "'")
      .match(/[\p{L}\p{N}']+|[^\s\p{L}\p{N}']/gu) ?? []
  );
}

/** Only the words of a text. */
export function words(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .replaceAll("’", "'")
      .match(/[\p{L}\p{N}']+/gu) ?? []
  );
}

/** Runs of `n` tokens, each joined by a space; none where the text is shorter. */
export function ngrams(all: readonly string[], n: number): string[] {
  return all.slice(0, Math.max(0, all.length - n + 1)).map((_, i) => all.slice(i, i + n).join(" "));
}

/** Question marks in a text: Latin, full-width or Arabic. */
export function questionMarks(text: string): number {
  return text.match(/[?？؟]/gu)?.length ?? 0;
}
