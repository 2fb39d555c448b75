import type { z } from "zod";
import {
  type CheckReport,
  type CheckResult,
  contentId,
  type Estimate,
  InputError,
  type Message,
  oneLine,
  type Score,
  type Transcript,
} from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { readJson } from "../read-json.ts";
import {
  type GradedMeasure,
  type GradedReply,
  gradedReplySchema,
  type PromptfooRow,
  promptfooFileSchema,
} from "./promptfoo-results.ts";

/** Share of tests that promptfoo passed; tests without assertions are not among them. */
const PASS = "promptfoo-pass";

/** A row with its conversation, the reply's place in it, and what our assertion left. */
interface Placed {
  row: PromptfooRow;
  session: string;
  /** Same conversation or, for repeats, same test: what the interval resamples. */
  cluster: string;
  graded: GradedReply | undefined;
}

/**
 * The results of promptfoo as a report of ours: one result for each provider and prompt, one estimate for each metric over
 * its tests, with interval, n, and the tests that ended in an error as missing. What our own assertion scored is pooled
 * as `check` pools it; other metrics, and whether a test passed, count one a test.
 *
 * @param text what `promptfoo eval -o results.json` wrote, version 3.
 * @param where file name for messages.
 * @throws InputError when it is something else, or holds no test.
 */
export function readPromptfoo(text: string, where: string): CheckReport {
  const value = readJson(text, where);
  const read = promptfooFileSchema.safeParse(value);
  if (!read.success) throw notResults(where, read.error);
  const { evalId, results: summary } = read.data;
  if (summary.results.length === 0) throw new InputError({ where, found: "no test", expected: "at least one test" });
  const usage = summary.stats?.tokenUsage;
  const groups = Map.groupBy(summary.results, ({ provider, promptIdx }) =>
    JSON.stringify([provider.id, provider.label ?? null, promptIdx]),
  );
  return {
    run: evalId ?? `promptfoo-${contentId(value)}`,
    startedAt: new Date(summary.timestamp).toISOString(),
    seconds: (summary.stats?.durationMs ?? 0) / 1000,
    usage: { inputTokens: usage?.prompt ?? 0, outputTokens: usage?.completion ?? 0 },
    results: [...groups.values()].map((rows) => resultOf(rows)),
  };
}

function notResults(where: string, error: z.ZodError): InputError {
  const issue = error.issues[0];
  const at = issue === undefined ? "" : `${issue.path.join(".") || "the file"}: ${issue.message}`;
  return new InputError({
    where,
    found: oneLine(at, 160),
    expected: "promptfoo's results, version 3",
    fix: "write them with promptfoo eval -o results.json",
  });
}

function resultOf(rows: readonly PromptfooRow[]): CheckResult {
  const placed = rows.map((row): Placed => {
    const session = row.testCase?.metadata?.conversationId ?? `test-${row.testIdx + 1}`;
    return { row, session, cluster: session, graded: gradedIn(row) };
  });
  const [first] = rows as [PromptfooRow];
  const known = placed.find(({ graded }) => graded !== undefined)?.graded;
  const speaker = known?.speaker ?? "assistant";
  const scored = placed.filter(({ row }) => (row.testCase?.assert ?? []).length > 0 || row.failureReason === 2);
  return {
    persona: known?.persona ?? (first.provider.label || first.provider.id),
    version: known?.version ?? (first.promptId?.slice(0, 16) || contentId([first.provider.id, first.promptIdx])),
    speaker,
    claims: [],
    measures: Object.fromEntries([
      ...ownMeasures(scored),
      ...metrics(scored),
      [PASS, estimateOf(scored.map(passed), { ...GENERIC, measure: PASS, unit: "ratio", direction: "higher" })],
    ]),
    curves: {},
    evidence: placed.flatMap(({ graded }) =>
      Object.entries(graded?.measures ?? {}).flatMap(([measure, { scores }]) =>
        scores.flatMap(({ evidence }) => (evidence ? [{ ...evidence, measure }] : [])),
      ),
    ),
    transcripts: transcriptsOf(placed, speaker),
    witnesses: [...(known?.witnesses ?? []), { role: "actor", id: first.provider.label || first.provider.id }],
    failures: placed.flatMap(({ row, session }) =>
      isError(row)
        ? [{ measure: PASS, session, code: "failed", message: oneLine(row.error ?? "an error without a message", 240) }]
        : [],
    ),
  };
}

const GENERIC = { version: "1", arguments: { source: "promptfoo" } } as const;

/** What our assertion left of a row; nothing where what stands there is not of its shape. */
function gradedIn({ gradingResult }: PromptfooRow): GradedReply | undefined {
  for (const component of gradingResult?.componentResults ?? []) {
    const read = gradedReplySchema.safeParse(component?.metadata?.dramatis);
    if (read.success) return read.data;
  }
  return undefined;
}

function isError({ failureReason, error }: PromptfooRow): boolean {
  return failureReason === 2 || (failureReason == null && error != null);
}

