import { Command } from "commander";
import { exportMemories } from "../../act/index.ts";
import { memoryFileCommand, withMemory } from "../memory-file.ts";
import { deleteCommand, forgetCommand } from "./memory-delete.ts";
import { editCommand } from "./memory-edit.ts";
import { listMemoryCommand } from "./memory-list.ts";

const EXAMPLES = `
Examples:
  $ dramatis memory list memories/ada.sqlite
  $ dramatis memory edit memories/ada.sqlite ID --text "I live in Rome."
  $ dramatis memory delete memories/ada.sqlite ID
  $ dramatis memory forget memories/ada.sqlite user
  $ dramatis memory export memories/ada.sqlite > ada.jsonl`;

/** `dramatis memory list|edit|delete|forget|export FILE` */
export function memoryCommand(done: (exitCode: number) => void): Command {
  return new Command("memory")
    .summary("look at what a persona remembers, mend it, have it forgotten")
    .description("Shows and changes the memories that dramatis chat --memory keeps.")
    .addHelpText("after", EXAMPLES)
    .addCommand(listMemoryCommand(done))
    .addCommand(editCommand(done))
    .addCommand(deleteCommand(done))
    .addCommand(forgetCommand(done))
    .addCommand(exportCommand(done));
}

/** `dramatis memory export FILE` */
function exportCommand(done: (exitCode: number) => void): Command {
  return memoryFileCommand("export")
    .summary("all memories as JSON, one a line")
    .description("Writes every memory, also those that no longer hold, as JSON, one a line, oldest first.")
    .addHelpText("after", "\nExample:\n  $ dramatis memory export memories/ada.sqlite > ada.jsonl")
    .action(async (path: string, flags) => {
      await withMemory(path, flags, async (book) => {
        for await (const line of exportMemories(book)) process.stdout.write(`${line}\n`);
      });
      done(0);
    });
}
