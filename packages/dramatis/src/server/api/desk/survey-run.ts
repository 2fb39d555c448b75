import { join } from "node:path";
import { questionsPage } from "../../../presets/survey/questions-page.ts";
import { runQuestions } from "../../../presets/survey/run-questions.ts";
import { runSurvey } from "../../../presets/survey/run-survey.ts";
import { surveyPage } from "../../../presets/survey/survey-page.ts";
import { questionsHtml, surveyHtml } from "../../../report/index.ts";
import { writeWhole } from "../../../run/index.ts";
import { keptPersona, personaFiles } from "./kept-personas.ts";
import type { SurveyArguments } from "./run-request.ts";
import type { DeskTools, RunDone, RunTask } from "./run-task.ts";

const QUESTIONS = "questions.json";

/** Keeps what a survey reads. @throws HttpFault 404 for a persona or a population that is not there */
export async function prepareSurvey(
  { personas = [], population, questions }: SurveyArguments,
  { tools, folder }: { tools: DeskTools; folder: string },
): Promise<void> {
  for (const [at, name] of personas.entries()) keptPersona(folder, await tools.personas.get(name), at);
  if (population !== undefined) tools.populations.get(population);
  if (questions === undefined) return;
  const file = { schema: "dramatis.questions/1", name: "questions", questions };
  writeWhole(join(folder, QUESTIONS), `${JSON.stringify(file)}\n`);
}

/** Puts an instrument, or questions, to personas or to people that were drawn. */
export async function performSurvey(asked: SurveyArguments, task: RunTask): Promise<RunDone> {
  const { personas: _, population, instrument, questions, model, norms, by, ...rest } = asked;
  const { tools, folder, ...hooks } = task;
  const { env, config } = tools;
  const shared = {
    ...rest,
    ...hooks,
    personas: population === undefined ? personaFiles(folder) : [tools.populations.file(population)],
    roles: { model },
    price: asked.price ?? tools.price,
    ...{ config, env, runs: folder },
  };
  if (instrument === undefined) {
    const outcome = await runQuestions({ ...shared, questions: join(folder, QUESTIONS), ...(by && { by }) });
    const { made, report, survey } = outcome;
    return { result: { made, ...report, failures: survey.failures }, report: questionsHtml(questionsPage(outcome)) };
  }
  const outcome = await runSurvey({ ...shared, instruments: [instrument], norms });
  const { made, report, survey } = outcome;
  return { result: { made, ...report, failures: survey.failures }, report: surveyHtml(surveyPage(outcome)) };
}
