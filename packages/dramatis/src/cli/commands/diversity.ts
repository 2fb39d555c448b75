import { Command, Option } from "commander";
import type { TextKind } from "../../presets/create/text-diversity.ts";
import { wholeNumber } from "../numbers.ts";

export interface DiversityFlags {
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
    .action(async (files: string[], flags: DiversityFlags) => {
      const { diversityAction } = await import("../actions/diversity.ts");
      done(await diversityAction(files, flags));
    });
}
