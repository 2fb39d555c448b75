import { join } from "node:path";
import { contentId, InputError, type Model, type TrialOutcome } from "../../core/index.ts";
import {
  type InstrumentFile,
  normGroups,
  readInstrument,
  type SurveyMode,
  TYPE_CAVEAT,
  withoutItems,
} from "../../measure/psychometrics/index.ts";
import {
  type Environment,
  type Meter,
  meter,
  openModel,
  type Price,
  type RoleSettings,
  resolveRoles,
} from "../../model/index.ts";
import { type LoadedPersona, personaVersion, readPersonas } from "../../persona/index.ts";
import { openRun } from "../../run/index.ts";
import { refuseIdleJudge, refuseUnpriced } from "../open-judges.ts";
import { personaStream } from "../persona-stream.ts";
import { runCache } from "../run-cache.ts";
import { SURVEY_DEFAULTS, type Survey, type SurveyOptions, survey } from "./survey.ts";
import { type SurveyReport, surveyReport } from "./survey-report.ts";

export interface RunSurveyOptions
  extends Pick<SurveyOptions, "language" | "answers" | "orders" | "frames" | "repeats" | "temperature" | "signal"> {
  /** Name of a bundled instrument, or a file. */
  instrument: string;
  /** Files and folders of personas, or populations (.jsonl, and other tools' tables). */
  personas: readonly string[];
  /** A file with the texts of the items, one a line, where only the key is bundled. */
  items?: string | undefined;
  /** Items that are not asked. */
  without?: readonly string[] | undefined;
  mode?: SurveyMode;
  /** Norm group for percentiles. */
  norms?: string | undefined;
  markers?: number | undefined;
  /** At most so many personas. */
  count?: number | undefined;
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
  onNotice?: (line: string) => void;
  onStart?: (start: { total: number; already: number; meter: Meter }) => void;
  onOutcome?: (outcome: TrialOutcome) => void;
}

/** A survey with all that made it. */
export interface SurveyOutcome {
  instrument: InstrumentFile;
  survey: Survey;
  report: SurveyReport;
  made: {
    instrument: string;
    model: string;
    judge?: string;
    mode: SurveyMode;
    answers: Survey["answers"];
    language: string;
    wordings: string[];
    orders: number;
    repeats: number;
    seed: number;
    norms?: string;
  };
  /** Said with every result of a type indicator. */
  caveat?: string;
  folder: string;
}

/**
 * A survey from files to scores: reads instrument and personas, opens the model, asks, keeps every answer in a run folder,
 * and scores.
 *
 * @throws InputError for files and options that cannot be used. @throws UnsupportedError, BudgetError as `survey`.
 */
export async function runSurvey(options: RunSurveyOptions): Promise<SurveyOutcome> {
  const { norms, markers, mode = SURVEY_DEFAULTS.mode, seed = SURVEY_DEFAULTS.seed, env = process.env } = options;
  const { concurrency = SURVEY_DEFAULTS.concurrency, language = SURVEY_DEFAULTS.language, price, maxCost } = options;
  const instrument = await instrumentFor(options);
  const personas = await personasOf(options);
  const roles = resolveRoles({ flags: options.roles ?? {}, config: options.config ?? {}, env });
  const isJudged = mode === "interview";
  refuseIdleJudge(options.roles ?? {}, roles, new Set(isJudged ? (["judge"] as const) : []));
  refuseUnpriced([roles.actor, ...(isJudged ? [roles.judge] : [])], maxCost, price);

  let folder = "";
  const cache = runCache(() => options.cache ?? join(folder, "calls.sqlite"));
  const spending = meter({ cap: maxCost });
  const open = { env, meter: spending, concurrency, price, cache };
  const model = await openModel(roles.actor, open);
  const judge = isJudged ? await openModel(roles.judge, { ...open, role: "judge" }) : undefined;
  const { answers, orders, frames, repeats, temperature, signal, onOutcome } = options;
  const asking: SurveyOptions = {
    ...{
      instrument,
      personas,
      model,
      judge,
      mode,
      language,
      answers,
      seed,
      concurrency,
      signal,
      markersPerTrait: markers,
    },
    ...(orders !== undefined && { orders }),
    ...(frames !== undefined && { frames }),
    ...(repeats !== undefined && { repeats }),
    ...(temperature !== undefined && { temperature }),
    ...(onOutcome && { onOutcome }),
  };
  const run = openRun({
    plan: planOf(asking),
    ...(options.runs !== undefined && { root: options.runs }),
    resume: options.resume ?? false,
  });
  folder = run.folder;
  if (options.resume && !run.resumed)
    options.onNotice?.("nothing to resume: no run of this survey is there; this one starts from the beginning");
  if (run.spent) spending.charge(run.spent);
  try {
    const held = await survey({
      ...asking,
      run,
      onStart: (count) => options.onStart?.({ ...count, meter: spending }),
    });
    const report = surveyReport(held, { instrument, group: norms, seed });
    const made = madeBy(asking, held, { judge, norms });
    run.writeSummary({ made, report });
    const caveat = /mbti|type/i.test(instrument.name) ? TYPE_CAVEAT : undefined;
    return { instrument, survey: held, report, made, folder, ...(caveat !== undefined && { caveat }) };
  } finally {
    if (spending.calls > 0) run.writeUsage(spending.usage());
    run.close();
    cache.close();
  }
}

