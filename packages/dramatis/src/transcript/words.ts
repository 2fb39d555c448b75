/** The words of a text in lower case, without marks between them. */
export function words(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}']+/gu) ?? []
  );
}
