import { ModelError, random } from "../core/index.ts";
import type { Line, Speaker } from "./conversation.ts";
import { FOLLOW_UPS, GREETINGS } from "./small-talk.ts";

/**
 * A user whom a model plays. It opens with a greeting, for not every model can speak first, and says a follow-up from the
 * script where the model says nothing; `evidence.scripted` tells why.
 *
 * @param speak says the model's line.
 * @param options.seed draws the scripted lines.
 */
export function playedUser(speak: Speaker, { seed }: { seed: number }): Speaker {
  const draws = random(seed);
  const [greeting = ""] = draws.shuffle(GREETINGS);
  const spare = draws.shuffle(FOLLOW_UPS);
  return async (history, options): Promise<Line> => {
    if (history.length === 0) return { text: greeting, evidence: { scripted: "greeting" } };
    const line = await spoken(speak, history, options);
    if (line !== null) return line;
    const text = spare[Math.floor(history.length / 2) % spare.length] as string;
    return { text, evidence: { scripted: "the model said nothing" } };
  };
}

/** What somebody says; null where the model says nothing, or nothing that can be read. */
export async function spoken(speak: Speaker, ...said: Parameters<Speaker>): Promise<Line | null> {
  try {
    const line = await speak(...said);
    return line.text.trim() === "" ? null : line;
  } catch (error) {
    if (error instanceof ModelError && error.fault === "bad_reply") return null;
    throw error;
  }
}
