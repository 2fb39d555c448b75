import { Command, Option } from "commander";
import { InputError } from "../../core/index.ts";
import type { DeltaDiversityDecile, ImpliedAuthors } from "../../measure/index.ts";
import { openEmbedder, resolveRoles } from "../../model/index.ts";
import { readConfig } from "../../presets/config-file.ts";
import { type TextDiversity, type TextKind, textDiversity } from "../../presets/text-diversity.ts";
import { formatEstimate } from "../../report/index.ts";
import { EXIT_INTERRUPTED, interruptible } from "../../run/index.ts";
import { wholeNumber } from "../numbers.ts";

interface Flags {
  of: TextKind;
  reference?: string;
  baseline?: string;
  json?: boolean;
  seed: number;
  embedder?: string;
  config?: string;
}

const HELP = `
Examples:
  $ dramatis diversity people.jsonl
  $ dramatis diversity ours.jsonl --reference persona-hub.jsonl --json
  $ dramatis diversity runs/check-ada-1/transcripts.jsonl --of turns
  $ dramatis diversity tuned.jsonl --of turns --reference people.jsonl --baseline untuned.jsonl

Vendi score (how many kinds, in effect), dispersion of the embeddings, compression ratio (less is more diverse), distinct
words and pairs, and, with --reference, the share of its topics that are touched. Each is the mean of draws of the same
size on both sides, with a 95 % interval. Short texts look more diverse by most of these: --baseline compares at equal
length, in deciles of the reference (from -9 to 9, above 0 where the texts are more diverse than the baseline).

With --of turns every turn of conversations is a text, and speakers are told apart by how they write (character trigrams,
at most 400 turns): near chance, or with many turns that begin alike, the model writes as one author for all.`;

/** `dramatis diversity FILE…` */
export function diversityCommand(done: (exitCode: number) => void): Command {
  return new Command("diversity")
    .summary("how diverse a collection of personas, or what is said in conversations, is")
    .description(
      "Measures how diverse personas, or turns of conversations, are, beside a reference where there is one.",
    )
    .argument(
      "<files...>",
      "JSONL with one persona a line, persona files, or what dramatis import reads; conversations",
    )
    .addOption(new Option("--of <kind>", "what the files hold").choices(["personas", "turns"]).default("personas"))
    .option("--reference <file>", "a collection to stand beside")
    .option("--baseline <file>", "a collection to compare with at equal length, in deciles of the reference")
    .option("--json", "the numbers as JSON")
    .option("--seed <number>", "of the draws", wholeNumber(0), 42)
    .option("--embedder <model>", "understudy, openai:MODEL or http://HOST/v1#MODEL")
    .option("--config <file>", "settings (default: dramatis.config.yaml, .json, .ts, .mjs or .js in this folder)")
    .addHelpText("after", HELP)
    .action(async (files: string[], { of, reference, baseline, json = false, seed, embedder, config }: Flags) => {
      if (baseline !== undefined && reference === undefined) throw withoutReference(baseline);
      const roles = resolveRoles({ flags: { embedder }, config: await readConfig(config) });
      const work = async (signal: AbortSignal): Promise<TextDiversity> =>
        textDiversity(files, {
          of,
          embedder: await openEmbedder(roles.embedder),
          reference: reference === undefined ? undefined : [reference],
          baseline: baseline === undefined ? undefined : [baseline],
          seed,
          signal,
        });
      const { value } = await interruptible(work, { message: "Interrupted." });
      if (value === undefined) return done(EXIT_INTERRUPTED);
      process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : `${table(value).join("\n")}\n`);
      done(0);
    });
}

function withoutReference(baseline: string): InputError {
  return new InputError({
    where: "--baseline",
    found: `${baseline}, and no reference`,
    expected: "texts whose lengths make the deciles",
    fix: "add --reference FILE",
  });
}

function table({ texts, reference, drawn, authors, atEqualLength }: TextDiversity): string[] {
  const rows = Object.entries(texts).map(([name, estimate]) => {
    const beside = reference?.[name as keyof typeof reference];
    return `${name.padEnd(17)} ${formatEstimate(estimate).padEnd(36)}${beside ? `reference ${formatEstimate(beside)}` : ""}`;
  });
  return [
    ...rows.map((row) => row.trimEnd()),
    `each of draws of ${drawn} texts`,
    ...(authors ? authorLines(authors) : []),
    ...(atEqualLength ? [lengthLine(atEqualLength)] : []),
  ];
}

function authorLines({ separability, chance, modalOpening, withinShare, isCollapsed, n }: ImpliedAuthors): string[] {
  const { value, low, high } = separability;
  return [
    "",
    `speakers told apart ${two(value)} [${two(low)}, ${two(high)}] of ${n} turns, by chance ${two(chance)}; spread within speakers ${withinShare === null ? "–" : two(withinShare)} of all`,
    `turns that begin alike ${two(modalOpening)}${isCollapsed ? "; it reads as one author for all" : ""}`,
  ];
}

function lengthLine({ value, interval, outside }: DeltaDiversityDecile): string {
  const range = interval ? ` [${two(interval.low)}, ${two(interval.high)}]` : "";
  return `at equal length ${two(value)}${range} deciles over the baseline; ${outside} texts of a length that the reference lacks`;
}

function two(value: number): string {
  return value.toFixed(2);
}