async function instrumentFor(options: RunSurveyOptions): Promise<InstrumentFile> {
  const { instrument, items, language, without = [], norms } = options;
  const read = await readInstrument(instrument, { items, language });
  const groups = normGroups(read);
  if (norms !== undefined && !groups.includes(norms)) {
    const expected = groups.length > 0 ? `one of ${groups.join(", ")}` : `no --norms: ${read.name} has none`;
    throw new InputError({ where: "--norms", found: norms, expected });
  }
  return without.length === 0 ? read : withoutItems(read, without);
}

/** A population flows; what is asked of it is held, so its people are too. */
async function personasOf({ personas: paths, count }: RunSurveyOptions): Promise<LoadedPersona[]> {
  const all: LoadedPersona[] = [];
  for (const path of paths) {
    if (!/\.(jsonl|ndjson|parquet|csv)$/i.test(path) && path !== "-") all.push(...(await readPersonas(path)));
    else {
      for await (const persona of personaStream([path])) {
        all.push({ persona, version: personaVersion(persona), path });
        if (all.length >= (count ?? Number.POSITIVE_INFINITY)) break;
      }
    }
  }
  const asked = all.slice(0, count);
  if (asked.length > 0) return asked;
  throw new InputError({ where: paths.join(", "), found: "no persona", expected: "at least one to ask" });
}

function planOf(options: SurveyOptions): { command: string; subject: string; arguments: Record<string, unknown> } {
  const { instrument, personas, model, judge, run: _run, onStart: _start, onOutcome: _outcome, ...rest } = options;
  const { language, mode, answers, orders, frames, repeats, temperature, markersPerTrait, seed } = rest;
  return {
    command: "survey",
    subject: instrument.name,
    arguments: {
      instrument: contentId(instrument),
      personas: contentId(personas.map(({ version }) => version)),
      model: model.id,
      judge: judge?.id,
      language,
      mode,
      answers,
      orders,
      frames,
      repeats,
      temperature,
      markersPerTrait,
      seed,
    },
  };
}

function madeBy(
  options: SurveyOptions,
  held: Survey,
  { judge, norms }: { judge: Model | undefined; norms: string | undefined },
): SurveyOutcome["made"] {
  const { instrument, model, mode = SURVEY_DEFAULTS.mode, language = SURVEY_DEFAULTS.language } = options;
  return {
    instrument: instrument.name,
    model: model.id,
    ...(judge && { judge: judge.id }),
    mode,
    answers: held.answers,
    language,
    wordings: held.frames,
    orders: new Set(held.responses.map(({ order }) => order)).size,
    repeats: new Set(held.responses.map(({ repeat }) => repeat)).size,
    seed: options.seed ?? SURVEY_DEFAULTS.seed,
    ...(norms !== undefined && { norms }),
  };
}
