import { once } from "node:events";
import { createWriteStream, readFileSync } from "node:fs";
import { random } from "dramatis";

/** The persona of each line of a PersonaHub file, with whatever was made from it. */
export function readPersonaHub(path: string): string[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const row = JSON.parse(line) as Record<string, string>;
      return (row.persona ?? row["input persona"] ?? "").trim();
    });
}

/**
 * Invented one-liners, without end: a chain in which each word is followed by one that follows it in the given lines.
 * Lengths, words and their frequencies are those of the lines; the sentences are nobody's.
 */
export function* inventedLike(lines: readonly string[], seed: number): Generator<string> {
  const draw = random(seed);
  const following = new Map<string, string[]>();
  for (const line of lines) {
    const words = ["", ...line.split(/\s+/), ""];
    for (let i = 0; i + 1 < words.length; i++) {
      const known = following.get(words[i] as string) ?? [];
      if (known.push(words[i + 1] as string) === 1) following.set(words[i] as string, known);
    }
  }
  for (;;) {
    const invented: string[] = [];
    for (let word = next(""); word !== "" && invented.length < 40; word = next(word)) invented.push(word);
    yield invented.join(" ");
  }
  function next(word: string): string {
    const words = following.get(word) as string[];
    return words[draw.int(words.length)] as string;
  }
}

/** Writes so many of them, one a line. */
export async function writeInvented(path: string, lines: readonly string[], count: number): Promise<void> {
  const file = createWriteStream(path);
  const invented = inventedLike(lines, 42);
  for (let i = 0; i < count; i++) {
    if (!file.write(`${invented.next().value}\n`)) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
}
