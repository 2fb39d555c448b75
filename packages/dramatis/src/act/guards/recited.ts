import type { Persona } from "../../core/index.ts";
import { claims, renderPersona } from "../../persona/index.ts";
import { words } from "../../transcript/index.ts";

/** Words in a row that two texts may share by chance, or because the persona says what it is. */
export const MOST_RECITED = 12;

/**
 * The longest run of more than `most` words that a reply has in common with the persona's prompt; null where there is
 * none. A run within one of the persona's own claims or example lines does not count: it may say who it is. What
 * components added to the prompt is not seen.
 */
export function recited(text: string, persona: Persona, most: number = MOST_RECITED): string | null {
  const said = words(text);
  if (said.length <= most) return null;
  const own = [...claims(persona).map((claim) => claim.text), ...(persona.style?.examples ?? [])].map(words);
  const allowed = runsOf(own, most + 1);
  const notes = runsOf(
    renderPersona(persona).blocks.map((block) => words(block.text)),
    most + 1,
  );
  let longest: string[] = [];
  let run: string[] = [];
  for (let end = most + 1; end <= said.length; end++) {
    const key = said.slice(end - most - 1, end).join(" ");
    const isRecited = notes.has(key) && !allowed.has(key);
    run = isRecited ? [...(run.length > 0 ? run : said.slice(end - most - 1, end - 1)), said[end - 1] as string] : [];
    if (run.length > longest.length) longest = run;
  }
  return longest.length === 0 ? null : longest.join(" ");
}

/** Every run of `length` words of the texts. */
function runsOf(texts: readonly (readonly string[])[], length: number): Set<string> {
  const runs = new Set<string>();
  for (const text of texts) {
    for (let end = length; end <= text.length; end++) runs.add(text.slice(end - length, end).join(" "));
  }
  return runs;
}
