import { InputError } from "../core/index.ts";
import { questionsPage } from "../presets/survey/questions-page.ts";
import type { QuestionsOutcome, RunQuestionsOptions } from "../presets/survey/run-questions.ts";
import type { RunSurveyOptions } from "../presets/survey/run-survey.ts";
import { questionsHtml } from "../report/index.ts";
import { writeWhole } from "../run/index.ts";
import { doShared } from "./do-shared.ts";
import { leaveReport } from "./leave-report.ts";
import { questionsLines } from "./questions-lines.ts";
import { columns } from "./terminal.ts";

/** What says what is asked: instruments, or a questionnaire. */
export interface PutFlags
  extends Omit<RunSurveyOptions, "instruments" | "personas" | "roles" | "config">,
    Partial<Pick<RunQuestionsOptions, "questions" | "against" | "by" | "weights">> {
  instrument?: string[];
}

const OF_INSTRUMENTS = ["items", "without", "norms", "shape", "after", "baseline"] as const;
const OF_QUESTIONS = ["against", "by", "weights"] as const;

type Without<Options> = Omit<Options, "personas" | "roles" | "config">;

/** @throws InputError for both, for neither, and for options that go with the other */
export function whatIsPut(flags: PutFlags): Without<RunSurveyOptions> | Without<RunQuestionsOptions> {
  const { instrument, questions, mode, ...shared } = flags;
  if ((instrument === undefined) === (questions === undefined)) {
    const found = questions === undefined ? "neither it nor --questions" : "both it and --questions";
    throw new InputError({ where: "--instrument", found, expected: "one of them" });
  }
  const idle = (instrument === undefined ? OF_INSTRUMENTS : OF_QUESTIONS).find((name) => flags[name] !== undefined);
  if (idle !== undefined) {
    const other = instrument === undefined ? "--instrument" : "--questions";
    throw new InputError({ where: `--${idle}`, found: `it without ${other}`, expected: `it with ${other} only` });
  }
  if (instrument !== undefined) return { ...shared, ...(mode && { mode }), instruments: instrument };
  if (mode === "batch" || mode === "interview")
    throw new InputError({ where: "--mode", found: `${mode} with --questions`, expected: "single or sequential" });
  return { ...shared, ...(mode && { mode }), questions: questions as string };
}

/** Puts a questionnaire to personas, prints what came of it and leaves its page; see `doShared`. */
export async function putQuestions(
  options: RunQuestionsOptions,
  { json, out, html, detach }: Record<"json" | "out" | "html", string | undefined> & { detach: boolean | undefined },
): Promise<{ outcome: QuestionsOutcome } | { exitCode: number }> {
  const asked = await doShared("questions", options, { detach });
  if (!("outcome" in asked)) return asked;
  const { outcome } = asked;
  const { made, report, survey, folder } = outcome;
  const asJson = `${JSON.stringify({ made, ...report, failures: survey.failures }, null, 2)}\n`;
  if (json === "-") process.stdout.write(asJson);
  else if (out !== "-") process.stdout.write(`${questionsLines(outcome, Math.min(columns(), 120)).join("\n")}\n`);
  if (json !== undefined && json !== "-") writeWhole(json, asJson);
  const answers = survey.responses.map((response) => `${JSON.stringify(response)}\n`).join("");
  if (out === "-") process.stdout.write(answers);
  else if (out !== undefined) writeWhole(out, answers);
  leaveReport(folder, { page: questionsHtml(questionsPage(outcome)), html });
  return asked;
}
