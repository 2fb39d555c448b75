import { random } from "../core/index.ts";
import type { CardProbe } from "./card-probes.ts";
import type { Line, Speaker } from "./conversation.ts";
import type { Probe } from "./probes.ts";
import { FOLLOW_UPS, GREETINGS, SMALL_TALK } from "./small-talk.ts";

export interface ScriptOptions {
  /** Asked in this order, as far as there is room. */
  probes: readonly (Probe | CardProbe)[];
  /** Lines of the script. */
  turns: number;
  /** Draws the greeting, the small talk and the follow-ups. */
  seed: number;
}

/** Every fourth line is no probe, so that an interview does not read as one. */
const CHAT_EVERY = 4;

function isChat(line: number, turns: number): boolean {
  return turns > 1 && line % CHAT_EVERY === 0;
}

/** How many probes a script of so many lines has room for. */
export function probesPerScript(turns: number): number {
  return Array.from({ length: turns }, (_, line) => isChat(line, turns)).filter((chat) => !chat).length;
}

/**
 * What a scripted user says: a greeting, then three probes to one follow-up or bit of small talk. When the probes have run
 * out, follow-ups and small talk take turns. A probe is in its line's evidence.
 */
export function userScript({ probes, turns, seed }: ScriptOptions): Line[] {
  const draws = random(seed);
  const [greeting = ""] = draws.shuffle(GREETINGS);
  const chatter = [draws.shuffle(FOLLOW_UPS), draws.shuffle(SMALL_TALK)];
  const left = [...probes];
  let chats = 0;
  return Array.from({ length: turns }, (_, line): Line => {
    if (isChat(line, turns) && line === 0) return { text: greeting };
    const probe = isChat(line, turns) ? undefined : left.shift();
    if (probe !== undefined) {
      const { text, ...rest } = probe;
      return { text, evidence: { probe: rest } };
    }
    const kind = chatter[chats % chatter.length] as string[];
    return { text: kind[Math.floor(chats++ / chatter.length) % kind.length] as string };
  });
}

/** A user who opens the conversation and says the script, whatever the answers; the last line again when it has ended. */
export function scriptedUser(script: readonly Line[]): Speaker {
  return async (history) => {
    const line = script[Math.min(Math.floor(history.length / 2), script.length - 1)];
    if (line === undefined) throw new RangeError("invalid script; not at least one line");
    return line;
  };
}
