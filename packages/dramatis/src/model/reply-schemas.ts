import { z } from "zod";
import type { ContinuationScore, Generation } from "../core/index.ts";

// Replies that were kept in a file are checked before they are believed.

const count = z.number().nonnegative();
const usage = z.object({ inputTokens: count, outputTokens: count, cost: count.exactOptional() });
const tokenLogprob = z.object({ token: z.string(), logprob: z.number() });

export const generationSchema: z.ZodType<Generation> = z.object({
  text: z.string(),
  finish: z.enum(["stop", "length", "filter", "tool", "other"]),
  usage,
  logprobs: z.array(tokenLogprob.extend({ top: z.array(tokenLogprob).exactOptional() })).exactOptional(),
});

export const probabilitiesSchema: z.ZodType<number[]> = z.array(z.number().min(0).max(1));

export const continuationScoreSchema: z.ZodType<ContinuationScore> = z.object({ sum: z.number(), tokens: count });
