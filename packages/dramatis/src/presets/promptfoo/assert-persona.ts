import { z } from "zod";
import {
  type CatalogueEntry,
  type Estimate,
  InputError,
  type Measure,
  type MeasureContext,
  type Missing,
  type Persona,
  type Score,
  type Subject,
  UnknownNameError,
  type Witness,
} from "../../core/index.ts";
import { catalogue } from "../../measure/index.ts";
import { meter, resolveRoles } from "../../model/index.ts";
import { type LoadedPersona, readPersona } from "../../persona/index.ts";
import type { GradedMeasure, GradedReply } from "../../report/index.ts";
import { readConfig } from "../open/config-file.ts";
import { openJudges } from "../open/open-judges.ts";
import {
  folderOf,
  historyOf,
  inFolder,
  isRecord,
  type PromptfooVars,
  parsed,
  placeOf,
  probeIn,
  readVars,
  saidIn,
} from "./promptfoo-context.ts";

/** What promptfoo is told of an assertion. */
export interface PromptfooGrade {
  pass: boolean;
  /** 0..1, higher is better: the mean over the measures, those for which less is better turned round. */
  score: number;
  reason: string;
  /** Each measure's own value; none where it could not score the reply. */
  namedScores: Record<string, number>;
  metadata: { dramatis: GradedReply };
}

/** What promptfoo tells with an output, as far as it is used. */
export interface PromptfooAssertion {
  vars: Record<string, unknown>;
  prompt?: string | undefined;
  config?: Record<string, unknown>;
  provider?: unknown;
  test?: unknown;
}

const settings = z.looseObject({
  measures: z.array(z.string()).min(1),
  /** Bounds of a measure's value; without, a ratio passes in its better half, and what has no better end passes. */
  bounds: z
    .record(z.string(), z.strictObject({ min: z.number().exactOptional(), max: z.number().exactOptional() }))
    .optional(),
});

type Bound = NonNullable<z.infer<typeof settings>["bounds"]>[string];
type Entry = CatalogueEntry<() => Measure>;

/**
 * Measures of this library as an assertion of promptfoo: `type: javascript`,
 * `value: package:dramatis/promptfoo:assertPersona`, `config: { measures: [contradiction-rate] }`.
 *
 * The persona is the file in `vars.persona`; with `vars.statement` it is held to that one sentence. The question is in the
 * prompt. `dramatis.config.yaml` beside promptfoo's configuration says who judges. A reply that no measure could score
 * does not pass, says why, and gives no named score; `readPromptfoo` counts it as missing.
 *
 * @throws InputError, UnknownNameError, UnsupportedError, ModelError: promptfoo then counts the test as an error.
 */
export async function assertPersona(output: unknown, context: PromptfooAssertion): Promise<PromptfooGrade> {
  const vars = readVars(context.vars);
  const { measures: names, bounds = {} } = settingsOf(context.config);
  const folder = folderOf(isRecord(context.provider) ? context.provider.config : undefined);
  const persona = await readPersona(inFolder(folder, vars.persona));
  const entries = names.map(entryNamed);
  const { context: judges, witnesses } = await judgesIn(folder, entries);
  const subject = subjectOf(output, { context, vars, persona });
  const measured = await Promise.all(entries.map((entry) => measure(entry, subject, judges)));
  const graded: GradedReply = {
    persona: persona.persona.name,
    version: persona.version,
    speaker: subject.speaker,
    measures: Object.fromEntries(measured.map(({ name, graded }) => [name, graded])),
    witnesses,
  };
  return { ...gradeOf(measured, bounds), metadata: { dramatis: graded } };
}

function settingsOf(config: unknown): z.infer<typeof settings> {
  const read = settings.safeParse(config ?? {});
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new InputError({
    where: `assertion config.${issue?.path.join(".")}`,
    found: issue?.message ?? "another shape",
    expected: "measures: [NAME], and perhaps bounds: { NAME: { min, max } }",
    fix: "write config: { measures: [contradiction-rate] }",
  });
}

function entryNamed(name: string): Entry {
  const entry = catalogue.find((one) => one.name === name);
  if (entry) return entry;
  throw new UnknownNameError(
    "measure",
    name,
    catalogue.map((one) => one.name),
  );
}

type Judges = { context: Omit<MeasureContext, "seed">; witnesses: Witness[] };

const opened = new Map<string, Promise<Judges>>();

/** Who judges, opened once for all tests of a run. */
function judgesIn(folder: string, entries: readonly Entry[]): Promise<Judges> {
  const needs = new Set(entries.flatMap((entry) => entry.needs));
  const key = JSON.stringify([folder, [...needs].sort()]);
  const known = opened.get(key);
  if (known) return known;
  const opening = readConfig(undefined, { folder }).then((config) =>
    openJudges({
      roles: resolveRoles({ config, env: process.env }),
      needs,
      env: process.env,
      meter: meter({ cap: undefined }),
      concurrency: 4,
    }),
  );
  opened.set(key, opening);
  opening.catch(() => opened.delete(key));
  return opening;
}

