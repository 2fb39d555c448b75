import type { Command } from "commander";
import { deleteMemory, forgetPerson } from "../../act/index.ts";
import { oneLine } from "../../core/index.ts";
import { type MemoryFileFlags, memoryFileCommand, withMemory } from "../memory-file.ts";

type Flags = MemoryFileFlags & { json?: boolean };

/** `dramatis memory delete FILE ID` */
export function deleteCommand(done: (exitCode: number) => void): Command {
  return memoryFileCommand("delete")
    .summary("take one memory away")
    .description("Takes a memory away; the same words heard again do not bring it back.")
    .argument("<id>", "as memory list says it")
    .option("--json", "what was deleted, as JSON")
    .addHelpText("after", "\nExample:\n  $ dramatis memory delete memories/ada.sqlite ID")
    .action(async (path: string, id: string, { json, ...flags }: Flags) => {
      const memory = await withMemory(path, flags, (book) => deleteMemory(book, id));
      process.stdout.write(json ? `${JSON.stringify(memory, null, 2)}\n` : `${oneLine(`deleted: ${memory.text}`)}\n`);
      done(0);
    });
}

/** `dramatis memory forget FILE NAME` */
export function forgetCommand(done: (exitCode: number) => void): Command {
  return memoryFileCommand("forget")
    .summary("have a person forgotten")
    .description("Deletes all that is about a person or was said by them, and what was made from that.")
    .argument("<name>", "of the person, as memory list says it")
    .option("--json", "what was deleted, and what others said that still names them, as JSON")
    .addHelpText("after", "\nExample:\n  $ dramatis memory forget memories/ada.sqlite user")
    .action(async (path: string, name: string, { json, ...flags }: Flags) => {
      const outcome = await withMemory(path, flags, (book) => forgetPerson(book, name));
      const { forgotten, mentions } = outcome;
      const lines = [
        `${forgotten.length} forgotten`,
        ...mentions.map(({ id, text }) => oneLine(`still names ${name}: ${id}  ${text}`)),
      ];
      process.stdout.write(json ? `${JSON.stringify(outcome, null, 2)}\n` : `${lines.join("\n")}\n`);
      done(0);
    });
}
