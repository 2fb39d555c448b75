/** Text from outside as one printable line of at most `limit` characters. */
export function oneLine(text: string, limit = 240): string {
  const flat = text
    .replace(/\p{C}+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return flat.length > limit ? `${flat.slice(0, limit - 1)}…` : flat;
}
