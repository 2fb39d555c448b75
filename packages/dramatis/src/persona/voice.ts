/** Grammatical person of rendered sentences. */
export type Person = "first" | "second" | "third";

/** The words that change with the grammatical person. */
export interface Voice {
  person: Person;
  /** "I", "You", or the name; as at the start of a sentence. */
  subject: string;
  be: string;
  was: string;
  have: string;
  /** "My", "Your", "Ada's" */
  possessive: string;
  /** Present tense of a regular verb: live → lives. */
  verb(base: string): string;
}

export function voice(person: Person, name: string): Voice {
  if (person === "first") {
    return { person, subject: "I", be: "am", was: "was", have: "have", possessive: "My", verb: (base) => base };
  }
  if (person === "second") {
    return { person, subject: "You", be: "are", was: "were", have: "have", possessive: "Your", verb: (base) => base };
  }
  return { person, subject: name, be: "is", was: "was", have: "has", possessive: `${name}'s`, verb: thirdPerson };
}

function thirdPerson(base: string): string {
  if (/(?:s|sh|ch|x|o)$/.test(base)) return `${base}es`;
  return /[^aeiou]y$/.test(base) ? `${base.slice(0, -1)}ies` : `${base}s`;
}

/** The text inside a sentence: "You live" → "you live"; "I" and names keep their capital. */
export function midSentence(text: string, { person }: Voice): string {
  return person === "third" || /^I\b/.test(text) ? text : `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

/** One sentence: trimmed, first letter capital, a mark at the end. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "") return "";
  const capital = `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}`;
  return /[.!?…]["')\]]?$/.test(capital) ? capital : `${capital}.`;
}

/** "a", "a and b", "a, b, and c" */
export function listText(items: readonly string[]): string {
  if (items.length < 3) return items.join(" and ");
  return `${items.slice(0, -1).join(", ")}, and ${items.at(-1)}`;
}
