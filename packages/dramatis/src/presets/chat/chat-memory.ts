import { deleteMemory, forgetPerson, listMemories, type Memory, type Refusal } from "../../act/index.ts";
import { type Component, InputError, oneLine, StoreError } from "../../core/index.ts";
import { sameName } from "../../transcript/index.ts";
import type { Chat } from "./chat-turn.ts";
import type { OpenedMemory } from "./open-memory.ts";

/** What `/memory` and `/forget` work on. */
export interface ChatMemory extends OpenedMemory {
  /** What was said and not taken in. */
  refused(): readonly Refusal[];
}

/** The memory of a chat, with the refusals of the components that keep them. */
export function chatMemory(memory: OpenedMemory, components: readonly Component[]): ChatMemory {
  return {
    ...memory,
    refused: () => components.flatMap((component) => (hasRefused(component) ? component.refused : [])),
  };
}

function hasRefused(component: Component): component is Component & { refused: readonly Refusal[] } {
  return "refused" in component && Array.isArray(component.refused);
}

/** `/memory`: what is remembered, by whom it is about. The persona's last reply is taken in with the next turn. */
export async function showMemory({ memory, session, screen, paint }: Chat): Promise<void> {
  const { book, path, refused } = needed(memory);
  const memories = await listMemories(book, { ended: true });
  const refusals = refused().map(({ speaker, quote, reason }) => `  ${oneLine(`${speaker}: ${quote} (${reason})`)}`);
  const persona = session.agent.persona.name;
  const lines = [
    ...(memories.length === 0 ? ["nothing is remembered yet"] : memoryLines(memories, { persona, paint })),
    ...(refusals.length > 0 ? [paint("bold", "Said, and not taken in:"), ...refusals] : []),
    ...(book.damaged > 0 ? [`${book.damaged} damaged entries were passed over`] : []),
    paint("dim", `Kept in ${path}; /forget ID takes one away, /forget NAME all of a person.`),
  ];
  screen.notice(lines.join("\n"));
}

/** `/forget ID` or `/forget NAME`. */
export async function forget({ memory, screen }: Chat, argument: string): Promise<void> {
  const { book } = needed(memory);
  if (argument === "") return screen.notice("which one? /forget ID or /forget NAME; /memory lists them");
  if ((await book.all()).some(({ id }) => id === argument)) {
    const { text } = await deleteMemory(book, argument);
    return screen.notice(oneLine(`forgotten: ${text}`));
  }
  const { forgotten, mentions } = await forgetPerson(book, argument);
  screen.notice(`${forgotten.length} forgotten`);
  for (const { id, text } of mentions) screen.notice(oneLine(`still names ${argument}: ${id} ${text}`));
}

/** A heading for each person, the persona last, and a line a memory. */
export function memoryLines(
  memories: readonly Memory[],
  { persona, paint = (_style, text) => text }: { persona: string; paint?: Chat["paint"] },
): string[] {
  const people = new Map<string, Memory[]>();
  for (const memory of memories) {
    const name = memory.about.trim().toLowerCase();
    people.set(name, [...(people.get(name) ?? []), memory]);
  }
  const own = (list: readonly Memory[]): boolean => sameName(list[0]?.about ?? "", persona);
  return [...people.values()]
    .sort((a, b) => Number(own(a)) - Number(own(b)))
    .flatMap((list) => [
      paint("bold", `Of ${oneLine(list[0]?.about ?? "")}:`),
      ...list.map((memory) => {
        const line = `  ${memory.id}  ${oneLine(`${memory.text} (${sinceWhen(memory)})`)}`;
        return memory.validUntil === undefined ? line : paint("dim", line);
      }),
    ]);
}

function sinceWhen({ kind, saidAt, validFrom, validUntil }: Memory): string {
  const what = kind === "fact" ? "" : `${kind}, `;
  const since = `${what}since ${day(validFrom ?? saidAt)}`;
  return validUntil === undefined ? since : `${since}, until ${day(validUntil)}`;
}

function day(time: string): string {
  return time.slice(0, 10);
}

function needed(memory: ChatMemory | undefined): ChatMemory {
  if (memory) return memory;
  throw new InputError({
    where: "memory",
    found: "a chat that remembers nothing",
    expected: "a memory",
    fix: "start it with --memory",
  });
}

/**
 * Has the components take in what was said last, and end the session. What they cannot keep is said; it is heard again
 * where the session goes on another time.
 */
export async function endMemory(chat: Chat, components: readonly Component[], signal: AbortSignal): Promise<string[]> {
  const lost = await chat.session.settle(signal);
  for (const component of components) {
    try {
      if (endsSession(component)) await component.endSession(signal);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      lost.push(`${component.name}: ${error.message}`);
    }
  }
  return lost;
}

function endsSession(
  component: Component,
): component is Component & { endSession(signal: AbortSignal): Promise<void> } {
  return "endSession" in component && typeof component.endSession === "function";
}
