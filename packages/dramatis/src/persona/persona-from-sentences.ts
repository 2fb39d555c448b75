import { InputError, type Persona } from "../core/index.ts";

const PREFIX = /^your persona:\s*/i;

/** A persona of which only sentences are known: one statement a sentence, with ids s1, s2, … */
export function personaFromSentences(name: string, sentences: readonly string[]): Persona {
  const statements = sentences.map((text, index) => ({ id: `s${index + 1}`, text }));
  return { schema: "dramatis.persona/1", name, statements };
}

/**
 * PersonaChat sentences as plain text: one a line. Blank lines and lines that start with # are passed over, a leading
 * "your persona:" is dropped, and so is everything after a tab, where the data sets keep annotations.
 *
 * @throws InputError when no sentence is left.
 */
export function parseSentences(text: string, where: string, name: string): Persona {
  const sentences = text
    .split(/\r\n|\n|\r/)
    .map((line) => (line.split("\t", 1)[0] ?? "").trim())
    .filter((line) => !line.startsWith("#"))
    .map((line) => line.replace(PREFIX, ""))
    .filter((line) => line !== "");
  if (sentences.length === 0) {
    throw new InputError({ where, found: "no sentence", expected: "one sentence a line, such as: i have two dogs." });
  }
  return personaFromSentences(name, sentences);
}
