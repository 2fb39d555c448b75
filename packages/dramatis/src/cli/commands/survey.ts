import { Command, Option } from "commander";
import { readConfig } from "../../presets/config-file.ts";
import { type RunSurveyOptions, runSurvey, type SurveyOutcome } from "../../presets/survey/run-survey.ts";
import { SURVEY_DEFAULTS } from "../../presets/survey/survey.ts";
import { checkOutput, EXIT_INTERRUPTED, interruptible, type Progress, progress, writeWhole } from "../../run/index.ts";
import { jsonTarget } from "../json-target.ts";
import { amount, price, wholeNumber } from "../numbers.ts";
import { SURVEY_HELP } from "../survey-help.ts";
import { surveyLines } from "../survey-lines.ts";
import { columns } from "../terminal.ts";

interface Flags extends Omit<RunSurveyOptions, "personas" | "roles" | "config"> {
  model?: string;
  judge?: string;
  config?: string;
  json?: string | true;
  out?: string;
}

/** `dramatis survey PERSONA… --instrument NAME` */
export function surveyCommand(done: (exitCode: number) => void): Command {
  const { language, orders, frames, repeats, seed, concurrency, temperature } = SURVEY_DEFAULTS;
  return new Command("survey")
    .summary("put a questionnaire to personas, and score it")
    .description("Puts a questionnaire to personas that a model plays: traits with intervals, norms and reliability.")
    .argument("<persona...>", "persona files, folders of them, or populations (.jsonl)")
    .requiredOption("-i, --instrument <name>", "a bundled instrument such as ipip-50, or a .json or .yaml file")
    .option("--items <file>", "your copy of the items, one a line, where only the key is bundled")
    .option("--without <items>", "items that are not asked, by id, separated by commas", list)
    .option("--language <code>", "of the items", language)
    .addOption(new Option("--mode <name>", "how it is put").choices(["single", "batch", "interview"]).default("single"))
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
    .option("--norms <group>", "group for percentiles, such as women-21-40")
    .option("--markers <number>", "adjectives per trait in the prompt (default: all)", wholeNumber(1))
    .option("--count <number>", "at most so many personas", wholeNumber(1))
    .option("--model <model>", "who answers: understudy, openai:MODEL, http://HOST/v1#MODEL, mock:SCRIPT.json")
    .option("--judge <model>", "chat model that reads answers to open questions, with --mode interview")
    .option("--json [file]", "the scores as JSON, to a file, or to standard output with - or at the end of the line")
    .option("-o, --out <file>", "every answer, one a line, as JSONL")
    .option("--runs <folder>", "where runs are kept", "runs")
    .option("--resume", "go on with the last run of the same survey")
    .option("--seed <number>", "of everything random", wholeNumber(0), seed)
    .option("--concurrency <number>", "questions at once", wholeNumber(1), concurrency)
    .option("--cache <file>", "keep replies of a hosted model in this file (default: in the run's folder)")
    .option("--price <in,out>", "of a hosted model, in dollars per million tokens", price)
    .option("--max-cost <dollars>", "stop before spending more, resumes included", amount)
    .option("--config <file>", "settings (default: dramatis.config.yaml, .json, .ts, .mjs or .js in this folder)")
    .addHelpText("after", SURVEY_HELP)
    .action(async (personas: string[], { model, judge, config, json, out, ...flags }: Flags) => {
      const target = jsonTarget(json, personas[0]);
      for (const path of [target, out]) if (path !== undefined && path !== "-") checkOutput(path);
      const outcome = await run({ ...flags, personas, roles: { model, judge }, config: await readConfig(config) });
      if (outcome !== undefined) publish(outcome, { json: target, out });
      done(outcome === undefined ? EXIT_INTERRUPTED : 0);
    });
}

/** Asks with progress on standard error; undefined when it was interrupted. */
async function run(options: RunSurveyOptions): Promise<SurveyOutcome | undefined> {
  let bar: Progress | undefined;
  const work = (signal: AbortSignal): Promise<SurveyOutcome> =>
    runSurvey({
      ...options,
      signal,
      onNotice: (line) => process.stderr.write(`dramatis: ${line}\n`),
      onStart: ({ meter, ...count }) => {
        bar = progress({ label: "questions", ...count, meter: meter.usage });
      },
      onOutcome: (outcome) => bar?.tick(outcome),
    });
  const message = "Interrupted; what was answered is kept. Run the same command with --resume to go on.";
  const outcome = await interruptible(work, { message }).finally(() => bar?.done());
  return outcome.interrupted ? undefined : outcome.value;
}

function publish(outcome: SurveyOutcome, { json, out }: { json: string | undefined; out: string | undefined }): void {
  const { survey, report, made } = outcome;
  const asJson = `${JSON.stringify({ made, ...report, failures: survey.failures }, null, 2)}\n`;
  if (json === "-") process.stdout.write(asJson);
  else if (out !== "-") process.stdout.write(`${surveyLines(outcome, Math.min(columns(), 110)).join("\n")}\n`);
  if (json !== undefined && json !== "-") writeWhole(json, asJson);
  const lines = survey.responses.map((response) => `${JSON.stringify(response)}\n`).join("");
  if (out === "-") process.stdout.write(lines);
  else if (out !== undefined) writeWhole(out, lines);
  process.stderr.write(`Run: ${outcome.folder}\n`);
}

function list(text: string): string[] {
  return text.split(",").map((one) => one.trim());
}
