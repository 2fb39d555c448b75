// A check as a log of Inspect (UK AISI), JSON form, version 2, which its viewer and its Python API read.
import {
  type CheckReport,
  type CheckResult,
  contentId,
  type Estimate,
  type Message,
  MISSING,
  type Missing,
  type Score,
  type Transcript,
} from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import type { CheckJsonResult } from "../check-json.ts";
import { jsonReport } from "../json-report.ts";
import { type SamplePlace, samplePlaces } from "./sample-places.ts";

export interface InspectLogOptions {
  /** Measure → its scores, of every session: gives each sample its own. Without, only the estimates are there. */
  scores?: ReadonlyMap<string, readonly Score[]>;
}

/** An EvalLog, as far as it is written here. */
export interface InspectLog {
  version: 2;
  status: "success";
  eval: Record<string, unknown>;
  plan: Record<string, unknown>;
  results: Record<string, unknown>;
  stats: Record<string, unknown>;
  samples: Record<string, unknown>[];
}

/**
 * One persona's result as an EvalLog: a session is a sample, a repeat an epoch, a measure a scorer whose metrics are the
 * estimate. There is never a NaN in it: a sample that could not be scored has no score under that name, and says why in
 * its metadata. `eval.metadata.dramatis` holds the result whole, so that `readInspectLog` gives it back.
 */
export function inspectLog(report: CheckReport, result: CheckResult, { scores }: InspectLogOptions = {}): InspectLog {
  const places = samplePlaces(result.transcripts);
  const model = actorOf(result);
  const { persona, version, speaker } = result;
  const ended = new Date(Date.parse(report.startedAt) + report.seconds * 1000).toISOString();
  const graders = result.witnesses.filter(({ role }) => role === "judge").map(({ id }) => ({ model: id }));
  const [grader] = graders;
  return {
    version: 2,
    status: "success",
    eval: {
      eval_id: contentId([report.run, persona, version]),
      run_id: report.run,
      created: report.startedAt,
      task: "dramatis-check",
      task_id: `dramatis-check-${version}`,
      task_args: { persona, persona_version: version, speaker },
      dataset: datasetOf(result, places),
      model,
      ...(grader && { model_roles: { grader: graders.length === 1 ? grader : graders } }),
      config: { epochs: Math.max(1, ...places.map(({ epoch }) => epoch)), epochs_reducer: ["mean"] },
      metadata: { persona, persona_version: version, dramatis: own(report, result), claims: result.claims },
      scorers: Object.values(result.measures).map(({ made }) => ({ name: made.measure, options: made.arguments })),
    },
    plan: { name: "check", steps: [{ solver: result.interview ? "interview" : "transcript", params: {} }] },
    results: {
      total_samples: places.length,
      completed_samples: places.length,
      scores: Object.entries(result.measures).map(([name, estimate]) => evalScore(name, estimate)),
    },
    stats: { started_at: report.startedAt, completed_at: ended, model_usage: usageOf(report, model) },
    samples: result.transcripts.map((transcript, i) =>
      sampleOf(transcript, { place: places[i] as SamplePlace, result, model, scores }),
    ),
  };
}

function own(report: CheckReport, result: CheckResult): CheckJsonResult {
  return jsonReport({ ...report, results: [result] }) as CheckJsonResult;
}

/** Who said the lines: the model of an interview, else what the messages name, else who is among the witnesses. */
function actorOf({ interview, transcripts, speaker, witnesses }: CheckResult): string {
  if (interview) return interview.actor;
  const spoken = transcripts.flatMap(({ messages }) => messages.filter((message) => message.speaker === speaker));
  const named = spoken.find(({ model }) => model !== undefined)?.model;
  return named ?? witnesses.find(({ role }) => role === "actor")?.id ?? "unknown";
}

function datasetOf({ persona }: CheckResult, places: readonly SamplePlace[]): Record<string, unknown> {
  const ids = [...new Set(places.map(({ id }) => id))];
  return { name: persona, samples: ids.length, sample_ids: ids, shuffled: false };
}

