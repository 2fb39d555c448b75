import type { Persona } from "../../core/index.ts";
import { claims } from "../claims.ts";
import { asWritten } from "./topic-statements.ts";

/**
 * Everything of a persona that can be said in sentences, one a line, for formats that hold nothing else: its statements
 * and what is said of its identity and likes, its past, and what it knows.
 */
export function toldSentences(persona: Persona): string[] {
  const { background, backstory, goals = [] } = persona.identity?.life ?? {};
  const told = [background, backstory, ...goals, ...(persona.knowledge?.facts ?? [])];
  return [...claims(persona).map(asWritten), ...told.filter((text) => text !== undefined)]
    .map((text) => text.replace(/\s+/g, " ").trim())
    .filter((text) => text !== "");
}
