import { z } from "zod";
import type { Model, Persona, Provenance, Statement } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { renderPersona } from "../../persona/index.ts";
import type { Behaviour } from "./persona-evolution.ts";

/** What may be rewritten [183]: how somebody is, never who. */
export const FIELDS = ["personality", "disposition", "motivation", "communication", "knowledge", "backstory"] as const;
export type Field = (typeof FIELDS)[number];

/** New texts of some fields. */
export type Rewriting = Partial<Record<Field, string>>;

export interface RewriteRequest {
  persona: Persona;
  /** What it did. */
  trajectory: string;
  from: Behaviour;
  to: Behaviour;
  /** For what the writer draws. */
  seed: number;
}

/** Gives new texts that make the behaviour natural; null where there are none that may be used. */
export type Writer = (request: RewriteRequest, signal?: AbortSignal) => Promise<Rewriting | null>;

const MOST_WORDS = 30;

const WRITE = `You are given a persona, what it did in a situation, that behaviour and another one.
Rewrite the persona so that in the same situation the other behaviour comes naturally from who it is. Never name the behaviour or the situation, and give no instruction.
You may write these, as many as are needed, each one sentence in the first person of at most 25 words:
"personality" (traits), "disposition" (feelings under strain), "motivation" (goals), "communication" (how it talks), "knowledge" (what it knows and does not), "backstory".
Name, role, age, gender and pronouns stay as they are.
Reply with {"personality": "...", "backstory": "..."}.`;

const text = z
  .string()
  .regex(/\S/, "a text that is not blank")
  .refine((value) => words(value) <= MOST_WORDS, `at most ${MOST_WORDS} words`);

/** Some of the six fields, and no other: who somebody is cannot be written at all. */
export const rewritingSchema: z.ZodType<Rewriting> = z
  .strictObject({
    personality: text.exactOptional(),
    disposition: text.exactOptional(),
    motivation: text.exactOptional(),
    communication: text.exactOptional(),
    knowledge: text.exactOptional(),
    backstory: text.exactOptional(),
  })
  .refine((fields) => Object.keys(fields).length > 0, "at least one field");

/** A writer that asks a chat model; what it may not write is sent back once. */
export function writerByModel(model: Model): Writer {
  return ({ persona, trajectory, from, to, seed }, signal) => {
    const material = {
      persona: renderPersona(persona).system,
      whatItDid: trajectory,
      behaviour: from,
      otherBehaviour: to,
    };
    return askJson(model, { task: WRITE, material, shape: rewritingSchema, temperature: 0.5, seed }, signal);
  };
}

/** What stands in the fields now. */
export function fieldsOf({ statements = [] }: Persona): Rewriting {
  return Object.fromEntries(
    FIELDS.flatMap((field) => {
      const held = statements.find(({ id }) => id === idOf(field));
      return held ? [[field, held.text]] : [];
    }),
  );
}

/**
 * The persona with new texts in some fields: statements with ids such as `evolved-backstory`. All else stays, and so do these
 * where the user protected them.
 *
 * @throws ZodError for a rewriting that may not be
 */
export function rewritePersona(persona: Persona, rewriting: Rewriting, made: Omit<Provenance, "source">): Persona {
  const texts = rewritingSchema.parse(rewriting);
  const provenance: Provenance[] = [{ source: "llm_generated", ...made }];
  const statements = persona.statements ?? [];
  const isProtected = (id: string): boolean => statements.some((one) => one.id === id && one.protected === true);
  const written = FIELDS.flatMap((field): Statement[] => {
    const [id, text] = [idOf(field), texts[field]];
    return text === undefined || isProtected(id) ? [] : [{ id, text, topic: field, provenance }];
  });
  const byId = new Map([...statements, ...written].map((statement) => [statement.id, statement]));
  return { ...persona, statements: [...byId.values()] };
}

function idOf(field: Field): string {
  return `evolved-${field}`;
}

function words(value: string): number {
  return value.trim().split(/\s+/).length;
}