/** Where there is only one report of what was used, it is the actor's and the judges' together. */
function usageOf({ usage, results }: CheckReport, model: string): Record<string, unknown> {
  const total = usage.inputTokens + usage.outputTokens;
  if (total === 0 || results.length !== 1) return {};
  const { inputTokens: input_tokens, outputTokens: output_tokens, cost } = usage;
  const money = cost === undefined ? {} : { total_cost: cost };
  return { [model]: { input_tokens, output_tokens, total_tokens: total, ...money } };
}

function evalScore(name: string, estimate: Estimate): Record<string, unknown> {
  const { value, low, high, n, missing, unit, direction, clusters, made } = estimate;
  const metrics = {
    mean: value,
    ci_low: low,
    ci_high: high,
    n,
    missing: MISSING.reduce((sum, why) => sum + missing[why], 0),
  };
  return {
    name,
    scorer: name,
    reducer: "mean",
    params: made.arguments,
    metrics: Object.fromEntries(
      Object.entries(metrics).flatMap(([metric, number]) =>
        number === null ? [] : [[metric, { name: metric, value: number }]],
      ),
    ),
    metadata: { unit, direction, clusters, missing, version: made.version, ...(made.judge && { judge: made.judge }) },
  };
}

interface Sampling {
  scores: InspectLogOptions["scores"] | undefined;
  place: SamplePlace;
  result: CheckResult;
  model: string;
}

function sampleOf(
  { session, messages }: Transcript,
  { place, result, model, scores = new Map() }: Sampling,
): Record<string, unknown> {
  const { speaker } = result;
  const chat = messages.map((message) => chatMessage(message, { speaker, model }));
  const said = chat.findLast(({ role }) => role === "assistant");
  const graded = [...scores].flatMap(([measure, all]) => {
    const scored = all.filter(({ cluster }) => cluster === session);
    return scored.length === 0 ? [] : [sampleScore(measure, { scored, result, session })];
  });
  return {
    ...place,
    input: messages.find((message) => message.speaker !== speaker)?.text ?? "",
    target: "",
    messages: chat,
    output: {
      model,
      choices: said ? [{ message: said, stop_reason: "stop" }] : [],
      completion: said?.content ?? "",
    },
    scores: Object.fromEntries(graded.flatMap(({ measure, score }) => (score ? [[measure, score]] : []))),
    metadata: {
      session,
      unscored: Object.fromEntries(graded.flatMap(({ measure, missing }) => (missing ? [[measure, missing]] : []))),
    },
  };
}

function chatMessage(
  { session, turn, speaker: by, text, model, evidence }: Message,
  actor: { speaker: string; model: string },
): { role: "assistant" | "user"; content: string } & Record<string, unknown> {
  const metadata = { speaker: by, turn, ...(evidence && { evidence }) };
  const id = `${session}-${turn}`;
  if (by !== actor.speaker) return { id, role: "user", content: text, source: "input", metadata };
  return { id, role: "assistant", content: text, source: "generate", model: model ?? actor.model, metadata };
}

interface Graded {
  measure: string;
  score?: { value: number; explanation: string; metadata: Record<string, unknown> };
  missing?: Missing;
}

function sampleScore(
  measure: string,
  { scored, result, session }: { scored: readonly Score[]; result: CheckResult; session: string },
): Graded {
  const { version = "" } = result.measures[measure]?.made ?? {};
  const { value, n } = estimateOf(scored, { measure, version, unit: "points", direction: "none" });
  if (value === null) return { measure, missing: scored.find(({ missing }) => missing)?.missing ?? "failed" };
  const shown = result.evidence.filter((one) => one.session === session && one.measure === measure);
  const explanation = shown.map(({ turn, verdict, quote }) => `turn ${turn} ${verdict}: ${quote}`).join("\n");
  return { measure, score: { value, explanation, metadata: { n, missing: scored.length - n } } };
}
