import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { type CheckOptions, type CheckOutcome, check } from "../../presets/check.ts";
import { htmlReport, jsonReport, junitReport, markdownReport, terminalReport } from "../../report/index.ts";
import { EXIT_INTERRUPTED, gateExitCode, interruptible, type Progress, progress, writeWhole } from "../../run/index.ts";
import { columns, wantsColor } from "../terminal.ts";

interface Flags extends Omit<CheckOptions, "persona" | "roles"> {
  nli?: string;
  embedder?: string;
  judge?: string;
  json?: string | true;
  junit?: string;
  markdown?: string;
}

/** `dramatis check PERSONA --transcript FILE` */
export function checkCommand(done: (exitCode: number) => void): Command {
  return new Command("check")
    .summary("how true conversations are to a persona")
    .description("Checks a persona, or a folder of them, against conversations. Runs offline unless a judge is named.")
    .argument("<persona>", "persona file (.yaml, .json, or .txt with one sentence a line), or a folder of them")
    .requiredOption(
      "-t, --transcript <file>",
      "conversation (JSONL, OpenAI messages, ShareGPT, PersonaChat), a folder, or -",
    )
    .option("-s, --speaker <name>", "whose turns are judged; by default the one with the persona's name")
    .option("--format <name>", "format of the transcript, when it cannot be told from the content")
    .option("-m, --measures <names>", "measures, separated by commas; see dramatis list", (text) =>
      text.split(",").map((name) => name.trim()),
    )
    .option("--gate <file>", "bounds that must be met, else exit code 1")
    .option("--nli <judge>", "who judges sentence pairs: understudy, judge, http://HOST/PATH or onnx:FOLDER")
    .option("--embedder <model>", "understudy, openai:MODEL or http://HOST/v1#MODEL")
    .option("--judge <model>", "chat model for --nli judge: openai:MODEL, http://HOST/v1#MODEL, mock:SCRIPT.json")
    .option("--json [file]", "the result as JSON, to a file or to standard output")
    .option("--junit <file>", "the result for CI systems")
    .option("--markdown <file>", "the result for a pull request")
    .option("--runs <folder>", "where runs are kept", "runs")
    .option("--resume", "go on with the last run of the same check")
    .option("--cache <file>", "keep replies of a named judge in this file")
    .option("--seed <number>", "of everything random", number, 42)
    .option("--concurrency <number>", "trials at once", number, 4)
    .option("--max-cost <dollars>", "stop before spending more", number)
    .addHelpText(
      "after",
      `
Examples:
  $ dramatis check ada.persona.yaml --transcript chat.jsonl
  $ dramatis check ada.persona.yaml -t chat.jsonl --speaker assistant --measures contradiction-rate,apc
  $ dramatis check ada.persona.yaml -t chat.jsonl --gate gate.yaml --junit results.xml
  $ dramatis check ada.persona.yaml -t chat.jsonl --json | jq .measures

Exit codes: 0 done (and the gate passed), 1 the gate did not pass, 2 bad input or nothing could be scored, 130 interrupted.`,
    )
    .action(async (persona: string, { nli, embedder, judge, ...flags }: Flags) => {
      let bar: Progress | undefined;
      const work = (signal: AbortSignal) =>
        check({
          ...flags,
          persona,
          roles: { nli, embedder, judge },
          signal,
          onStart: ({ meter, ...count }) => {
            bar = progress({ label: "check", ...count, meter: meter.usage });
          },
          onOutcome: (outcome) => bar?.tick(outcome),
        });
      const message = "Interrupted; what is finished is kept. Run the same command with --resume to go on.";
      const outcome = await interruptible(work, { message }).finally(() => bar?.done());
      if (outcome.interrupted) return done(EXIT_INTERRUPTED);
      done(publish(outcome.value, flags));
    });
}

/** Writes what was asked for; gives the exit code. */
function publish({ report, folder, empty }: CheckOutcome, flags: Flags): number {
  const html = join(folder, "report.html");
  writeWhole(html, htmlReport(report));
  if (flags.junit !== undefined) writeWhole(flags.junit, junitReport(report));
  if (flags.markdown !== undefined) writeWhole(flags.markdown, markdownReport(report));
  const json = `${JSON.stringify(jsonReport(report), null, 2)}\n`;
  if (typeof flags.json === "string") writeWhole(flags.json, json);
  if (flags.json === true) process.stdout.write(json);
  else
    process.stdout.write(
      terminalReport(report, { color: wantsColor(process.stdout), width: Math.min(columns(), 110) }),
    );
  process.stderr.write(`Report: ${html}\n`);
  if (empty) {
    process.stderr.write("dramatis: no measure could score anything; see the reasons above\n");
    return 2;
  }
  return gateExitCode(report.results.flatMap((result) => result.gate ?? []));
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError("not a number of at least 0");
  return value;
}
