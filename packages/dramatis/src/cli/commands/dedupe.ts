import { Command } from "commander";
import { share } from "../numbers.ts";

export interface DedupeFlags {
  threshold: number;
  meaning?: number | true;
  embedder?: string;
  config?: string;
  out: string;
  force?: boolean;
}

const HELP = `
Examples:
  $ dramatis dedupe people.jsonl --out distinct.jsonl
  $ dramatis dedupe a.jsonl b.parquet --meaning 0.9 --out distinct.jsonl

Words first: MinHash of single words, Jaccard of at least the threshold (Persona Hub: .9). --meaning then drops those
whose embeddings are nearer than a cosine. The first of each group stays, in the order of the files.`;

/** `dramatis dedupe FILE…` */
export function dedupeCommand(done: (exitCode: number) => void): Command {
  return new Command("dedupe")
    .summary("personas without near-duplicates")
    .description("Drops personas that nearly repeat an earlier one, by words and, when asked, by meaning.")
    .argument("<files...>", "JSONL with one persona a line, persona files, or what dramatis import reads")
    .option("--threshold <share>", "Jaccard similarity of the words from which one is dropped", share, 0.9)
    .option("--meaning [cosine]", "also by embeddings, above this cosine (0.9)", share)
    .option("--embedder <model>", "for --meaning: understudy, openai:MODEL or http://HOST/v1#MODEL")
    .option("--config <file>", "settings (default: dramatis.config.yaml, .json, .ts, .mjs or .js in this folder)")
    .option("-o, --out <path>", "a .jsonl file, a folder, or - for JSONL on standard output", "-")
    .option("--force", "write over files that are there")
    .addHelpText("after", HELP)
    .action(async (files: string[], flags: DedupeFlags) => {
      const { dedupeAction } = await import("../actions/dedupe.ts");
      done(await dedupeAction(files, flags));
    });
}
