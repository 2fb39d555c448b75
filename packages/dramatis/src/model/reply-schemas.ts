import { z } from "zod";
import type { ContinuationScore, Generation, NliVerdict } from "../core/index.ts";
import { toolCallsSchema } from "./tool-calls.ts";

// Replies that were kept in a file, or come from a server, are checked before they are believed.

const count = z.number().nonnegative();
const usage = z.object({ inputTokens: count, outputTokens: count, cost: count.exactOptional() });
const tokenLogprob = z.object({ token: z.string(), logprob: z.number() });

export const generationSchema: z.ZodType<Generation> = z.object({
  text: z.string(),
  finish: z.enum(["stop", "length", "filter", "tool", "other"]),
  usage,
  logprobs: z.array(tokenLogprob.extend({ top: z.array(tokenLogprob).exactOptional() })).exactOptional(),
  toolCalls: toolCallsSchema.exactOptional(),
});

export const probabilitiesSchema: z.ZodType<number[]> = z.array(z.number().min(0).max(1));

export const continuationScoreSchema: z.ZodType<ContinuationScore> = z.object({ sum: z.number(), tokens: count });

/** Only the shape; `verdictFault` checks the values. */
export const verdictSchema: z.ZodType<NliVerdict> = z.object({
  entail: z.number(),
  neutral: z.number(),
  contradict: z.number(),
});

/** A vector as the base64 of its float32 values in the byte order of the machine. */
export const vectorSchema: z.ZodType<Float32Array> = z
  .base64()
  .transform((text) => Buffer.from(text, "base64"))
  .refine((bytes) => bytes.length > 0 && bytes.length % 4 === 0)
  .transform((bytes) => new Float32Array(Uint8Array.from(bytes).buffer));
