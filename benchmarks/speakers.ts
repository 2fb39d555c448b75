// Who speaks in the PersonaChat dialogues that benchmarks read, and whom the training of the bundled models never saw.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { contentId, type Persona, parsePersonaChat, personaFromSentences, type Transcript } from "dramatis";

export interface Speaker {
  id: string;
  speaker: string;
  transcript: Transcript;
  persona: Persona;
  /** Name of the persona, whatever the order or wording of its sentences. */
  person: string;
  unseen: boolean;
}

/** Both speakers of every dialogue. `people` maps sentences to people and says who training never saw. */
export function readSpeakers(
  data: string,
  people: string = data.replace(/personachat-valid\/[^/]*$/, "personachat-persona-map/valid_persona_map.json"),
): Speaker[] {
  const whose = personOf(people);
  return parsePersonaChat(readFileSync(data, "utf8"), data).flatMap(({ transcript, personas }) =>
    (["you", "partner"] as const).map((speaker): Speaker => {
      const persona = personaFromSentences(speaker, personas[speaker]);
      return {
        id: contentId([transcript, speaker]),
        speaker,
        transcript,
        persona,
        ...whose(personas[speaker]),
      };
    }),
  );
}

/** Tells whose persona sentences are, and whether training never saw that person. */
export function personOf(people: string): (sentences: readonly string[]) => Pick<Speaker, "person" | "unseen"> {
  const names = new Map<string, string>();
  for (const [person, wordings] of Object.entries(
    JSON.parse(readFileSync(people, "utf8")) as Record<string, string[][]>,
  )) {
    for (const sentence of wordings.flat()) names.set(letters(sentence), person);
  }
  return (sentences) => {
    const person = commonest(sentences.flatMap((line) => names.get(letters(line)) ?? []));
    return { person, unseen: bucket(`persona-${person}`) < 14 };
  };
}

/** As `split_of` in the training recipe: people in buckets 0 to 13 are kept from training. */
function bucket(name: string): number {
  return Number.parseInt(createHash("sha256").update(name).digest("hex").slice(0, 8), 16) % 100;
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function commonest(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "unknown";
}
