import { z } from "zod";
import {
  type CheckReport,
  type CheckResult,
  contentId,
  type Estimate,
  InputError,
  type Missing,
  oneLine,
  type Score,
  type Transcript,
  type Witness,
} from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { checkJsonResultSchema } from "../check-json.ts";
import { readJson } from "../read-json.ts";

interface Sample {
  id: string | number;
  epoch: number;
  messages?: { role: string; content: unknown; metadata?: unknown }[] | undefined;
  output?: { completion?: string | undefined } | null | undefined;
  input?: unknown;
  scores?: Record<string, { value?: unknown; reason?: string | null | undefined }> | null | undefined;
  error?: unknown;
  metadata?: { session?: unknown } | null | undefined;
}

const sample: z.ZodType<Sample> = z.looseObject({
  id: z.union([z.string(), z.number()]),
  epoch: z.int().min(1),
  messages: z
    .array(z.looseObject({ role: z.string(), content: z.unknown(), metadata: z.unknown().optional() }))
    .optional(),
  output: z.looseObject({ completion: z.string().optional() }).nullish(),
  scores: z.record(z.string(), z.looseObject({ value: z.unknown(), reason: z.string().nullish() })).nullish(),
  metadata: z.looseObject({ session: z.unknown().optional() }).nullish(),
});

const graders = z.union([
  z.looseObject({ model: z.string() }).transform(({ model }) => [model]),
  z.array(z.looseObject({ model: z.string() })).transform((all) => all.map(({ model }) => model)),
]);

const log = z.looseObject({
  version: z.literal(2),
  status: z.enum(["started", "success", "cancelled", "error"]),
  eval: z.looseObject({
    created: z.string(),
    task: z.string(),
    model: z.string(),
    run_id: z.string().nullish(),
    eval_id: z.string().nullish(),
    task_version: z.union([z.string(), z.number()]).nullish(),
    task_args: z.record(z.string(), z.unknown()).nullish(),
    model_roles: z.looseObject({ grader: graders.optional() }).nullish(),
    metadata: z.looseObject({ dramatis: z.unknown().optional(), claims: z.unknown().optional() }).nullish(),
  }),
  stats: z
    .looseObject({
      started_at: z.string().nullish(),
      completed_at: z.string().nullish(),
      model_usage: z
        .record(z.string(), z.looseObject({ input_tokens: z.number().nullish(), output_tokens: z.number().nullish() }))
        .nullish(),
    })
    .nullish(),
  samples: z.array(sample).nullish(),
});

type Log = z.infer<typeof log>;

/**
 * A log of Inspect, JSON form, version 2, as a report of ours. One that `inspectLog` wrote gives its result back whole;
 * of any other, each scorer is a measure: its mean over samples, epochs of a sample being one cluster, with interval and
 * n. A score that is NaN, or a text that stands for no number, is missing.
 *
 * @param text what Inspect wrote, or `inspect log dump` of an .eval file.
 * @throws InputError when it is something else, or holds no samples.
 */
export function readInspectLog(text: string, where: string): CheckReport {
  const value = readJson(text, where);
  const read = log.safeParse(value);
  const issue = read.error?.issues[0];
  if (!read.success) {
    throw new InputError({
      where,
      found: oneLine(`${issue?.path.join(".") || "the file"}: ${issue?.message}`, 160),
      expected: "a log of Inspect, version 2, as JSON",
      fix: "write an .eval file out with inspect log dump",
    });
  }
  const samples = read.data.samples ?? [];
  if (samples.length === 0) {
    throw new InputError({
      where,
      found: "a log without samples",
      expected: "samples",
      fix: "do not dump the header only",
    });
  }
  const { eval: spec, stats } = read.data;
  const { run_id, eval_id, created } = spec;
  const used = Object.values(stats?.model_usage ?? {});
  return {
    run: run_id ?? eval_id ?? contentId(value),
    startedAt: isoOf(stats?.started_at) ?? isoOf(created) ?? new Date(0).toISOString(),
    seconds: Math.max(0, (Date.parse(stats?.completed_at ?? "") - Date.parse(stats?.started_at ?? "")) / 1000) || 0,
    usage: {
      inputTokens: used.reduce((sum, { input_tokens }) => sum + (input_tokens ?? 0), 0),
      outputTokens: used.reduce((sum, { output_tokens }) => sum + (output_tokens ?? 0), 0),
    },
    results: [ownResult(read.data, samples) ?? otherResult(read.data, samples)],
  };
}

