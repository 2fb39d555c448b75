import type { LoreText } from "./lore-key.ts";

/** Most characters that are searched: of the messages the last, and as many again of what entries say. */
export const MOST_SEARCHED = 65_536;

/** What the last so many messages say, for any number; of a long chat the end. */
export function lastMessages(messages: readonly { text: string }[]): (depth: number) => LoreText {
  let [text, lower] = ["", ""];
  // Where the last so many messages begin, from the end.
  const starts = [{ text: 0, lower: 0 }];
  for (const { text: said } of messages.toReversed()) {
    const room = MOST_SEARCHED - text.length - 1;
    if (room <= 0) break;
    const end = said.slice(-room);
    text = `${end}\n${text}`;
    lower = `${end.toLowerCase()}\n${lower}`;
    starts.push({ text: text.length, lower: lower.length });
  }
  const windows = new Map<number, LoreText>();
  return (depth) => {
    const messages = Math.max(0, Math.min(Math.trunc(depth), starts.length - 1));
    const start = starts[messages] ?? { text: 0, lower: 0 };
    const window = windows.get(messages) ?? {
      text: text.slice(text.length - start.text),
      lower: lower.slice(lower.length - start.lower),
    };
    windows.set(messages, window);
    return window;
  };
}

export function loreText(text: string): LoreText {
  return { text, lower: text.toLowerCase() };
}
