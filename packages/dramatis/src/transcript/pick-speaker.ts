import { InputError, nearest, type Transcript } from "../core/index.ts";

/** Names that stand for the other side of a conversation. */
const OTHERS = new Set(["user", "human", "partner"]);

/** Everyone who speaks, in order of first appearance. */
export function speakersOf(transcripts: readonly Transcript[]): string[] {
  return [...new Set(transcripts.flatMap(({ messages }) => messages.map(({ speaker }) => speaker)))];
}

/**
 * Whose turns are judged: the named speaker; else the one with the persona's name, ignoring case; else the only one
 * who is not the user.
 *
 * @throws InputError naming the speakers when there is no such one.
 */
export function pickSpeaker(
  transcripts: readonly Transcript[],
  { speaker, personaName }: { speaker?: string; personaName: string },
): string {
  const speakers = speakersOf(transcripts);
  const known = speakers.slice(0, 8).join(", ") || "no speaker at all";
  if (speaker !== undefined) {
    const found = speakers.includes(speaker) ? speaker : sole(speakers.filter((name) => sameName(name, speaker)));
    if (found !== undefined) return found;
    const [near] = nearest(speaker, speakers, 1);
    throw new InputError({
      where: "--speaker",
      found: JSON.stringify(speaker),
      expected: `one of the speakers ${known}`,
      ...(near === undefined ? {} : { fix: `did you mean ${near}?` }),
    });
  }
  const named = sole(speakers.filter((name) => sameName(name, personaName)));
  const picked = named ?? sole(speakers.filter((name) => !OTHERS.has(name.toLowerCase())));
  if (picked !== undefined) return picked;
  throw new InputError({
    where: "--speaker",
    found: `no speaker named ${JSON.stringify(personaName)} among ${known}`,
    expected: "the name of one of them",
  });
}

function sole(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}

function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
