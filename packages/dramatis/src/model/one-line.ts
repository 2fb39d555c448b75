/** Text from outside as one printable line of at most `limit` characters, with the secret blotted out. */
export function oneLine(text: string, { secret, limit = 240 }: { secret?: string; limit?: number } = {}): string {
  const safe = secret ? text.replaceAll(secret, "[key]") : text;
  const flat = safe
    .replace(/\p{C}+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return flat.length > limit ? `${flat.slice(0, limit - 1)}…` : flat;
}
