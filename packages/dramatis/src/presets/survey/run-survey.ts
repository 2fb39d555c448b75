import { join } from "node:path";
import { type ChatMessage, contentId, InputError, type TrialOutcome } from "../../core/index.ts";
import { type InstrumentFile, type SurveyMode, TYPE_CAVEAT } from "../../measure/psychometrics/index.ts";
import {
  type Environment,
  type Meter,
  type ModelLimits,
  meter,
  openModel,
  type Price,
  type RoleSettings,
  resolveRoles,
} from "../../model/index.ts";
import type { LoadedPersona } from "../../persona/index.ts";
import { type ExecutorOf, here, openRun, type RunPlan } from "../../run/index.ts";
import { refuseIdleJudge, refuseUnpriced } from "../open/open-judges.ts";
import { runCache } from "../open/run-cache.ts";
import { type UsageKeeper, usageKeeper } from "../open/usage-keeper.ts";
import { askAfter, readTalks, type ShiftReport, silentLine } from "./after-report.ts";
import {
  type DescribePoles,
  type Descriptions,
  describePoles,
  expectedDescriptions,
  type Shape,
  type ShapedPerson,
  shapedPeople,
  traitsMeasured,
  type Unwritten,
} from "./shape.ts";
import { type ShapeReport, shapeReport, type ValidityReport, validityReport } from "./shape-report.ts";
import { SURVEY_DEFAULTS, type Survey, type SurveyOptions, survey } from "./survey.ts";
import { type InstrumentInputs, type PersonaInputs, readInstruments, readRespondents } from "./survey-inputs.ts";
import { type SurveyReport, surveyReport } from "./survey-report.ts";
import { surveySizeLine } from "./survey-size.ts";
import { plainAnswers, type ValueReport, valueReport } from "./value-report.ts";

export interface RunSurveyOptions
  extends InstrumentInputs,
    PersonaInputs,
    Pick<SurveyOptions, "language" | "answers" | "orders" | "frames" | "repeats" | "temperature" | "signal"> {
  mode?: SurveyMode;
  /** Asks the model as nobody in particular too, for inertia and steerability. */
  baseline?: boolean | undefined;
  /** A transcript: asks everybody who speaks in it again, with what was said before the questions. */
  after?: string | undefined;
  markers?: number | undefined;
  seed?: number;
  concurrency?: number;
  runs?: string;
  resume?: boolean;
  roles?: RoleSettings;
  config?: RoleSettings;
  env?: Environment;
  maxCost?: number | undefined;
  price?: Price | undefined;
  cache?: string | undefined;
  /** Who asks the questions; this process alone, where nothing is said. */
  executor?: ExecutorOf | undefined;
  /** How fast models are asked and what they may cost, together with other processes. */
  limits?: ModelLimits | undefined;
  onNotice?: (line: string) => void;
  onStart?: (start: { stage: string; total: number; already: number; meter: Meter }) => void;
  onOutcome?: (outcome: TrialOutcome) => void;
}

/** One questionnaire with all that made it. */
export interface Questionnaire {
  instrument: InstrumentFile;
  survey: Survey;
  report: SurveyReport;
  made: {
    instrument: string;
    model: string;
    judge?: string;
    shape?: Shape;
    mode: SurveyMode;
    answers: Survey["answers"];
    language: string;
    wordings: string[];
    orders: number;
    repeats: number;
    seed: number;
    norms?: string;
  };
  /** Where personas were shaped; it stands in the place of `report.shaping`. */
  shape?: ShapeReport;
  /** Said with every result of a type indicator. */
  caveat?: string;
}

export interface SurveyOutcome extends Questionnaire {
  /** The other questionnaire of the same people, and how it hangs together with the first. */
  second?: Questionnaire;
  validity?: ValidityReport;
  /** With a baseline: how far answers stay the same whoever is played. */
  values?: ValueReport;
  /** With a transcript: what was answered after it, and how far that is from before. */
  after?: Survey;
  shift?: ShiftReport;
  folder: string;
}

/**
 * A survey from files to scores: reads instrument and personas, opens the model, asks, keeps every answer in a run folder,
 * and scores.
 *
 * @throws InputError for files and options that cannot be used. @throws UnsupportedError, BudgetError as `survey`.
 */
