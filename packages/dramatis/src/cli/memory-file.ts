import { Command } from "commander";
import type { StoredBook } from "../act/index.ts";
import { openMemoryFile } from "../presets/chat/open-memory-file.ts";
import { readConfig } from "../presets/open/config-file.ts";

/** What every command on a memory file takes. */
export interface MemoryFileFlags {
  persona?: string;
  embedder?: string;
  config?: string;
}

/** A command whose first argument is a memory file. */
export function memoryFileCommand(name: string): Command {
  return new Command(name)
    .argument("<file>", "what dramatis chat --memory made, such as memories/ada.sqlite")
    .option("--persona <name>", "whose memories, where the file has those of several")
    .option("--embedder <model>", "the one that the chat used: understudy, openai:MODEL or http://HOST/v1#MODEL")
    .option("--config <file>", "settings (default: dramatis.config.yaml, .json, .ts, .mjs or .js in this folder)");
}

/** Opens the book, does the work and closes it. Damaged entries are said. */
export async function withMemory<T>(
  path: string,
  { persona, embedder, config }: MemoryFileFlags,
  work: (book: StoredBook) => Promise<T>,
): Promise<T> {
  const memory = await openMemoryFile({ path, persona, embedder, config: await readConfig(config) });
  try {
    const done = await work(memory.book);
    const { damaged } = memory.book;
    if (damaged > 0) process.stderr.write(`dramatis: ${path}: ${damaged} damaged entries were passed over\n`);
    return done;
  } finally {
    memory.close();
  }
}
