import type { Command } from "commander";
import { editMemory, type MemoryEdit } from "../../act/index.ts";
import { InputError } from "../../core/index.ts";
import { type MemoryFileFlags, memoryFileCommand, withMemory } from "../memory-file.ts";
import { share } from "../numbers.ts";

type Flags = MemoryFileFlags & MemoryEdit & { json?: boolean };

/** `dramatis memory edit FILE ID` */
export function editCommand(done: (exitCode: number) => void): Command {
  return memoryFileCommand("edit")
    .summary("change a memory")
    .description("Changes a memory; where it comes from stays as it is.")
    .argument("<id>", "as memory list says it")
    .option("--text <sentence>", "what is remembered")
    .option("--about <name>", "whom it is about")
    .option("--valid-from <date>", "since when it holds, such as 2026-03-01")
    .option("--valid-until <date>", "until when it held")
    .option("--confidence <share>", "how sure it is, from 0 to 1", share)
    .option("--json", "the memory as it is now, as JSON")
    .addHelpText("after", '\nExample:\n  $ dramatis memory edit memories/ada.sqlite ID --text "I live in Rome."')
    .action(async (path: string, id: string, { persona, embedder, config, json, ...edit }: Flags) => {
      if (Object.keys(edit).length === 0) {
        const expected = "--text, --about, --valid-from, --valid-until or --confidence";
        throw new InputError({ where: "memory edit", found: "nothing to change", expected });
      }
      const files = { ...(persona && { persona }), ...(embedder && { embedder }), ...(config && { config }) };
      const memory = await withMemory(path, files, (book) => editMemory(book, id, edit));
      process.stdout.write(json ? `${JSON.stringify(memory, null, 2)}\n` : `${memory.id}  ${memory.text}\n`);
      done(0);
    });
}