export async function runSurvey(options: RunSurveyOptions): Promise<SurveyOutcome> {
  const { seed = SURVEY_DEFAULTS.seed, env = process.env, price, maxCost, mode = SURVEY_DEFAULTS.mode } = options;
  const { concurrency = SURVEY_DEFAULTS.concurrency, shape } = options;
  const instruments = await readInstruments(options);
  refuseBaseline(options, instruments[0] as InstrumentFile);
  const personas = await readRespondents(options);
  const talks = await talksFor(options, personas);
  const roles = resolveRoles({ flags: options.roles ?? {}, config: options.config ?? {}, env });
  const isJudged = mode === "interview";
  refuseIdleJudge(options.roles ?? {}, roles, new Set(isJudged ? (["judge"] as const) : []));
  refuseUnpriced([roles.actor, ...(isJudged ? [roles.judge] : [])], maxCost, price);

  let folder = "";
  const cache = runCache(() => options.cache ?? join(folder, "calls.sqlite"));
  const spending = meter({ cap: maxCost });
  const open = { env, meter: spending, concurrency, price, cache, limits: options.limits };
  const model = await openModel(roles.actor, open);
  const judge = isJudged ? await openModel(roles.judge, { ...open, role: "judge" }) : undefined;
  let keeper: UsageKeeper | undefined;
  const onOutcome = (outcome: TrialOutcome): void => {
    keeper?.note();
    options.onOutcome?.(outcome);
  };
  const asking = askingOf({ ...options, onOutcome }, { model, judge });
  const run = openRun({
    plan: planOf(asking, { instruments, personas, shape }),
    ...(options.runs !== undefined && { root: options.runs }),
    resume: options.resume ?? false,
  });
  folder = run.folder;
  if (options.resume && !run.resumed)
    options.onNotice?.("nothing to resume: no run of this survey is there; this one starts from the beginning");
  keeper = usageKeeper(run, spending);
  const at = { run, executor: (options.executor ?? here)({ run, concurrency, meter: spending }) };
  const start = (stage: string) => (count: { total: number; already: number }) =>
    options.onStart?.({ stage, ...count, meter: spending });
  try {
    const shaped = await shapedFor(options, { personas, instruments, model, ...at, onStart: start("descriptions") });
    const people = shaped?.people ?? personas;
    const found: Questionnaire[] = [];
    for (const [place, instrument] of instruments.entries()) {
      const held = await survey({ ...asking, ...at, instrument, personas: people, onStart: start("questions") });
      const norms = place === 0 ? options.norms : undefined;
      found.push(scored(held, { instrument, asking, norms, seed, shaped }));
    }
    const [first, second] = found as [Questionnaire, Questionnaire?];
    const { instrument, survey: held } = first;
    const plain = options.baseline
      ? await plainAnswers({ ...asking, ...at, instrument, onStart: start("nobody in particular") })
      : undefined;
    const onAfter = start("after the conversations");
    const moved = talks && (await askAfter({ ...asking, ...at, instrument, talks, before: held, onStart: onAfter }));
    const outcome = {
      ...first,
      ...(second && { second, validity: validityReport(first, second, { seed }) }),
      ...(plain && { values: valueReport(held.responses, { instrument, plain, seed }) }),
      ...moved,
      folder,
    };
    run.writeSummary(summaryOf(outcome));
    return outcome;
  } finally {
    try {
      keeper.end();
    } finally {
      run.close();
      cache.close();
    }
  }
}

function refuseBaseline({ baseline }: RunSurveyOptions, { choices, name }: InstrumentFile): void {
  if (!baseline || choices === undefined) return;
  throw new InputError({
    where: "--baseline",
    found: `it with ${name}, whose items have options of their own`,
    expected: "an instrument with one scale of options, such as dramatis-values",
  });
}

/** Conversations of the personas; says who has none. */
async function talksFor(
  { after, shape, onNotice }: RunSurveyOptions,
  personas: readonly LoadedPersona[],
): Promise<ChatMessage[][] | undefined> {
  if (after === undefined) return undefined;
  if (shape !== undefined)
    throw new InputError({ where: "--after", found: "it with --shape", expected: "personas as they are" });
  const talks = await readTalks(after, personas);
  const silent = personas.filter((_, i) => talks[i]?.length === 0).map(({ persona }) => persona.name);
  if (silent.length > 0) onNotice?.(`${after}: ${silentLine(silent, personas.length)}`);
  return talks;
}

/** What the personas are shaped into, and what of it could not be described. */
interface ShapedPersonas {
  shape: Shape;
  people: readonly ShapedPerson[];
  unwritten: readonly Unwritten[];
}

