import { type Command, Option } from "commander";
import { listMemories, type Memory } from "../../act/index.ts";
import { memoryLines } from "../../presets/chat/chat-memory.ts";
import { type MemoryFileFlags, memoryFileCommand, withMemory } from "../memory-file.ts";

interface Flags extends MemoryFileFlags {
  about?: string;
  kind?: Memory["kind"];
  all?: boolean;
  json?: boolean;
}

/** `dramatis memory list FILE` */
export function listMemoryCommand(done: (exitCode: number) => void): Command {
  return memoryFileCommand("list")
    .summary("what is remembered, by whom it is about")
    .description("Lists memories with their ids, by whom they are about, oldest first.")
    .option("--about <name>", "only about this person")
    .addOption(new Option("--kind <kind>", "only of this kind").choices(["fact", "event", "thought", "profile"]))
    .option("--all", "also those that no longer hold")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  $ dramatis memory list memories/ada.sqlite\n  $ dramatis memory list memories/ada.sqlite --about user --all --json",
    )
    .action(async (path: string, { about, kind, all, json, ...flags }: Flags) => {
      const filter = { ...(about !== undefined && { about }), ...(kind && { kind }), ...(all && { ended: true }) };
      await withMemory(path, flags, async (book) => {
        const memories = await listMemories(book, filter);
        const lines =
          memories.length === 0 ? ["nothing is remembered"] : memoryLines(memories, { persona: book.owner });
        process.stdout.write(json ? `${JSON.stringify(memories, null, 2)}\n` : `${lines.join("\n")}\n`);
      });
      done(0);
    });
}
