import { join } from "node:path";
import { Command, Option } from "commander";
import { CHECK_DEFAULTS, type CheckOptions, type CheckOutcome, check } from "../../presets/check.ts";
import { readConfig } from "../../presets/config-file.ts";
import { inspectFiles } from "../../presets/inspect-files.ts";
import { INTERVIEW_DEFAULTS } from "../../presets/interview.ts";
import { htmlReport, jsonReport, junitReport, markdownReport, terminalReport } from "../../report/index.ts";
import { checkOutput, EXIT_INTERRUPTED, gateExitCode, writeWhole } from "../../run/index.ts";
import { CHECK_HELP } from "../check-help.ts";
import { inStages } from "../in-stages.ts";
import { jsonTarget } from "../json-target.ts";
import { nameList } from "../name-list.ts";
import { amount, price, wholeNumber } from "../numbers.ts";
import { columns, wantsColor } from "../terminal.ts";

interface Outputs {
  json?: string | undefined;
  junit?: string;
  markdown?: string;
  inspect?: string;
}

interface Flags extends Omit<CheckOptions, "persona" | "roles" | "act" | "config">, Omit<Outputs, "json"> {
  guard?: string[];
  candidates?: number;
  strategy?: string;
  with?: string[];
  memory?: true;
  lorebook?: string;
  config?: string;
  json?: string | true;
  model?: string;
  user?: string;
  nli?: string;
  embedder?: string;
  judge?: string;
}

/** `dramatis check PERSONA [--transcript FILE]` */
export function checkCommand(done: (exitCode: number) => void): Command {
  const { seed, runs, concurrency } = CHECK_DEFAULTS;
  const { turns, repeats } = INTERVIEW_DEFAULTS;
  const command = new Command("check");
  return command
    .summary("how true conversations, or a model that plays it, are to a persona")
    .description(
      "Checks a persona, or a folder of them, against conversations; without any, interviews the model that plays it. " +
        "Runs offline unless a model is named.",
    )
    .usage("<persona> [--transcript <file>] [options]")
    .argument("[persona]", "persona file (.yaml, .json, or .txt with one sentence a line), or a folder of them")
    .option("-t, --transcript <file>", "conversation (JSONL, OpenAI, ShareGPT, PersonaChat), a folder, or -")
    .option("-s, --speaker <name>", "whose turns are judged; by default the one with the persona's name")
    .option("--format <name>", "format of the transcript, when it cannot be told from the content")
    .option("-m, --measures <names>", "measures, separated by commas; see dramatis list", (text) =>
      text.split(",").map((name) => name.trim()),
    )
    .option("--gate <file>", "bounds that must be met, else exit code 1")
    .option("--model <model>", "interview: plays the persona; understudy, openai:MODEL, http://HOST/v1#MODEL, …")
    .option("--user <model>", "interview: plays whom it talks to (default: understudy)")
    .option("--turns <number>", `interview: of the persona in each conversation (default: ${turns})`, wholeNumber(1))
    .option("--repeats <number>", `interview: of its two conversations (default: ${repeats})`, wholeNumber(1))
    .option("--suite <file>", "ask a suite in place of an interview; auto or drift makes one of the persona")
    .addOption(
      new Option(
        "--answers <kind>",
        "suite: to fixed answers; by default probabilities, where the model has them",
      ).choices(["probabilities", "words"]),
    )
    .option("--guard <names>", "as in chat: who chooses among several replies of the persona", nameList)
    .option("--candidates <number>", "as in chat: replies drawn for the guards", wholeNumber(1))
    .option("--strategy <name>", "as in chat: how a turn is asked for; see dramatis list act")
    .option(
      "--with <names>",
      "as in chat: further components, such as compact-history; see dramatis list act",
      nameList,
    )
    .option("--memory", "the persona remembers, in each conversation afresh")
    .option("--lorebook <file>", "as in chat: what the world knows, beside the persona's own lorebook")
    .option("--nli <judge>", "who judges sentence pairs: understudy, judge, http://HOST/PATH or onnx:FOLDER")
    .option("--embedder <model>", "understudy, openai:MODEL or http://HOST/v1#MODEL")
    .option("--judge <model>", "chat model for --nli judge: openai:MODEL, http://HOST/v1#MODEL, mock:SCRIPT.json")
    .option("--json [file]", "the result as JSON, to a file, or to standard output with - or at the end of the line")
    .option("--junit <file>", "the result for CI systems")
    .option("--markdown <file>", "the result for a pull request")
    .option("--inspect <file>", "the result as a log that Inspect opens, one for each persona")
    .option("--runs <folder>", "where runs are kept", runs)
    .option("--resume", "go on with the last run of the same check")
    .option("--cache <file>", "keep replies of a hosted model in this file (default: in the run's folder)")
    .option("--seed <number>", "of everything random", wholeNumber(0), seed)
    .option("--concurrency <number>", "trials, or conversations of an interview, at once", wholeNumber(1), concurrency)
    .option("--price <in,out>", "of a hosted model, in dollars per million tokens", price)
    .option("--max-cost <dollars>", "stop before spending more, resumes included", amount)
    .option("--config <file>", "who plays and judges (default: dramatis.config.yaml, .json, .ts, .mjs or .js here)")
    .addHelpText("after", CHECK_HELP)
    .action(async (persona: string | undefined, flags: Flags) => {
      const { model, user, nli, embedder, judge, config, json, junit, markdown, inspect, ...others } = flags;
      const { guard: guards, candidates, strategy, with: components, memory, lorebook, ...rest } = others;
      const act = { guards, candidates, strategy, components, memory, lorebook };
      const outputs = {
        ...(junit && { junit }),
        ...(markdown && { markdown }),
        ...(inspect && { inspect }),
        json: jsonTarget(json, persona),
      };
      if (persona === undefined) return command.error("error: missing required argument 'persona'");
      for (const path of files(outputs)) checkOutput(path);
      const roles = { model, user, nli, embedder, judge };
      const configured = await readConfig(config);
      const outcome = await inStages((hooks) =>
        check({ ...rest, persona, roles, act, config: configured, onNotice: say, ...hooks }),
      );
      done(outcome === undefined ? EXIT_INTERRUPTED : publish(outcome, outputs));
    });
}

