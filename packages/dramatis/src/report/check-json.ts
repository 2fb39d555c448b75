import { z } from "zod";
import type { CheckResult, Estimate } from "../core/index.ts";

/** What `check --json` says of one persona. Transcripts and claims are left out: the caller has them; parts are for the page. */
export interface CheckJsonResult extends Omit<CheckResult, "transcripts" | "claims" | "parts"> {
  run: string;
}

/** One persona is the object itself; none or several are listed under `results`. */
export type CheckJson = CheckJsonResult | { run: string; results: CheckJsonResult[] };

const ratio = z.number().min(0).max(1);
const whole = z.int().min(0);
const bound = z.number().nullable();

const estimateSchema: z.ZodType<Estimate> = z.strictObject({
  value: bound.describe("null when no unit could be scored"),
  low: bound.describe("lower end of the 95 % interval; null where there is too little to make one"),
  high: bound,
  n: whole.describe("units scored"),
  counts: z.enum(["claims", "conversations"]).exactOptional().describe("what n counts; turns where absent"),
  missing: z.strictObject({ refused: whole, unparsed: whole, failed: whole, unsupported: whole }),
  unit: z.enum(["ratio", "points", "nats", "turns", "count", "cosine", "sd"]),
  direction: z.enum(["higher", "lower", "none"]).describe("which way is better"),
  clusters: whole.describe("independent conversations or personas that the interval resamples"),
  made: z.strictObject({
    measure: z.string(),
    version: z.string(),
    arguments: z.record(z.string(), z.unknown()),
    judge: z.string().exactOptional(),
    personaVersion: z.string().exactOptional(),
    seed: z.number().exactOptional(),
  }),
});

const evidenceSchema: z.ZodType<CheckResult["evidence"][number]> = z.strictObject({
  measure: z.string(),
  session: z.string(),
  turn: whole.describe("0-based position in the session"),
  quote: z.string().describe("what was said; untrusted text"),
  against: z
    .strictObject({ statement: z.string().exactOptional(), turn: whole.exactOptional(), text: z.string() })
    .exactOptional(),
  verdict: z.enum(["contradicts", "entails", "repeats", "other"]),
  strength: ratio,
});

const pointSchema: z.ZodType<CheckResult["curves"][string][number]> = z.strictObject({
  turn: whole,
  value: z.number(),
  low: bound,
  high: bound,
  n: whole,
});

const gateSchema: z.ZodType<NonNullable<CheckResult["gate"]>[number]> = z.strictObject({
  measure: z.string(),
  bound: z.strictObject({ min: z.number().exactOptional(), max: z.number().exactOptional() }),
  verdict: z.enum(["pass", "fail", "undecided"]),
  moreTurns: z
    .number()
    .nullable()
    .describe("scored turns that would decide it; the message says it in conversations where n does not count turns"),
  message: z.string(),
});

const interviewSchema: z.ZodType<NonNullable<CheckResult["interview"]>> = z
  .strictObject({ actor: z.string(), user: z.string(), repeats: whole, turns: whole })
  .describe("the models that played the persona, and its users beside a script; absent where a transcript was given");

/** One persona's part of it. */
export const checkJsonResultSchema: z.ZodType<CheckJsonResult> = z.strictObject({
  persona: z.string(),
  version: z.string().describe("hash of the canonical persona"),
  run: z.string(),
  speaker: z.string(),
  measures: z.record(z.string(), estimateSchema),
  evidence: z.array(evidenceSchema),
  curves: z.record(z.string(), z.array(pointSchema)).describe("measure to its mean by turn"),
  interview: interviewSchema.exactOptional(),
  witnesses: z.array(
    z.strictObject({
      role: z.enum(["nli", "embedder", "judge", "actor"]),
      id: z.string(),
      card: z.string().exactOptional(),
    }),
  ),
  gate: z.array(gateSchema).exactOptional(),
  failures: z.array(
    z.strictObject({ measure: z.string(), session: z.string(), code: z.string(), message: z.string() }),
  ),
});

/** The shape of `check --json`. Strict: a member that is not listed here is an error. */
export const checkJsonSchema: z.ZodType<CheckJson> = z.union([
  checkJsonResultSchema,
  z.strictObject({ run: z.string(), results: z.array(checkJsonResultSchema) }),
]);
