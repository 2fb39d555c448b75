import { Command, Option } from "commander";
import type { CheckOptions } from "../../presets/check/check.ts";
import { CHECK_DEFAULTS, INTERVIEW_DEFAULTS } from "../../presets/defaults.ts";
import { CHECK_HELP } from "../check-help.ts";
import { jsonTarget } from "../json-target.ts";
import { nameList } from "../name-list.ts";
import { amount, price, wholeNumber } from "../numbers.ts";

export interface CheckFlags extends Omit<CheckOptions, "persona" | "roles" | "act" | "config"> {
  guard?: string[];
  candidates?: number;
  strategy?: string;
  with?: string[];
  memory?: true;
  lorebook?: string;
  config?: string;
  detach?: boolean;
  /** A file, or "-" for standard output. */
  json?: string | undefined;
  junit?: string;
  markdown?: string;
  inspect?: string;
  model?: string;
  user?: string;
  nli?: string;
  embedder?: string;
  judge?: string;
}

type Flags = Omit<CheckFlags, "json"> & { json?: string | true };

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
    .option("--detach", "with DATABASE_URL: leave it to the workers, and come back at once")
    .option("--seed <number>", "of everything random", wholeNumber(0), seed)
    .option("--concurrency <number>", "trials, or conversations of an interview, at once", wholeNumber(1), concurrency)
    .option("--price <in,out>", "of a hosted model, in dollars per million tokens", price)
    .option("--max-cost <dollars>", "stop before spending more, resumes included", amount)
    .option("--config <file>", "who plays and judges (default: dramatis.config.yaml, .json, .ts, .mjs or .js here)")
    .addHelpText("after", CHECK_HELP)
    .action(async (persona: string | undefined, { json, ...flags }: Flags) => {
      const target = jsonTarget(json, persona);
      if (persona === undefined) return command.error("error: missing required argument 'persona'");
      const { checkAction } = await import("../actions/check.ts");
      done(await checkAction(persona, { ...flags, json: target }));
    });
}
