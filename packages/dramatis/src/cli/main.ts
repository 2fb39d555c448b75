import { Command, CommanderError } from "commander";
import { DramatisError } from "../core/errors/dramatis-error.ts";
import { packageVersion } from "./package-version.ts";
import { wantsColor } from "./terminal.ts";

/** Exit codes: 0 passed, 1 the gate failed, 2 the machinery failed or the input cannot be used, 130 interrupted. */
const EXIT_FAULT = 2;

type MakeCommand = (done: (exitCode: number) => void) => Command;

/** As `dramatis --help` shows them. A command is loaded when it is asked for: each brings the rooms that it needs. */
const COMMANDS: Record<string, Record<string, () => Promise<MakeCommand>>> = {
  "Check:": {
    check: async () => (await import("./commands/check.ts")).checkCommand,
    diff: async () => (await import("./commands/diff.ts")).diffCommand,
    survey: async () => (await import("./commands/survey.ts")).surveyCommand,
    "test-agent": async () => (await import("./commands/test-agent.ts")).testAgentCommand,
    "write-tests": async () => (await import("./commands/write-tests.ts")).writeTestsCommand,
    calibrate: async () => (await import("./commands/calibrate.ts")).calibrateCommand,
    bench: async () => (await import("./commands/bench.ts")).benchCommand,
    worker: async () => (await import("./commands/worker.ts")).workerCommand,
    runs: async () => (await import("./commands/runs.ts")).runsCommand,
    report: async () => (await import("./commands/report.ts")).reportCommand,
  },
  "Talk:": {
    chat: async () => (await import("./commands/chat.ts")).chatCommand,
    play: async () => (await import("./commands/play.ts")).playCommand,
    memory: async () => (await import("./commands/memory.ts")).memoryCommand,
    serve: async () => (await import("./commands/serve.ts")).serveCommand,
    studio: async () => (await import("./commands/studio.ts")).studioCommand,
  },
  "Make personas:": {
    init: async () => (await import("./commands/init.ts")).initCommand,
    import: async () => (await import("./commands/import.ts")).importCommand,
    export: async () => (await import("./commands/export.ts")).exportCommand,
    convert: async () => (await import("./commands/export.ts")).convertCommand,
    create: async () => (await import("./commands/create.ts")).createCommand,
    sample: async () => (await import("./commands/sample.ts")).sampleCommand,
    dedupe: async () => (await import("./commands/dedupe.ts")).dedupeCommand,
    diversity: async () => (await import("./commands/diversity.ts")).diversityCommand,
    synth: async () => (await import("./commands/synth.ts")).synthCommand,
  },
  "Models and methods:": {
    list: async () => (await import("./commands/list.ts")).listCommand,
    models: async () => (await import("./commands/models.ts")).modelsCommand,
    model: async () => (await import("./commands/model.ts")).modelCommand,
    nli: async () => (await import("./commands/nli.ts")).nliCommand,
    embed: async () => (await import("./commands/embed.ts")).embedCommand,
    score: async () => (await import("./commands/score.ts")).scoreCommand,
    mcp: async () => (await import("./commands/mcp.ts")).mcpCommand,
  },
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
  for (const { group, load } of commandsFor(args)) {
    const added = (await load())(done).helpGroup(group);
    for (const part of [added, ...added.commands]) part.exitOverride().copyInheritedSettings(program);
    program.addCommand(added);
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

/** The one that is named; all of them for help and for a name that is none, so that the nearest can be said. */
function commandsFor(args: readonly string[]): { group: string; load: () => Promise<MakeCommand> }[] {
  const all = Object.entries(COMMANDS).flatMap(([group, commands]) =>
    Object.entries(commands).map(([name, load]) => ({ group, name, load })),
  );
  const [first] = args;
  if (first === "--version" || first === "-V") return [];
  const named = all.filter(({ name }) => name === first);
  return named.length > 0 ? named : all;
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
