import type { CheckResult } from "../../core/index.ts";

/** Ids of places in the page. They are counted, never made from untrusted text. */
export interface Anchors {
  /** The persona's own id, which every other starts with. */
  readonly persona: string;
  /** Null when the turn is not in the transcripts. */
  turn(session: string, turn: number): string | null;
  /** The statement's id in the page, the same each time it is asked for. */
  statement(id: string): string;
}

export function anchors(result: CheckResult, index: number): Anchors {
  const persona = `persona-${index + 1}`;
  const turns = new Map<string, string>();
  result.transcripts.forEach(({ session, messages }, place) => {
    messages.forEach(({ turn }, position) => {
      turns.set(lineKey(session, turn), `${persona}-session-${place + 1}-line-${position + 1}`);
    });
  });
  const statements = new Map<string, string>();
  return {
    persona,
    turn: (session, turn) => turns.get(lineKey(session, turn)) ?? null,
    statement: (id) => {
      const known = statements.get(id) ?? `${persona}-statement-${statements.size + 1}`;
      statements.set(id, known);
      return known;
    },
  };
}

/** One key for a line of a session, whatever characters the session's name has. */
export function lineKey(session: string, turn: number): string {
  return JSON.stringify([session, turn]);
}
