// The shape of promptfoo's results, version 3, as far as it is read, and of what our assertion leaves in them.
import { z } from "zod";
import { type Estimate, MISSING, type Score, type Witness } from "../../core/index.ts";

/** A measure's scores of one reply, with what the estimate over all replies needs to know of it. */
export interface GradedMeasure extends Pick<Estimate, "unit" | "direction" | "counts" | "made"> {
  scores: Score[];
}

/** What our assertion says of one reply beside promptfoo's own fields. */
export interface GradedReply {
  persona: string;
  version: string;
  /** Who speaks for the persona in the conversation that was measured. */
  speaker: string;
  measures: Record<string, GradedMeasure>;
  witnesses: Witness[];
}

const evidence = z.object({
  session: z.string(),
  turn: z.int().min(0),
  quote: z.string(),
  against: z
    .object({ statement: z.string().exactOptional(), turn: z.int().exactOptional(), text: z.string() })
    .exactOptional(),
  verdict: z.enum(["contradicts", "entails", "repeats", "other"]),
  strength: z.number(),
});

const score: z.ZodType<Score> = z.object({
  value: z.number().nullable(),
  missing: z.enum(MISSING).exactOptional(),
  weight: z.number().min(0).exactOptional(),
  cluster: z.string(),
  part: z.string().exactOptional(),
  turn: z.int().exactOptional(),
  evidence: evidence.exactOptional(),
});

const measure: z.ZodType<GradedMeasure> = z.object({
  unit: z.enum(["ratio", "points", "nats", "turns", "count", "cosine", "sd"]),
  direction: z.enum(["higher", "lower", "none"]),
  counts: z.enum(["claims", "conversations"]).exactOptional(),
  made: z.object({
    measure: z.string(),
    version: z.string(),
    arguments: z.record(z.string(), z.unknown()),
    judge: z.string().exactOptional(),
    personaVersion: z.string().exactOptional(),
    seed: z.number().exactOptional(),
  }),
  scores: z.array(score),
});

/** Untrusted, as is all that a results file holds. */
export const gradedReplySchema: z.ZodType<GradedReply> = z.object({
  persona: z.string(),
  version: z.string(),
  speaker: z.string(),
  measures: z.record(z.string(), measure),
  witnesses: z.array(
    z.object({
      role: z.enum(["nli", "embedder", "judge", "actor"]),
      id: z.string(),
      card: z.string().exactOptional(),
    }),
  ),
});

export interface PromptfooRow {
  promptIdx: number;
  testIdx: number;
  promptId?: string | null | undefined;
  provider: { id: string; label?: string | null | undefined };
  prompt?: { raw: string } | null | undefined;
  vars?: Record<string, unknown> | null | undefined;
  response?: { output?: unknown } | null | undefined;
  error?: string | null | undefined;
  /** 0 none, 1 an assertion, 2 the machinery. */
  failureReason?: number | null | undefined;
  success: boolean;
  namedScores?: Record<string, number | null> | null | undefined;
  gradingResult?: { componentResults?: (PromptfooComponent | null)[] | null | undefined } | null | undefined;
  testCase?:
    | {
        assert?: PromptfooAssert[] | null | undefined;
        metadata?: { conversationId?: string | null | undefined } | null | undefined;
      }
    | null
    | undefined;
}

interface PromptfooComponent {
  metadata?: { dramatis?: unknown } | null | undefined;
}

interface PromptfooAssert {
  metric?: string | null | undefined;
  config?: { measures?: string[] | undefined } | null | undefined;
}

const row: z.ZodType<PromptfooRow> = z.looseObject({
  promptIdx: z.int(),
  testIdx: z.int(),
  promptId: z.string().nullish(),
  provider: z.looseObject({ id: z.string(), label: z.string().nullish() }),
  prompt: z.looseObject({ raw: z.string() }).nullish(),
  vars: z.record(z.string(), z.unknown()).nullish(),
  response: z.looseObject({ output: z.unknown() }).nullish(),
  error: z.string().nullish(),
  failureReason: z.int().nullish(),
  success: z.boolean(),
  namedScores: z.record(z.string(), z.number().nullable()).nullish(),
  gradingResult: z
    .looseObject({
      componentResults: z
        .array(z.looseObject({ metadata: z.looseObject({ dramatis: z.unknown() }).nullish() }).nullable())
        .nullish(),
    })
    .nullish(),
  testCase: z
    .looseObject({
      assert: z
        .array(
          z.looseObject({
            metric: z.string().nullish(),
            // Assertions of others may hold anything under this name.
            config: z.looseObject({ measures: z.array(z.string()).optional().catch(undefined) }).nullish(),
          }),
        )
        .nullish(),
      metadata: z.looseObject({ conversationId: z.string().nullish() }).nullish(),
    })
    .nullish(),
});

export interface PromptfooSummary {
  version: 3;
  timestamp: string;
  results: PromptfooRow[];
  stats?:
    | {
        durationMs?: number | null | undefined;
        tokenUsage?: { prompt?: number | null | undefined; completion?: number | null | undefined } | null | undefined;
      }
    | null
    | undefined;
}

const summary: z.ZodType<PromptfooSummary> = z.looseObject({
  version: z.literal(3),
  timestamp: z.iso.datetime({ offset: true }),
  results: z.array(row),
  stats: z
    .looseObject({
      durationMs: z.number().nullish(),
      tokenUsage: z.looseObject({ prompt: z.number().nullish(), completion: z.number().nullish() }).nullish(),
    })
    .nullish(),
});

export interface PromptfooFile {
  evalId?: string | null | undefined;
  results: PromptfooSummary;
}

/** The file that `promptfoo eval -o FILE.json` writes. */
export const promptfooFileSchema: z.ZodType<PromptfooFile> = z.looseObject({
  evalId: z.string().nullish(),
  results: summary,
});