/** Undefined where personas are asked as they are. Says what will be asked before a model is. */
async function shapedFor(
  options: RunSurveyOptions,
  { personas, instruments, ...writing }: Omit<DescribePoles, "traits"> & Asked,
): Promise<ShapedPersonas | undefined> {
  const { shape, onOutcome, signal } = options;
  const traits = traitsMeasured(instruments[0] as InstrumentFile);
  const shapeTo = (to: Shape, descriptions: Descriptions): ShapedPerson[] =>
    shapedPeople(to, personas, { traits, descriptions });
  if (shape !== undefined || instruments.length > 1) {
    const people = shape === undefined ? personas : shapeTo(shape, expectedDescriptions(traits));
    options.onNotice?.(surveySizeLine({ ...options, markersPerTrait: options.markers, instruments, people }));
  }
  if (shape === undefined) return undefined;
  if (shape !== "induction") return { shape, people: shapeTo(shape, new Map()), unwritten: [] };
  const described = { ...writing, traits, signal, ...(onOutcome && { onOutcome }) };
  const { descriptions, unwritten } = await describePoles(described);
  return { shape, people: shapeTo(shape, descriptions), unwritten };
}

interface Asked {
  instruments: readonly InstrumentFile[];
  personas: readonly LoadedPersona[];
}

/** How questions are put, without who is asked what. */
type Asking = Omit<SurveyOptions, "instrument" | "personas" | "executor" | "run" | "onStart">;

function askingOf(options: RunSurveyOptions, by: Pick<SurveyOptions, "model" | "judge">): Asking {
  const { answers, orders, frames, repeats, temperature, signal, onOutcome, markers } = options;
  const { mode = SURVEY_DEFAULTS.mode, seed = SURVEY_DEFAULTS.seed } = options;
  const { concurrency = SURVEY_DEFAULTS.concurrency, language = SURVEY_DEFAULTS.language } = options;
  return {
    ...{ ...by, mode, language, answers, seed, concurrency, signal, markersPerTrait: markers },
    ...(orders !== undefined && { orders }),
    ...(frames !== undefined && { frames }),
    ...(repeats !== undefined && { repeats }),
    ...(temperature !== undefined && { temperature }),
    ...(onOutcome && { onOutcome }),
  };
}

function planOf(asking: Asking, { instruments, personas, shape }: Asked & { shape: Shape | undefined }): RunPlan {
  const { model, judge, onOutcome: _outcome, signal: _signal, concurrency: _concurrency, ...rest } = asking;
  const [first, second] = instruments as [InstrumentFile, InstrumentFile?];
  return {
    command: "survey",
    subject: [first.name, second?.name, shape].filter((part) => part !== undefined).join(" "),
    arguments: {
      instrument: contentId(first),
      ...(second && { second: contentId(second) }),
      ...(shape !== undefined && { shape }),
      personas: contentId(personas.map(({ version }) => version)),
      model: model.id,
      judge: judge?.id,
      ...rest,
    },
  };
}

function scored(
  held: Survey,
  {
    instrument,
    asking,
    norms,
    seed,
    shaped,
  }: {
    instrument: InstrumentFile;
    asking: Asking;
    norms: string | undefined;
    seed: number;
    shaped: ShapedPersonas | undefined;
  },
): Questionnaire {
  const report = surveyReport(held, { instrument, group: norms, seed });
  const made = madeBy(asking, held, { instrument: instrument.name, norms, shape: shaped?.shape });
  const isType = instrument.choices === "types" || /mbti|type/i.test(instrument.name);
  return {
    instrument,
    survey: held,
    // The designs say better than all levels together whether levels and scores move together.
    report: shaped === undefined ? report : { ...report, shaping: [] },
    made,
    ...(shaped && {
      shape: shapeReport(shaped.shape, shaped.people, { ...shaped, survey: held, report, instrument, seed }),
    }),
    ...(isType && { caveat: TYPE_CAVEAT }),
  };
}

function madeBy(
  {
    model,
    judge,
    mode = SURVEY_DEFAULTS.mode,
    language = SURVEY_DEFAULTS.language,
    seed = SURVEY_DEFAULTS.seed,
  }: Asking,
  held: Survey,
  { instrument, norms, shape }: { instrument: string; norms: string | undefined; shape: Shape | undefined },
): Questionnaire["made"] {
  return {
    instrument,
    model: model.id,
    ...(judge && { judge: judge.id }),
    ...(shape !== undefined && { shape }),
    mode,
    answers: held.answers,
    language,
    wordings: held.frames,
    orders: new Set(held.responses.map(({ order }) => order)).size,
    repeats: new Set(held.responses.map(({ repeat }) => repeat)).size,
    seed,
    ...(norms !== undefined && { norms }),
  };
}

/** What is kept of a survey beside its answers. */
function summaryOf({ made, report, shape, second, validity, values, shift }: SurveyOutcome): object {
  const rest = second && { second: { made: second.made, report: second.report, shape: second.shape }, validity };
  return { made, report, ...(shape && { shape }), ...(values && { values }), ...(shift && { shift }), ...rest };
}
