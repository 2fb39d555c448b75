import { Command, CommanderError } from "commander";
import { DramatisError } from "../core/index.ts";
import { benchCommand } from "./commands/bench.ts";
import { calibrateCommand } from "./commands/calibrate.ts";
import { chatCommand } from "./commands/chat.ts";
import { checkCommand } from "./commands/check.ts";
import { createCommand } from "./commands/create.ts";
import { dedupeCommand } from "./commands/dedupe.ts";
import { diffCommand } from "./commands/diff.ts";
import { diversityCommand } from "./commands/diversity.ts";
import { embedCommand } from "./commands/embed.ts";
import { convertCommand, exportCommand } from "./commands/export.ts";
import { importCommand } from "./commands/import.ts";
import { initCommand } from "./commands/init.ts";
import { listCommand } from "./commands/list.ts";
import { memoryCommand } from "./commands/memory.ts";
import { modelCommand } from "./commands/model.ts";
import { modelsCommand } from "./commands/models.ts";
import { nliCommand } from "./commands/nli.ts";
import { reportCommand } from "./commands/report.ts";
import { sampleCommand } from "./commands/sample.ts";
import { scoreCommand } from "./commands/score.ts";
import { surveyCommand } from "./commands/survey.ts";
import { synthCommand } from "./commands/synth.ts";
import { packageVersion } from "./package-version.ts";
import { wantsColor } from "./terminal.ts";

/** Exit codes: 0 passed, 1 the gate failed, 2 the machinery failed or the input cannot be used, 130 interrupted. */
const EXIT_FAULT = 2;

type MakeCommand = (done: (exitCode: number) => void) => Command;

/** As `dramatis --help` shows them. */
const COMMANDS: Record<string, MakeCommand[]> = {
  "Check:": [checkCommand, diffCommand, surveyCommand, calibrateCommand, benchCommand, reportCommand],
  "Talk:": [chatCommand, memoryCommand],
  "Make personas:": [
    initCommand,
    importCommand,
    exportCommand,
    convertCommand,
    createCommand,
    sampleCommand,
    dedupeCommand,
    diversityCommand,
    synthCommand,
  ],
  "Models and methods:": [listCommand, modelsCommand, modelCommand, nliCommand, embedCommand, scoreCommand],
};

/** Runs the command line; gives the exit code. Errors that a reader can act on are one line. */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command("dramatis")
    .description("Makes LLM personas testable: check how true a conversation is to a persona, offline.")
    .version(packageVersion())
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "dramatis: ")) });
  let exit = 0;
  const done = (code: number): void => {
    exit = code;
  };
  for (const [group, commands] of Object.entries(COMMANDS)) {
    for (const command of commands) {
      const added = command(done).helpGroup(group);
      for (const part of [added, ...added.commands]) part.exitOverride().copyInheritedSettings(program);
      program.addCommand(added);
    }
  }
  program.addHelpText(
    "after",
    `
Examples:
  $ dramatis init ada.persona.yaml
  $ dramatis chat ada.persona.yaml
  $ dramatis check ada.persona.yaml
  $ dramatis check ada.persona.yaml --transcript chat.jsonl
  $ dramatis import card.png
  $ dramatis check ada.persona.yaml --transcript chat.jsonl --gate gate.yaml --junit out.xml
  $ dramatis diff old.persona.yaml new.persona.yaml`,
  );
  process.stdout.off("error", outputFault).on("error", outputFault);
  process.stderr.off("error", messageFault).on("error", messageFault);
  try {
    await program.parseAsync([...args], { from: "user" });
    return exit;
  } catch (error) {
    return fault(error);
  }
}

/** A reader that has seen enough (`dramatis list | head`) closes the pipe; that is no fault, and files are still written. */
function outputFault(error: NodeJS.ErrnoException): void {
  if (isClosedPipe(error)) return;
  process.stderr.write(`dramatis: standard output cannot be written (${error.code ?? error.message})\n`);
  process.exit(EXIT_FAULT);
}

/** There is nowhere left to say it. */
function messageFault(error: unknown): void {
  if (!isClosedPipe(error)) process.exit(EXIT_FAULT);
}

function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPIPE";
}

function fault(error: unknown): number {
  if (isClosedPipe(error)) return 0;
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_FAULT;
  if (error instanceof DramatisError) {
    const mark = wantsColor(process.stderr) ? "\u001b[31mdramatis:\u001b[39m" : "dramatis:";
    process.stderr.write(`${mark} ${error.message}\n`);
    return EXIT_FAULT;
  }
  // Not the reader's fault: the whole trace, so that it can be reported.
  process.stderr.write(`dramatis: unexpected error\n${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT_FAULT;
}
