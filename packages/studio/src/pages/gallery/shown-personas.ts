import type { ShelvedPersona } from "../../api/types.ts";

export type Order = "name" | "changed" | "score";

/** Those whose name or one line has every word of the search, in order; who has no score comes last. */
export function shownPersonas(
  personas: readonly ShelvedPersona[],
  { search, order }: { search: string; order: Order },
): ShelvedPersona[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  const found = personas.filter(({ name, summary }) => {
    const text = plain(`${name} ${summary}`);
    return words.every((word) => text.includes(word));
  });
  const byName = (a: ShelvedPersona, b: ShelvedPersona): number => a.name.localeCompare(b.name);
  if (order === "name") return found.sort(byName);
  if (order === "changed") return found.sort((a, b) => b.changedAt.localeCompare(a.changedAt) || byName(a, b));
  return found.sort((a, b) => scoreOf(b) - scoreOf(a) || byName(a, b));
}

function scoreOf({ lastScore }: ShelvedPersona): number {
  return lastScore?.estimate.value ?? Number.MIN_SAFE_INTEGER;
}

function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
