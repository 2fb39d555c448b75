import { z } from "zod";
import type { Memory } from "./memory.ts";

// Memories are kept in files that people and other programs may write to: they are checked whenever they are read.

const words = z.string().regex(/\S/, "text that is not blank");
const time = z.union([z.iso.datetime({ offset: true, local: true }), z.iso.date()], "a date as in ISO 8601");

const source = z.strictObject({
  session: z.string(),
  turn: z.number().int().min(0),
  speaker: z.string(),
  quote: z.string(),
});

/** A key that is none of a memory's is an error. */
export const memorySchema: z.ZodType<Memory> = z.strictObject({
  id: z.string().min(1),
  kind: z.enum(["fact", "event", "thought", "profile"]),
  text: words,
  about: words,
  sources: z.array(source),
  madeFrom: z.array(z.string()).exactOptional(),
  saidAt: time,
  validFrom: time.exactOptional(),
  validUntil: time.exactOptional(),
  replacedBy: z.string().exactOptional(),
  confidence: z.number().min(0).max(1),
  importance: z.number().min(1).max(10).exactOptional(),
});
