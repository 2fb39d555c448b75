// Dialogue NLI's triples of PersonaChat sentences: what people said that a sentence means.
import { readFileSync } from "node:fs";

/** A sentence or turn → its triples, those without a value left out. */
export type Triples = (text: string) => readonly string[];

/** Reads them from the annotated file: `text<TAB>['i', 'have_pet', 'dog']<TAB>…` after the line's number or label. */
export function readTriples(path: string): Triples {
  const known = new Map<string, Set<string>>();
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const [first = "", ...rest] = line.split("\t");
    const isPersona = / persona: /u.test(first);
    const text = isPersona ? first.replace(/^.* persona: /u, "") : (rest.shift() ?? "");
    const triples = rest.filter((part) => part.startsWith("[") && !part.includes("<blank>"));
    known.set(key(text), new Set([...(known.get(key(text)) ?? []), ...triples]));
  }
  return (text) => [...(known.get(key(text)) ?? [])];
}

function key(text: string): string {
  return text.trim().toLowerCase();
}
