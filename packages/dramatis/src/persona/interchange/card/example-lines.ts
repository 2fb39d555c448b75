import { withNames } from "./macros.ts";

const SPEAKER = /^\s*(\{\{(?:char|user)\}\}|<(?:bot|char|user)>|[\p{Lu}][\p{L}\p{N}' .-]{0,40}?)\s*:\s?/iu;
const OF_CHARACTER = /^(?:\{\{char\}\}|<(?:bot|char)>)$/i;

/** What someone says in an example dialogue. */
interface Said {
  isCharacter: boolean;
  /** As it stands, without who says it. */
  text: string;
  lines: string[];
}

/** The lines that the character says in example dialogues, each whole, with names in place of macros. */
export function exampleLines(blocks: readonly string[], name: string): string[] {
  return blocks
    .flatMap((block) => turnsOf(block, name))
    .filter(({ isCharacter, text }) => isCharacter && text.trim() !== "")
    .map(({ text }) => spoken(text, name));
}

/**
 * The dialogues, so that the character says these lines in them: what is there and stays is left as it is, what is not
 * wanted any more is taken out, and new lines make a dialogue of their own.
 */
export function dialoguesSaying(lines: readonly string[], blocks: readonly string[], name: string): string[] {
  const wanted = new Map<string, number>();
  for (const line of lines) wanted.set(line, (wanted.get(line) ?? 0) + 1);
  const isWanted = (line: string): boolean => {
    const count = wanted.get(line) ?? 0;
    if (count > 0) wanted.set(line, count - 1);
    return count > 0;
  };
  const kept = blocks.map((block) =>
    turnsOf(block, name)
      .filter(({ isCharacter, text }) => !isCharacter || text.trim() === "" || isWanted(spoken(text, name)))
      .flatMap((turn) => turn.lines)
      .join("\n")
      .trim(),
  );
  const added = lines.filter((line) => isWanted(line)).map((line) => `{{char}}: ${line}`);
  return [...kept.filter((block) => block !== ""), ...added];
}

function spoken(text: string, name: string): string {
  return withNames(text, name).trim();
}

/** A line without a speaker goes on with what was said; before the first speaker nobody says it. */
function turnsOf(block: string, name: string): Said[] {
  const turns: Said[] = [];
  for (const line of block.split(/\r\n|\n|\r/)) {
    const [head, speaker] = SPEAKER.exec(line) ?? [];
    const last = turns.at(-1);
    if (head !== undefined && speaker !== undefined) {
      const isCharacter = OF_CHARACTER.test(speaker) || speaker.toLowerCase() === name.toLowerCase();
      turns.push({ isCharacter, text: line.slice(head.length), lines: [line] });
    } else if (last === undefined) {
      turns.push({ isCharacter: false, text: line, lines: [line] });
    } else {
      last.text += `\n${line}`;
      last.lines.push(line);
    }
  }
  return turns;
}