function isoOf(text: string | null | undefined): string | undefined {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

const claims = z.array(z.looseObject({ id: z.string(), text: z.string() }));

/** What `inspectLog` put there; undefined for a log of others. */
function ownResult({ eval: { metadata } }: Log, samples: readonly Sample[]): CheckResult | undefined {
  const read = checkJsonResultSchema.safeParse(metadata?.dramatis);
  if (!read.success) return undefined;
  const { run: _, ...result } = read.data;
  const known = claims.safeParse(metadata?.claims);
  const listed = known.success ? known.data.map(({ id, text }) => ({ id, text })) : [];
  return { ...result, claims: listed, transcripts: transcriptsOf(samples, result.speaker) };
}

function otherResult({ eval: spec }: Log, samples: readonly Sample[]): CheckResult {
  const { task, task_version = null, task_args = null, model, model_roles } = spec;
  const names = new Set(samples.flatMap(({ scores }) => Object.entries(scores ?? {}).flatMap(namesIn)));
  const judges = (model_roles?.grader ?? []).map((id): Witness => ({ role: "judge", id }));
  return {
    persona: task,
    version: contentId({ task, task_version, task_args }),
    speaker: "assistant",
    claims: [],
    measures: Object.fromEntries([...names].map((name) => [name, estimate(name, samples)])),
    curves: {},
    evidence: [],
    transcripts: transcriptsOf(samples, "assistant"),
    witnesses: [{ role: "actor", id: model }, ...judges],
    failures: [],
  };
}

/** A scorer that gives several numbers at once is as many measures. */
function namesIn([name, { value }]: [string, { value?: unknown }]): string[] {
  return isRecord(value) ? Object.keys(value).map((key) => `${name}/${key}`) : [name];
}

function estimate(name: string, samples: readonly Sample[]): Estimate {
  const scores = samples.map((one): Score => {
    const cluster = String(one.id);
    const [scorer = "", key] = one.scores && name in one.scores ? [name] : name.split(/\/(.*)/s);
    const score = one.scores?.[scorer];
    const given =
      key === undefined || key === "" ? score?.value : isRecord(score?.value) ? score.value[key] : undefined;
    const value = numberOf(given);
    return value === null ? { value, missing: whyNone(one, score?.reason), cluster } : { value, cluster };
  });
  const isRatio = scores.every(({ value }) => value === null || (value >= 0 && value <= 1));
  return estimateOf(scores, {
    measure: name,
    version: "1",
    unit: isRatio ? "ratio" : "points",
    direction: "higher",
    counts: "conversations",
    arguments: { source: "inspect" },
  });
}

/** Inspect's letters: correct, incorrect, partly correct, no answer. */
const LETTERS: Readonly<Record<string, number>> = { C: 1, I: 0, P: 0.5, N: 0 };

/** As Inspect turns a score into a number; null for what is none. */
function numberOf(value: unknown): number | null {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string") return null;
  const text = value.trim();
  if (text in LETTERS) return LETTERS[text] as number;
  if (/^(?:yes|true)$/i.test(text)) return 1;
  if (/^(?:no|false)$/i.test(text)) return 0;
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : null;
}

function whyNone({ error }: Sample, reason: string | null | undefined): Missing {
  if (error != null || reason === "grader_failed" || reason === "scoring_failed") return "failed";
  return reason === "refusal" || reason === "no_response" ? "refused" : "unparsed";
}

function transcriptsOf(samples: readonly Sample[], speaker: string): Transcript[] {
  return samples.map((one) => {
    const named = one.metadata?.session;
    const session =
      typeof named === "string" && named !== "" ? named : `${one.id}${one.epoch > 1 ? `-${one.epoch}` : ""}`;
    const spoken = (one.messages ?? []).filter(({ role }) => role === "user" || role === "assistant");
    const messages = spoken.map(({ role, content, metadata }, index) => {
      const noted = isRecord(metadata) ? metadata : {};
      const by = typeof noted.speaker === "string" && noted.speaker !== "" ? noted.speaker : undefined;
      return {
        session,
        turn: typeof noted.turn === "number" && Number.isInteger(noted.turn) ? noted.turn : index,
        speaker: by ?? (role === "assistant" ? speaker : "user"),
        text: contentText(content),
        ...(isRecord(noted.evidence) && { evidence: noted.evidence }),
      };
    });
    return { session, messages };
  });
}

/** A content is a text or a list of parts; only text parts are kept. */
function contentText(content: unknown): string {
  if (typeof content === "string") return content;
  const parts = Array.isArray(content) ? content : [];
  return parts.flatMap((part) => (isRecord(part) && typeof part.text === "string" ? [part.text] : [])).join("\n");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
