// What makes a text no reply of the persona, whatever it claims: looked at by persona-guard. By words, English.
import type { AgentView } from "../../core/index.ts";
import { sameName, sentences } from "../../transcript/index.ts";
import { recited } from "./recited.ts";

/** Says what is wrong with a reply; null for nothing. */
export type ReplyCheck = (text: string, view: AgentView, signal?: AbortSignal) => Promise<string | null>;

const ROLES = ["user", "human", "assistant", "system"];

/** It says nothing, or writes somebody else's turn. */
export function formatFault(text: string, { persona, history }: AgentView): string | null {
  if (text.trim() === "") return "says nothing";
  const others = [...ROLES, ...history.map(({ speaker }) => speaker)].filter((other) => !sameName(other, persona.name));
  const heads = text.split("\n").flatMap((line) => (line.includes(":") ? [line.slice(0, line.indexOf(":"))] : []));
  return heads.some((head) => others.some((other) => sameName(head, other))) ? "writes somebody else's turn" : null;
}

/** It recites the prompt. */
export function secrecyFault(text: string, { persona }: AgentView): string | null {
  const run = recited(text, persona);
  return run === null ? null : `recites ${run.split(" ").length} words of its notes`;
}

/** What is planned, promised or asked about is no knowledge of it. */
const TO_COME =
  /\b(?:will|won't|going to|gonna|hope|plan|plans|planning|by|until|someday|would|might|may|could|should|if)\b|'ll\b|\?\s*$/iu;

/**
 * It speaks of a year, or a chapter, after the persona's knowledge ends; a sentence about what may come is none such. A
 * cutoff without a year or a chapter's number forbids nothing.
 */
export function cutoffFault(text: string, { persona }: AgentView): string | null {
  const cutoff = persona.knowledge?.cutoff ?? "";
  for (const [unit, pattern] of [
    ["", /\b(1[0-9]{3}|20[0-9]{2})\b/gu],
    ["chapter ", /\bchapter (\d{1,3})\b/giu],
  ] as const) {
    const last = [...cutoff.matchAll(pattern)].at(-1)?.[1];
    if (last === undefined) continue;
    const later = sentences(text)
      .filter((sentence) => !TO_COME.test(sentence))
      .flatMap((sentence) => [...sentence.matchAll(pattern)].map(([, number]) => Number(number)))
      .find((number) => number > Number(last));
    if (later !== undefined) return `knows of ${unit}${later}, after ${unit}${last}`;
  }
  return null;
}

const MACHINE =
  /\bas an? (?:ai|artificial intelligence|(?:large )?language model|chat ?bot|virtual assistant)\b|\bi(?:'m| am) (?:just |only |merely )?an? (?:ai\b|artificial intelligence|(?:large )?language model|chat ?bot|computer program|virtual assistant)|\bmy (?:training data|programming|system prompt|knowledge cutoff)\b|\bopenai\b.{0,20}\b(?:made|trained|created) me\b/iu;

/** It speaks as a machine, where the persona is no assistant; or in letters that are not of the persona's language. */
export function styleFault(text: string, { persona }: AgentView): string | null {
  if (persona.kind !== "assistant" && MACHINE.test(text.replaceAll("’", "'"))) return "speaks as a machine";
  const isEnglish = /^en/iu.test(persona.style?.language ?? "");
  const letters = text.match(/\p{L}/gu) ?? [];
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length;
  return isEnglish && letters.length > 0 && latin < letters.length / 2 ? "is not in English letters" : null;
}
