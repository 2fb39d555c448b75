import { Command } from "commander";

/** `dramatis init [FILE]` */
export function initCommand(done: (exitCode: number) => void): Command {
  return new Command("init")
    .summary("write a commented example persona")
    .description("Writes a commented example persona to start from.")
    .argument("[file]", "where to write it, or - for standard output", "ada.persona.yaml")
    .option("--force", "write over a file that is there")
    .addHelpText("after", "\nExamples:\n  $ dramatis init\n  $ dramatis init personas/rosa.persona.yaml")
    .action(async (file: string, flags: { force?: boolean }) => {
      const { initAction } = await import("../actions/init.ts");
      initAction(file, flags);
      done(0);
    });
}
