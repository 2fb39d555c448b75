import { InputError, type Transcript } from "../../core/index.ts";
import { originOf, session } from "./format.ts";

/** One PersonaChat dialogue with what is known of its two speakers. */
export interface PersonaChatDialogue {
  transcript: Transcript;
  /** Sentences of each speaker's persona; empty where the file gives none. */
  personas: { you: string[]; partner: string[] };
}

const PERSONA = /^(?:\d+ )?(your|partner's) persona:\s*(.*)$/s;
const TURN = /^(\d+)([ \t])(.*)$/s;

interface Draft {
  personas: { you: string[]; partner: string[] };
  lines: { speaker: string; text: string }[];
  /** Number of the last numbered line. */
  last: number;
}

/** Whether a text looks like PersonaChat: its first line is a persona sentence or a numbered turn. */
export function isPersonaChat(text: string): boolean {
  const first = text.trimStart().split("\n", 1)[0] ?? "";
  return PERSONA.test(first) || TURN.test(first);
}

/**
 * PersonaChat text in either of its two forms. ParlAI: `3 partner line<TAB>own line<TAB>…` holds two turns a line.
 * Annotated: `3<TAB>line<TAB>[…]` holds one turn a line, the partner first, with annotations after it. A persona
 * sentence after a turn, or a number that does not grow, begins a new dialogue.
 *
 * @throws InputError for any other line, and when there is no dialogue.
 */
export function parsePersonaChat(text: string, where: string): PersonaChatDialogue[] {
  const drafts: Draft[] = [];
  let draft: Draft | undefined;
  const begin = (): Draft => {
    const fresh: Draft = { personas: { you: [], partner: [] }, lines: [], last: 0 };
    drafts.push(fresh);
    return fresh;
  };
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === "") continue;
    const persona = PERSONA.exec(line);
    const turn = TURN.exec(line);
    if (persona !== null) {
      if (draft === undefined || draft.lines.length > 0) draft = begin();
      const sentence = (persona[2]?.split("\t", 1)[0] ?? "").trim();
      if (sentence !== "") draft.personas[persona[1] === "your" ? "you" : "partner"].push(sentence);
    } else if (turn !== null) {
      const number = Number(turn[1]);
      if (draft === undefined || (draft.lines.length > 0 && number <= draft.last)) draft = begin();
      draft.last = number;
      draft.lines.push(...turnLines(turn[2] === "\t", turn[3] ?? "", draft.lines.length));
    } else {
      const expected = 'a "your persona:" sentence or a numbered line such as "1 hello"';
      throw new InputError({ where, line: index + 1, found: JSON.stringify(line.slice(0, 60)), expected });
    }
  }
  if (!drafts.some(({ lines }) => lines.length > 0)) {
    throw new InputError({ where, found: "no numbered line", expected: 'a dialogue with lines such as "1 hello"' });
  }
  const { stem } = originOf(where);
  return drafts.map(({ personas, lines }, index) => ({ transcript: session(`${stem}-${index + 1}`, lines), personas }));
}

function turnLines(annotated: boolean, rest: string, spoken: number): { speaker: string; text: string }[] {
  const [first = "", second = ""] = rest.split("\t");
  if (annotated) return [{ speaker: spoken % 2 === 0 ? "partner" : "you", text: first.trim() }];
  const both = [
    { speaker: "partner", text: first.trim() },
    { speaker: "you", text: second.trim() },
  ];
  return both.filter(({ text }) => text !== "");
}
