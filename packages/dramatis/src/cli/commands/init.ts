import { existsSync } from "node:fs";
import { Command } from "commander";
import { InputError } from "../../core/index.ts";
import { examplePersona } from "../../persona/index.ts";
import { writeWhole } from "../../run/index.ts";

/** `dramatis init [FILE]` */
export function initCommand(done: (exitCode: number) => void): Command {
  return new Command("init")
    .summary("write a commented example persona")
    .description("Writes a commented example persona to start from.")
    .argument("[file]", "where to write it, or - for standard output", "ada.persona.yaml")
    .option("--force", "write over a file that is there")
    .addHelpText("after", "\nExamples:\n  $ dramatis init\n  $ dramatis init personas/rosa.persona.yaml")
    .action((file: string, { force = false }: { force?: boolean }) => {
      if (file === "-") process.stdout.write(examplePersona());
      else {
        if (existsSync(file) && !force) {
          throw new InputError({
            where: file,
            found: "a file that is there",
            expected: "a new file",
            fix: "add --force to write over it",
          });
        }
        writeWhole(file, examplePersona());
        process.stderr.write(`Wrote ${file}. Next: dramatis check ${file} --transcript CHAT.jsonl\n`);
      }
      done(0);
    });
}
