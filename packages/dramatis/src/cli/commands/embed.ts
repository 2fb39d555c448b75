import { Command } from "commander";
import { z } from "zod";
import { openEmbedder, resolveRoles } from "../../model/index.ts";
import { mapLines } from "../map-lines.ts";

const text = z.object({ text: z.string() });

/** `dramatis embed --in texts.jsonl --out vectors.jsonl` */
export function embedCommand(done: (exitCode: number) => void): Command {
  return new Command("embed")
    .summary("turn texts into vectors")
    .description("Embeds {text} lines: adds {embedding}, a vector of length 1.")
    .option("-i, --in <file>", "JSONL, or - for standard input", "-")
    .option("-o, --out <file>", "JSONL, or - for standard output", "-")
    .option("--embedder <model>", "understudy, openai:MODEL or http://HOST/v1#MODEL")
    .addHelpText(
      "after",
      `\nExamples:\n  $ echo '{"text":"I have a dog."}' | dramatis embed\n  $ dramatis embed --in texts.jsonl --out vectors.jsonl`,
    )
    .action(async (flags: { in: string; out: string; embedder?: string }) => {
      const embedder = await openEmbedder(resolveRoles({ flags: { embedder: flags.embedder } }).embedder);
      const code = await mapLines({
        input: flags.in,
        output: flags.out,
        schema: text,
        expected: '{"text": "…"}',
        label: "embed",
        answer: async (rows, signal) => {
          const vectors = await embedder.embed(
            rows.map((row) => row.text),
            signal,
          );
          return vectors.map((vector) => ({ embedding: Array.from(vector, (value) => Number(value.toPrecision(6))) }));
        },
      });
      done(code);
    });
}
