import { Command, Option } from "commander";
import { readConfig } from "../../presets/open/config-file.ts";
import type { Questionnaire, SurveyOutcome } from "../../presets/survey/run-survey.ts";
import { SHAPES } from "../../presets/survey/shape.ts";
import { SURVEY_DEFAULTS, type Survey } from "../../presets/survey/survey.ts";
import { surveyPage } from "../../presets/survey/survey-page.ts";
import { surveyHtml } from "../../report/index.ts";
import { checkOutput, writeWhole } from "../../run/index.ts";
import { doShared } from "../do-shared.ts";
import { jsonTarget } from "../json-target.ts";
import { leaveReport } from "../leave-report.ts";
import { amount, price, wholeNumber } from "../numbers.ts";
import { type PutFlags, putQuestions, whatIsPut } from "../put-questions.ts";
import { SURVEY_HELP } from "../survey-help.ts";
import { surveyLines } from "../survey-lines.ts";
import { columns } from "../terminal.ts";

interface Flags extends PutFlags {
  model?: string;
  judge?: string;
  config?: string;
  json?: string | true;
  out?: string;
  html?: string;
  detach?: boolean;
}

/** `dramatis survey PERSONA… --instrument NAME` */
export function surveyCommand(done: (exitCode: number) => void): Command {
  const { language, orders, frames, repeats, seed, concurrency, temperature } = SURVEY_DEFAULTS;
  return new Command("survey")
    .summary("put a questionnaire to personas, and score it")
    .description("Puts a questionnaire to personas that a model plays: traits with intervals, norms and reliability.")
    .argument("<persona...>", "persona files, folders of them, or populations (.jsonl)")
    .option(
      "-i, --instrument <name>",
      "a bundled instrument such as ipip-50, or a .json or .yaml file; twice for two of them",
      (name: string, before: string[] = []) => [...before, name],
    )
    .option("--questions <file>", "in place of an instrument: questions with options of their own (.yaml, .json)")
    .option("--against <file>", "of --questions: how people answered (.csv, .json: question, option, count, group)")
    .option("--by <fields>", "of --questions: tables by fields of the personas, separated by commas", list)
    .option("--weights <field>", "of --questions: field that says how many people a persona stands for")
    .addOption(new Option("--shape <study>", "ask what the personas are shaped into, see below").choices(SHAPES))
    .option("--items <file>", "your copy of the items, one a line, where only the key is bundled")
    .option("--without <items>", "items that are not asked, by id, separated by commas", list)
    .option("--language <code>", "of the items", language)
    .addOption(
      new Option("--mode <name>", "how it is put")
        .choices(["single", "sequential", "batch", "interview"])
        .default(SURVEY_DEFAULTS.mode),
    )
    .addOption(
      new Option("--answers <kind>", "by default probabilities, where the model gives them").choices([
        "probabilities",
        "words",
      ]),
    )
    .option("--orders <number>", "of the options, for each item", wholeNumber(1), orders)
    .option("--frames <number>", "wordings, for each item; at most 3", wholeNumber(1), frames)
    .option("--repeats <number>", "times, for test and retest of replies in words", wholeNumber(1), repeats)
    .option("--temperature <number>", "of replies in words", amount, temperature)
    .option("--baseline", "ask the model without a persona too: how far answers stay the same whoever is played")
    .option(
      "--after <transcript>",
      "ask who speaks in it again, with what was said before the questions: what it moved",
    )
    .option("--norms <group>", "group for percentiles, such as women-21-40")
    .option("--markers <number>", "adjectives per trait in the prompt (default: all)", wholeNumber(1))
    .option("--count <number>", "at most so many personas", wholeNumber(1))
    .option("--model <model>", "who answers: understudy, openai:MODEL, http://HOST/v1#MODEL, mock:SCRIPT.json")
    .option("--judge <model>", "chat model that reads answers to open questions, with --mode interview")
    .option("--json [file]", "the scores as JSON, to a file, or to standard output with - or at the end of the line")
    .option("-o, --out <file>", "every answer, one a line, as JSONL")
    .option("--html <file>", "the report as a page to look at; it is kept in the run's folder as well")
    .option("--runs <folder>", "where runs are kept", "runs")
    .option("--resume", "go on with the last run of the same survey")
    .option("--seed <number>", "of everything random", wholeNumber(0), seed)
    .option("--concurrency <number>", "questions at once", wholeNumber(1), concurrency)
    .option("--cache <file>", "keep replies of a hosted model in this file (default: in the run's folder)")
    .option("--price <in,out>", "of a hosted model, in dollars per million tokens", price)
    .option("--max-cost <dollars>", "stop before spending more, resumes included", amount)
    .option("--config <file>", "settings (default: dramatis.config.yaml, .json, .ts, .mjs or .js in this folder)")
    .addHelpText("after", SURVEY_HELP)
    .option("--detach", "with DATABASE_URL: leave it to the workers, and come back at once")
    .action(async (personas: string[], { model, judge, config, json, out, html, detach, ...flags }: Flags) => {
      const what = whatIsPut(flags);
      const target = jsonTarget(json, personas[0]);
      for (const path of [target, out, html]) if (path !== undefined && path !== "-") checkOutput(path);
      const settings = { personas, roles: { model, judge }, config: await readConfig(config) };
      const to = { json: target, out, html };
      const asked =
        "questions" in what
          ? await putQuestions({ ...what, ...settings }, { ...to, detach })
          : await doShared("survey", { ...what, ...settings }, { detach });
      if ("outcome" in asked && "instrument" in asked.outcome) publish(asked.outcome, to);
      done("outcome" in asked ? exitCodeOf(asked.outcome.survey) : asked.exitCode);
    });
}

