import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Message } from "../../../core/index.ts";
import { appendLine } from "../../../run/index.ts";
import { HttpFault } from "../../http-fault.ts";
import { type Caller, mayReach } from "../caller.ts";
import type { SessionHead } from "./session-records.ts";

/** One reply that somebody liked better than another to the same: a line of data for preference training. */
export interface PreferencePair {
  persona: string;
  version: string;
  prompt: { role: "user" | "assistant"; content: string }[];
  chosen: string;
  rejected: string;
  why?: string | undefined;
  model?: string | undefined;
  /** Who said the other, where two sides were compared. */
  over?: { persona: string; version: string; model?: string | undefined } | undefined;
  /** Where it was said in a session. */
  session?: string | undefined;
  turn?: number | undefined;
  /** ISO 8601. */
  at: string;
  /** Name of the key. */
  by: string;
}

export interface Rating {
  turn: number;
  preferred: string;
  over: string;
  why?: string | undefined;
}

/** What one side of a comparison said. */
export interface SaidBySide {
  persona: string;
  version: string;
  model?: string | undefined;
  text: string;
}

/** Two replies to the same, by different versions, models or personas. */
export interface ComparedReplies {
  /** What both replied to, and what was said before; whoever is not "user" is the persona. */
  said: readonly { speaker: string; text: string }[];
  preferred: SaidBySide;
  over: SaidBySide;
  why?: string | undefined;
}

const FILE = "preferences.jsonl";

/** @throws HttpFault 400 where the turn is not the persona's, neither text was said there, or they are the same */
export function preferencePair(
  { turn, preferred, over, why }: Rating,
  { head, messages, at }: { head: SessionHead; messages: readonly Message[]; at: string },
): PreferencePair {
  const reply = messages.find((message) => message.turn === turn);
  const isOwn = (message: Message): boolean => message.personaVersion !== undefined;
  if (reply === undefined || !isOwn(reply)) {
    throw new HttpFault(400, `turn ${turn} is no reply of ${head.persona}; expected one of its turns`, {
      param: "turn",
    });
  }
  const said = [reply.text, ...(reply.alternatives ?? [])];
  if (preferred === over || !(said.includes(preferred) || said.includes(over))) {
    const message = `neither text was said in turn ${turn}, or they are the same; expected a reply and another to compare`;
    throw new HttpFault(400, message, { param: "preferred" });
  }
  return {
    persona: head.persona,
    version: reply.personaVersion ?? head.version,
    prompt: messages
      .filter((message) => message.turn < turn)
      .map((message) => ({ role: isOwn(message) ? "assistant" : "user", content: message.text })),
    chosen: preferred,
    rejected: over,
    why,
    model: reply.model,
    session: head.id,
    turn,
    at,
    by: head.by,
  };
}

/** @throws HttpFault 400 where both said the same */
export function comparedPair(
  { said, preferred, over, why }: ComparedReplies,
  { at, by }: { at: string; by: string },
): PreferencePair {
  if (preferred.text === over.text) {
    throw new HttpFault(400, "both texts are the same; expected one that is better", { param: "preferred" });
  }
  const { persona, version, model, text: chosen } = preferred;
  const { text: rejected, ...other } = over;
  const prompt = said.map(({ speaker, text }) => {
    return { role: speaker === "user" ? ("user" as const) : ("assistant" as const), content: text };
  });
  return { persona, version, prompt, chosen, rejected, why, model, over: other, at, by };
}

/** @throws InputError where the folder cannot be written */
export function appendPreference(folder: string, pair: PreferencePair): void {
  appendLine(join(folder, FILE), JSON.stringify(pair));
}

const whose = z.object({
  by: z.string(),
  persona: z.string(),
  over: z.object({ persona: z.string() }).optional(),
});

/** The pairs that a key made, a line each. */
export function preferencesOf(folder: string, caller: Caller): string {
  const path = join(folder, FILE);
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  const own = lines.filter((line) => {
    const read = line === "" ? undefined : whose.safeParse(parsed(line)).data;
    if (read?.by !== caller.key) return false;
    return mayReach(caller, read.persona) && (read.over === undefined || mayReach(caller, read.over.persona));
  });
  return own.map((line) => `${line}\n`).join("");
}

/** Undefined for a line that was cut short. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
