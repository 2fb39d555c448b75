import type { Message, Transcript } from "../../core/index.ts";
import { FUNCTION_WORDS } from "../../transcript/index.ts";
import { porterStem } from "../characters/porter-stem.ts";
import { SCENE } from "../judged.ts";
import { words } from "../text.ts";

/** Something that only its owner knows at the start. */
export interface PrivateFact {
  owner: string;
  text: string;
}

/**
 * What is noted as private in a conversation: `evidence.private`, a list of texts, is its message's speaker's; `private` of the
 * note of kind "scene" has lists by owner, its `goal` and `secret` are `own`'s. Anything of another shape is none.
 */
export function privateFacts({ messages }: Transcript, own: string): PrivateFact[] {
  const noted = messages.flatMap(({ speaker, evidence = {} }) => [
    ...ownedBy(speaker, evidence.private),
    ...sceneFacts(evidence.probe, own),
  ]);
  return [...new Map(noted.map((fact) => [JSON.stringify([fact.owner, fact.text]), fact])).values()];
}

function sceneFacts(probe: unknown, own: string): PrivateFact[] {
  if (typeof probe !== "object" || probe === null) return [];
  const { kind, goal, secret, private: lists } = probe as Record<string, unknown>;
  if (kind !== SCENE) return [];
  const byOwner = typeof lists === "object" && lists !== null ? Object.entries(lists) : [];
  return [...byOwner.flatMap(([owner, texts]) => ownedBy(owner, texts)), ...ownedBy(own, [goal, secret])];
}

function ownedBy(owner: string, texts: unknown): PrivateFact[] {
  if (!Array.isArray(texts)) return [];
  return texts.flatMap((text) => (typeof text === "string" && text.trim() !== "" ? [{ owner, text }] : []));
}

/** The place of a scene, which anybody sees. */
export function openPlace({ messages }: Transcript): string {
  const [probe] = messages.flatMap(({ evidence }) => evidence?.probe ?? []);
  if (typeof probe !== "object" || probe === null) return "";
  const { time, location, description, scenario } = probe as Record<string, unknown>;
  return [time, location, description, scenario].filter((part) => typeof part === "string").join(" ");
}

/** Stems of a text's words, in order, without function words: what it is about. */
export function contentStems(text: string): string[] {
  return words(text)
    .filter((word) => !FUNCTION_WORDS.has(word) && word.length > 1)
    .map((word) => porterStem(word.replace(/'s$/u, "")));
}

/** As much of a fact as a line must hold to say it. */
const SHARE = 0.75;
/** Stems that nobody else had said before; one word in common is chance. */
const FEWEST_NEW = 2;

/** A message with what it is about. */
export interface StemmedLine {
  message: Message;
  stems: ReadonlySet<string>;
}

export function stemmedLines(messages: readonly Message[]): StemmedLine[] {
  return messages.map((message) => ({ message, stems: new Set(contentStems(message.text)) }));
}

/**
 * The first line of a speaker that says a fact which it cannot have from elsewhere; null where none does, undefined for a
 * fact of fewer than two content words, of which nothing can be told.
 *
 * @param lines the whole conversation, in order. @param known stems of what the speaker knows anyway
 */
export function firstTelling(
  fact: string,
  { by, lines, known }: { by: string; lines: readonly StemmedLine[]; known: ReadonlySet<string> },
): Message | null | undefined {
  const stems = [...new Set(contentStems(fact))];
  if (stems.length < FEWEST_NEW) return undefined;
  const held = (said: ReadonlySet<string>): string[] => stems.filter((stem) => said.has(stem));
  const isHeld = ({ message, stems: said }: StemmedLine): boolean =>
    message.speaker === by && held(said).length >= SHARE * stems.length;
  // Nearly all facts end here, without a look at what others said.
  if (!lines.some(isHeld)) return null;
  const isNew = new Set(stems.filter((stem) => !known.has(stem)));
  for (const line of lines) {
    if (isHeld(line) && held(line.stems).filter((stem) => isNew.has(stem)).length >= FEWEST_NEW) return line.message;
    if (line.message.speaker !== by) for (const stem of held(line.stems)) isNew.delete(stem);
  }
  return null;
}
