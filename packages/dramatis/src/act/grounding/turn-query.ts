import type { Message } from "../../core/index.ts";

/** What a turn is about: the last message with the one before it. Empty where nothing was said. */
export function turnQuery(history: readonly Message[]): string {
  return history
    .slice(-2)
    .map(({ text }) => text.trim())
    .join(" ")
    .trim();
}

/** The last turns as material for a model. */
export function lastTurns(history: readonly Message[], most = 8): { speaker: string; text: string }[] {
  return history.slice(-most).map(({ speaker, text }) => ({ speaker, text }));
}
