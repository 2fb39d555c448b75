export interface SceneLine {
  speaker: string;
  text: string;
}

/** What opens a scene in which the persona speaks first. */
export const OPENING = "(The scene begins.)";

/**
 * What the others say to one of them, from the start of a scene to that speaker's last line: one turn before each of
 * theirs, with the names of who speaks. The speaker's own lines are left out, since they are to be played.
 *
 * @returns none where the speaker says nothing.
 */
export function turnsAround(lines: readonly SceneLine[], speaker: string): string[] {
  const turns: string[] = [];
  let pending: string[] = [];
  let isOwn = false;
  for (const line of lines) {
    if (line.speaker !== speaker) {
      pending.push(`${line.speaker}: ${line.text}`);
      isOwn = false;
    } else if (!isOwn) {
      turns.push(pending.length === 0 ? OPENING : pending.join("\n"));
      pending = [];
      isOwn = true;
    }
  }
  return turns;
}