/** To refuse is to answer; a survey in which nothing could be read at all has failed. */
function exitCodeOf({ responses }: Pick<Survey, "responses">): number {
  if (responses.some(({ value, missing }) => value !== null || missing === "refused")) return 0;
  const why = Map.groupBy(responses, ({ missing = "failed" }) => missing);
  const counts = [...why].map(([reason, all]) => `${all.length} ${reason}`).join(", ");
  process.stderr.write(`dramatis: not one of ${responses.length} answers could be read: ${counts}\n`);
  return 2;
}

interface Outputs {
  json: string | undefined;
  out: string | undefined;
  html: string | undefined;
}

function publish(outcome: SurveyOutcome, { json, out, html }: Outputs): void {
  const { second, validity, values, shift, after } = outcome;
  const studies = { ...(values && { values }), ...(shift && { shift }) };
  const rest = { ...(second && { second: asData(second), validity }), ...studies };
  const asJson = `${JSON.stringify({ ...asData(outcome), ...rest }, null, 2)}\n`;
  if (json === "-") process.stdout.write(asJson);
  else if (out !== "-") process.stdout.write(`${surveyLines(outcome, Math.min(columns(), 110)).join("\n")}\n`);
  if (json !== undefined && json !== "-") writeWhole(json, asJson);
  const named = ({ made }: Questionnaire): object => (second === undefined ? {} : { instrument: made.instrument });
  const asked = second === undefined ? [outcome] : [outcome, second];
  const lines = [
    ...asked.map((one) => answers(one.survey, named(one))),
    after ? answers(after, { ...named(outcome), after: true }) : "",
  ].join("");
  if (out === "-") process.stdout.write(lines);
  else if (out !== undefined) writeWhole(out, lines);
  leaveReport(outcome.folder, { page: surveyHtml(surveyPage(outcome)), html });
}

function asData({ made, report, shape, survey }: Questionnaire): object {
  return { made, ...report, ...(shape && { shape }), failures: survey.failures };
}

/** Every answer, one a line: with its instrument where there are two, and marked where it came after a conversation. */
function answers({ responses }: Survey, marks: object): string {
  return responses.map((response) => `${JSON.stringify({ ...marks, ...response })}\n`).join("");
}

function list(text: string): string[] {
  return text.split(",").map((one) => one.trim());
}
