import { Command } from "commander";
import { type DiversityReport, diversityReport, personaLine } from "../../create/index.ts";
import { openEmbedder, resolveRoles } from "../../model/index.ts";
import { readConfig } from "../../presets/config-file.ts";
import { personaStream } from "../../presets/persona-stream.ts";
import { formatEstimate } from "../../report/index.ts";
import { EXIT_INTERRUPTED, interruptible } from "../../run/index.ts";
import { wholeNumber } from "../numbers.ts";

interface Flags {
  reference?: string;
  json?: boolean;
  seed: number;
  embedder?: string;
  config?: string;
}

const HELP = `
Examples:
  $ dramatis diversity people.jsonl
  $ dramatis diversity ours.jsonl --reference persona-hub.jsonl --json

Vendi score (how many kinds, in effect), dispersion of the embeddings, compression ratio (less is more diverse), distinct
words and pairs, and, with --reference, the share of its topics that are touched. Each is the mean of draws of the same
size on both sides, with a 95 % interval.`;

/** `dramatis diversity FILE…` */
export function diversityCommand(done: (exitCode: number) => void): Command {
  return new Command("diversity")
    .summary("how diverse a collection of personas is")
    .description("Measures how diverse personas are, beside a reference where there is one.")
    .argument("<files...>", "JSONL with one persona a line, persona files, or what dramatis import reads")
    .option("--reference <file>", "a collection to stand beside")
    .option("--json", "the numbers as JSON")
    .option("--seed <number>", "of the draws", wholeNumber(0), 42)
    .option("--embedder <model>", "understudy, openai:MODEL or http://HOST/v1#MODEL")
    .option("--config <file>", "settings (default: dramatis.config.yaml, .json, .ts, .mjs or .js in this folder)")
    .addHelpText("after", HELP)
    .action(async (files: string[], { reference, json = false, seed, embedder, config }: Flags) => {
      const roles = resolveRoles({ flags: { embedder }, config: await readConfig(config) });
      const work = async (signal: AbortSignal): Promise<DiversityReport> =>
        diversityReport(await lines(files), {
          embedder: await openEmbedder(roles.embedder),
          ...(reference !== undefined && { reference: await lines([reference]) }),
          seed,
          signal,
        });
      const { value } = await interruptible(work, { message: "Interrupted." });
      if (value === undefined) return done(EXIT_INTERRUPTED);
      process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : `${table(value).join("\n")}\n`);
      done(0);
    });
}

async function lines(files: readonly string[]): Promise<string[]> {
  const all: string[] = [];
  for await (const persona of personaStream(files)) all.push(personaLine(persona));
  return all;
}

function table({ texts, reference, drawn }: DiversityReport): string[] {
  const rows = Object.entries(texts).map(([name, estimate]) => {
    const beside = reference?.[name as keyof typeof reference];
    return `${name.padEnd(17)} ${formatEstimate(estimate).padEnd(36)}${beside ? `reference ${formatEstimate(beside)}` : ""}`;
  });
  return [...rows.map((row) => row.trimEnd()), `each of draws of ${drawn} texts`];
}
