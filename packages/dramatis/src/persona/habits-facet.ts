import { z } from "zod";
import type { Provenance } from "../core/index.ts";

/** Something that somebody often does, as a schema of Kane and Schubert [41]. */
export interface Habit {
  id: string;
  /** "I swim in the sea before work." */
  header: string;
  /** Who and what takes part: { swimmer: "I", place: "the bay" }. */
  roles: Record<string, string>;
  goals: string[];
  preconditions: string[];
  postconditions: string[];
  steps: { id: string; text: string; optional?: boolean | undefined }[];
  /** Pairs of steps by id, the first before the second; the others have no order. */
  ordering: [string, string][];
  frequency?: string | undefined;
  /** The habit in one sentence. */
  gist: string;
  provenance?: Provenance[] | undefined;
}

const text = z.string().trim().min(1);
const texts = z.array(text);

/** One habit; an ordering that goes round in a circle, or names a step that is not there, is an error. */
export const habitSchema: z.ZodType<Habit> = z
  .looseObject({
    id: text,
    header: text,
    roles: z.record(z.string(), text),
    goals: texts,
    preconditions: texts,
    postconditions: texts,
    steps: z.array(z.looseObject({ id: text, text, optional: z.boolean().optional() })).min(1, "at least one step"),
    ordering: z.array(z.tuple([text, text])),
    frequency: text.optional(),
    gist: text,
    provenance: z.array(z.custom<Provenance>((value) => typeof value === "object" && value !== null)).optional(),
  })
  .superRefine(({ steps, ordering }, context) => {
    const known = new Set(steps.map(({ id }) => id));
    const stray = ordering.flat().find((id) => !known.has(id));
    const add = (message: string): void => context.addIssue({ code: "custom", path: ["ordering"], message });
    if (stray !== undefined) add(`ids of steps, not ${stray}`);
    else if (isCyclic(ordering)) add("an ordering without a circle");
  });

/** The facet `habits`. */
export const habitsFacet: z.ZodType<Habit[]> = z.array(habitSchema);

/** Whether the pairs, each "before → after", lead back to where they began: what has nothing before it goes, again and again. */
export function isCyclic(ordering: readonly (readonly [string, string])[]): boolean {
  let left = [...ordering];
  for (;;) {
    const after = new Set(left.map(([, second]) => second));
    const next = left.filter(([first]) => after.has(first));
    if (next.length === left.length) return left.length > 0;
    left = next;
  }
}
