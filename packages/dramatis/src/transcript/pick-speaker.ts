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
 * @param where file or folder of the transcripts, for messages.
 * @throws InputError naming the speakers when there is no such one.
 */
export function pickSpeaker(
  transcripts: readonly Transcript[],
  { speaker, personaName, where = "transcript" }: { speaker?: string; personaName: string; where?: string },
): string {
  const speakers = speakersOf(transcripts);
  const known = speakers.slice(0, 8).join(", ") || "no speaker at all";
  if (speaker !== undefined) {
    const found = speakers.includes(speaker) ? speaker : sole(speakers.filter((name) => sameName(name, speaker)));
    if (found !== undefined) return found;
    const [near] = nearest(speaker, speakers, 1);
    throw new InputError({
      where,
      found: `no speaker ${JSON.stringify(speaker)}, which --speaker names`,
      expected: `one of ${known}`,
      ...(near === undefined ? {} : { fix: `did you mean ${near}?` }),
    });
  }
  const named = sole(speakers.filter((name) => sameName(name, personaName)));
  const picked = named ?? sole(speakers.filter((name) => !OTHERS.has(name.toLowerCase())));
  if (picked !== undefined) return picked;
  throw new InputError({
    where,
    found: `no speaker named ${JSON.stringify(personaName)} among ${known}`,
    expected: "one who bears the persona's name",
    fix: "say whose turns are judged with --speaker NAME",
  });
}

function sole(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}

/** Whether two speakers are the same one: case and outer spaces make no difference. */
export function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