/** Prints the result, then writes the files that were asked for; gives the exit code. */
function publish({ report, folder, empty, broken }: CheckOutcome, { json, junit, markdown, inspect }: Outputs): number {
  const asJson = `${JSON.stringify(jsonReport(report), null, 2)}\n`;
  const screen = { color: wantsColor(process.stdout), width: Math.min(columns(), 110) };
  process.stdout.write(json === "-" ? asJson : terminalReport(report, screen));
  const html = join(folder, "report.html");
  writeWhole(html, htmlReport(report));
  if (junit !== undefined) writeWhole(junit, junitReport(report));
  if (markdown !== undefined) writeWhole(markdown, markdownReport(report));
  if (json !== undefined && json !== "-") writeWhole(json, asJson);
  if (inspect !== undefined) for (const { path, text } of inspectFiles(report, inspect)) writeWhole(path, text);
  process.stderr.write(`Report: ${html}\n`);
  const [first] = broken;
  if (empty) say("no measure could score anything; see the reasons above");
  else if (first) say(`${first.persona}: ${first.measure} has no value, its trials failed: ${first.message}`);
  if (empty || first) return 2;
  return gateExitCode(report.results.flatMap((result) => result.gate ?? []));
}

function files({ json, junit, markdown, inspect }: Outputs): string[] {
  return [json, junit, markdown, inspect].filter((path) => path !== undefined && path !== "-") as string[];
}

function say(line: string): void {
  process.stderr.write(`dramatis: ${line}\n`);
}