/** The measures that our assertion was to run, with its scores; a row without them counts as failed. */
function ownMeasures(placed: readonly Placed[]): [string, Estimate][] {
  const names = new Set(placed.flatMap(({ row }) => askedOf(row)));
  return [...names].map((name) => {
    const rows = placed.filter(({ row }) => askedOf(row).includes(name));
    const told = rows.flatMap(({ graded }) => graded?.measures[name] ?? []);
    const scores = rows.flatMap(({ graded, cluster }): Score[] => {
      const own = graded?.measures[name];
      return own?.scores.map((score) => ({ ...score, cluster })) ?? [{ value: null, missing: "failed", cluster }];
    });
    return [name, pooled(name, told[0], scores)];
  });
}

function pooled(name: string, told: GradedMeasure | undefined, scores: readonly Score[]): Estimate {
  if (told === undefined) return estimateOf(scores, { ...GENERIC, measure: name, unit: "ratio", direction: "none" });
  const { unit, direction, counts, made } = told;
  const { interval: _, ...constants } = made.arguments;
  const { version, judge, seed, personaVersion } = made;
  const estimate = estimateOf(scores, {
    measure: name,
    version,
    unit,
    direction,
    arguments: constants,
    seed,
    ...(counts && { counts }),
    ...(judge !== undefined && { judge }),
  });
  return personaVersion === undefined ? estimate : { ...estimate, made: { ...estimate.made, personaVersion } };
}

function askedOf({ testCase }: PromptfooRow): string[] {
  return (testCase?.assert ?? []).flatMap(({ config }) => config?.measures ?? []);
}

/** promptfoo's named scores, but for those that our assertion gave. */
function metrics(placed: readonly Placed[]): [string, Estimate][] {
  const expected = ({ row }: Placed): string[] => [
    ...(row.testCase?.assert ?? []).flatMap(({ metric }) => metric ?? []),
    ...Object.keys(row.namedScores ?? {}),
  ];
  const own = new Set(placed.flatMap(({ row }) => askedOf(row)));
  const names = new Set(placed.flatMap(expected).filter((name) => !own.has(name)));
  return [...names].map((name) => {
    const scores = placed
      .filter((one) => expected(one).includes(name))
      .map(({ row, cluster }): Score => {
        const value = row.namedScores?.[name] ?? null;
        return value === null || isError(row) ? { value: null, missing: "failed", cluster } : { value, cluster };
      });
    const isRatio = scores.every(({ value }) => value === null || (value >= 0 && value <= 1));
    const unit = isRatio ? "ratio" : "points";
    return [name, estimateOf(scores, { ...GENERIC, measure: name, unit, direction: "higher" })];
  });
}

/** A reply that our assertion could not score neither passed nor failed. */
function passed({ row, cluster, graded }: Placed): Score {
  if (isError(row)) return { value: null, missing: "failed", cluster };
  const scores = Object.values(graded?.measures ?? {}).flatMap((measure) => measure.scores);
  const [first] = scores;
  if (first?.missing !== undefined && scores.every(({ value }) => value === null)) {
    return { value: null, missing: first.missing, cluster };
  }
  return { value: row.success ? 1 : 0, cluster };
}

function transcriptsOf(placed: readonly Placed[], speaker: string): Transcript[] {
  const inOrder = placed.toSorted((a, b) => a.row.testIdx - b.row.testIdx);
  return [...Map.groupBy(inOrder, ({ session }) => session)].map(([session, rows]) => {
    const lines = rows.flatMap(({ row }): Omit<Message, "session" | "turn">[] => {
      const output = row.response?.output;
      const said = typeof output === "string" ? output : output == null ? undefined : JSON.stringify(output);
      return [
        { speaker: speaker === "user" ? "partner" : "user", text: askedIn(row), ...notedIn(row) },
        ...(said === undefined ? [] : [{ speaker, text: said }]),
      ];
    });
    return { session, messages: lines.map((line, turn) => ({ session, turn, ...line })) };
  });
}

/** What the user said last: ours notes it, else it is the last message of the prompt, or all of it. */
function askedIn(row: PromptfooRow): string {
  const own = jsonVar(row, "say");
  if (typeof own === "string") return own;
  const raw = row.prompt?.raw ?? "";
  const messages = parsed(raw);
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  return isRecord(last) && typeof last.content === "string" ? last.content : raw;
}

/** The probe that an item of a suite asks, as our own transcripts note it. */
function notedIn(row: PromptfooRow): Pick<Message, "evidence"> {
  const item = jsonVar(row, "item");
  if (!isRecord(item) || typeof item.kind !== "string") return {};
  const asks = isRecord(item.asks) ? item.asks : {};
  return { evidence: { probe: { ...asks, kind: item.kind, item: item.id, repeat: item.repeat } } };
}

function jsonVar({ vars }: PromptfooRow, name: string): unknown {
  const value = vars?.[name];
  return typeof value === "string" ? parsed(value) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