interface Asked {
  context: PromptfooAssertion;
  vars: PromptfooVars;
  persona: LoadedPersona;
}

/** The conversation up to the reply: earlier turns, the question with what is noted of it, the reply. */
function subjectOf(output: unknown, { context, vars, persona: { persona, version } }: Asked): Subject {
  const own: Persona =
    vars.statement === undefined
      ? persona
      : { schema: persona.schema, name: persona.name, statements: [{ id: "statement", text: vars.statement }] };
  const { session } = placeOf(context.test);
  const say = vars.say === undefined ? undefined : parsed(vars.say);
  const asked = typeof say === "string" ? say : (saidIn(context.prompt ?? "").at(-1)?.content ?? "");
  const before = (vars._conversation ?? []).flatMap(({ input, output: said }) => [
    { role: "user", content: textOf(input) },
    { role: "assistant", content: textOf(said) },
  ]);
  const said = [...before, { role: "user", content: asked }, { role: "assistant", content: textOf(output) }];
  const probe = probeIn(vars);
  const messages = historyOf(said, { persona, session }).map((message, turn) =>
    probe && turn === said.length - 2 ? { ...message, evidence: probe } : message,
  );
  return { persona: own, personaVersion: version, transcript: { session, messages }, speaker: persona.name };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : value == null ? "" : JSON.stringify(value);
}

interface Measured {
  name: string;
  estimate: Estimate;
  graded: GradedMeasure;
}

async function measure({ name, needs, load }: Entry, subject: Subject, judges: Judges["context"]): Promise<Measured> {
  const { score, aggregate } = (await load())();
  const scores = (await score(subject, { ...judges, seed: SEED })).map(finite);
  const estimate = aggregate(scores, SEED);
  const { unit, direction, counts } = estimate;
  const judge = [
    needs.includes("nli") ? judges.nli?.id : undefined,
    needs.includes("embed") ? judges.embedder?.id : undefined,
    needs.includes("judge") ? judges.judge?.id : undefined,
  ].filter((id) => id !== undefined);
  const made = {
    ...(judge.length > 0 && { judge: judge.join(", ") }),
    ...estimate.made,
    personaVersion: subject.personaVersion,
  };
  return { name, estimate, graded: { unit, direction, made, scores, ...(counts && { counts }) } };
}

const SEED = 42;

/** JSON has no NaN. */
function finite(score: Score): Score {
  return score.value === null || Number.isFinite(score.value) ? score : { ...score, value: null, missing: "failed" };
}

function gradeOf(
  measured: readonly Measured[],
  bounds: Readonly<Record<string, Bound>>,
): Pick<PromptfooGrade, "pass" | "score" | "reason" | "namedScores"> {
  const scored = measured.flatMap(({ name, estimate }) => {
    const { value } = estimate;
    return value === null ? [] : [{ name, value, estimate, bound: bounds[name] }];
  });
  const failed = scored.filter(({ value, estimate, bound }) => !isWithin(value, estimate, bound));
  const goods = scored.flatMap(({ value, estimate }) => goodness(value, estimate) ?? []);
  const unscored = measured.filter(({ estimate }) => estimate.value === null).map(whyNone);
  const pass = scored.length > 0 && failed.length === 0;
  const told = scored.map(({ name, value }) => `${name} ${Number(value.toFixed(3))}`);
  return {
    pass,
    score: goods.length > 0 ? goods.reduce((sum, one) => sum + one, 0) / goods.length : pass ? 1 : 0,
    reason: [...told, ...unscored].join("; "),
    namedScores: Object.fromEntries(scored.map(({ name, value }) => [name, value])),
  };
}

function isWithin(value: number, estimate: Estimate, bound: Bound | undefined): boolean {
  if (bound)
    return value >= (bound.min ?? Number.NEGATIVE_INFINITY) && value <= (bound.max ?? Number.POSITIVE_INFINITY);
  return (goodness(value, estimate) ?? 1) >= 0.5;
}

/** How good a ratio is, 0..1; undefined for other units and where neither end is better. */
function goodness(value: number, { unit, direction }: Estimate): number | undefined {
  if (unit !== "ratio" || direction === "none") return undefined;
  return direction === "higher" ? value : 1 - value;
}

function whyNone({ name, estimate }: Measured): string {
  const reasons = Object.entries(estimate.missing).filter(([, count]) => count > 0);
  const why = reasons.map(([reason]) => reason as Missing).join(", ") || "nothing to score";
  return `${name} not scored (${why})`;
}
