import { join } from "node:path";
import { contentId, InputError, type TrialOutcome } from "../../core/index.ts";
import type { AnswerCounts } from "../../measure/populations/index.ts";
import { type Meter, meter, openModel, resolveRoles } from "../../model/index.ts";
import { here, openRun } from "../../run/index.ts";
import { refuseIdleJudge, refuseUnpriced } from "../open/open-judges.ts";
import { runCache } from "../open/run-cache.ts";
import { usageKeeper } from "../open/usage-keeper.ts";
import { readHumanCounts } from "./human-counts.ts";
import { type PopulationReport, populationReport } from "./population-report.ts";
import { type QuestionsFile, questionsInstrument, readQuestions, surveyQuestions } from "./questions-file.ts";
import { checkFields, type RespondentFields } from "./respondents.ts";
import type { RunSurveyOptions } from "./run-survey.ts";
import { SURVEY_DEFAULTS, type Survey, type SurveyOptions, survey } from "./survey.ts";
import { readRespondents } from "./survey-inputs.ts";

export interface RunQuestionsOptions
  extends Omit<RunSurveyOptions, "instruments" | "items" | "without" | "norms" | "shape" | "mode" | "onStart">,
    RespondentFields {
  /** The questionnaire's file. */
  questions: string;
  /** Each question in a fresh conversation, or one after another in one. */
  mode?: "single" | "sequential";
  /** A file with how people answered. */
  against?: string | undefined;
  onStart?: (start: { stage: string; total: number; already: number; meter: Meter }) => void;
}

/** A questionnaire with all that made it. */
export interface QuestionsOutcome {
  file: QuestionsFile;
  survey: Survey;
  report: PopulationReport;
  /** How people answered, where that was given. */
  human?: readonly AnswerCounts[];
  made: {
    questions: string;
    /** Of the questionnaire's content. */
    version: string;
    model: string;
    mode: "single" | "sequential";
    answers: Survey["answers"];
    wordings: string[];
    orders: number;
    repeats: number;
    seed: number;
    weights?: string;
    by?: readonly string[];
    against?: string;
  };
  folder: string;
}

/**
 * A questionnaire put to a population, from files to tables: what cannot be used is refused before anything is asked, every
 * answer is kept in a run folder.
 *
 * @throws InputError for files, fields and options that cannot be used. @throws UnsupportedError, BudgetError as `survey`
 */
export async function runQuestions(options: RunQuestionsOptions): Promise<QuestionsOutcome> {
  const { seed = SURVEY_DEFAULTS.seed, env = process.env, price, maxCost, by = [], weights } = options;
  const { concurrency = SURVEY_DEFAULTS.concurrency, mode = SURVEY_DEFAULTS.mode } = options;
  const file = await readQuestions(options.questions);
  const personas = await readRespondents(options);
  const fields = { weights, by };
  checkFields(
    personas.map(({ persona }) => persona),
    fields,
  );
  const questions = surveyQuestions(file);
  const human = options.against === undefined ? undefined : await readHumanCounts(options.against, { questions, by });
  if (human !== undefined && human.others > 0)
    options.onNotice?.(
      `${options.against}: ${human.others} of its questions are not in ${file.name}, and are left out`,
    );
  const roles = resolveRoles({ flags: options.roles ?? {}, config: options.config ?? {}, env });
  refuseIdleJudge(options.roles ?? {}, roles, new Set());
  refuseUnpriced([roles.actor], maxCost, price);

  let folder = "";
  const cache = runCache(() => options.cache ?? join(folder, "calls.sqlite"));
  const spending = meter({ cap: maxCost });
  const model = await openModel(roles.actor, {
    env,
    meter: spending,
    concurrency,
    price,
    cache,
    limits: options.limits,
  });
  const asking = askingOf(options, { file, model, mode, seed, concurrency });
  const {
    signal: _signal,
    onOutcome: _onOutcome,
    instrument,
    model: _model,
    concurrency: _concurrency,
    ...said
  } = asking;
  const run = openRun({
    plan: {
      command: "survey",
      subject: file.name,
      arguments: {
        questions: contentId(instrument),
        personas: contentId(personas.map(({ version }) => version)),
        model: model.id,
        ...said,
      },
    },
    ...(options.runs !== undefined && { root: options.runs }),
    resume: options.resume ?? false,
  });
  folder = run.folder;
  if (options.resume && !run.resumed)
    options.onNotice?.("nothing to resume: no run of this survey is there; this one starts from the beginning");
  const keeper = usageKeeper(run, spending);
  const executor = (options.executor ?? here)({ run, concurrency, meter: spending });
  const onOutcome = (outcome: TrialOutcome): void => {
    keeper.note();
    options.onOutcome?.(outcome);
  };
  try {
    const onStart = (count: { total: number; already: number }): void =>
      options.onStart?.({ stage: mode === "sequential" ? "interviews" : "questions", ...count, meter: spending });
    const held = await survey({ ...asking, personas, executor, run, onStart, onOutcome });
    const report = populationReport(held, { file, human: human?.counts, seed, ...fields });
    const made = madeBy(options, held, { file, model: model.id, mode, seed });
    run.writeSummary({ made, report });
    return { file, survey: held, report, ...(human && { human: human.counts }), made, folder };
  } finally {
    try {
      keeper.end();
    } finally {
      run.close();
      cache.close();
    }
  }
}

type Asking = Omit<SurveyOptions, "personas" | "executor" | "run" | "onStart">;

function askingOf(
  { answers, orders, frames, repeats, temperature, signal, onOutcome, markers }: RunQuestionsOptions,
  { file, ...by }: Pick<Asking, "model" | "mode" | "seed" | "concurrency"> & { file: QuestionsFile },
): Asking {
  const { language = SURVEY_DEFAULTS.language } = file;
  const fewest = Math.min(...file.questions.map(({ options }) => options.length));
  if ((orders ?? 0) > 2 && fewest === 2) {
    const expected = "at most 2: a question has two options";
    throw new InputError({ where: "--orders", found: String(orders), expected });
  }
  return {
    ...{ ...by, instrument: questionsInstrument(file), language, answers, signal, markersPerTrait: markers },
    ...(orders !== undefined && { orders }),
    ...(frames !== undefined && { frames }),
    ...(repeats !== undefined && { repeats }),
    ...(temperature !== undefined && { temperature }),
    ...(onOutcome && { onOutcome }),
  };
}

function madeBy(
  { weights, by, against }: RunQuestionsOptions,
  held: Survey,
  { file, model, mode, seed }: { file: QuestionsFile; model: string; mode: "single" | "sequential"; seed: number },
): QuestionsOutcome["made"] {
  return {
    ...{
      questions: file.name,
      version: contentId(file),
      model,
      mode,
      answers: held.answers,
      wordings: held.frames,
      seed,
    },
    orders: new Set(held.responses.map(({ order }) => order)).size,
    repeats: new Set(held.responses.map(({ repeat }) => repeat)).size,
    ...(weights !== undefined && { weights }),
    ...(by && by.length > 0 && { by }),
    ...(against !== undefined && { against }),
  };
}
