/** Tokens of a text, roughly: four characters a token, which is near for English and low for other scripts. */
export function roughTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
