import { Command, InvalidArgumentError } from "commander";
import type { CreateOptions } from "../../presets/create/create.ts";
import { CREATE_HELP } from "../create-help.ts";
import { amount, price, wholeNumber } from "../numbers.ts";
import { several } from "../several.ts";

export interface CreateFlags extends Pick<CreateOptions, "speaker" | "count" | "seed" | "maxCost" | "price"> {
  text?: string[];
  transcript?: string[];
  persona?: string[];
  choices?: string[];
  set?: Record<string, unknown>;
  model?: string;
  nli?: string;
  judge?: string;
  embedder?: string;
  config?: string;
  cache?: string;
  out?: string;
  report?: string;
  force?: boolean;
}

/** `dramatis create METHOD` */
export function createCommand(done: (exitCode: number) => void): Command {
  return new Command("create")
    .summary("make personas from texts, conversations, other personas")
    .description("Makes personas by a method of the literature. dramatis list create shows the methods.")
    .argument("<method>", "such as extract-persona; see dramatis list create")
    .option("--text <file>", "a text, a folder of texts, or JSONL with {text}; repeat it for more", several)
    .option("-t, --transcript <file>", "conversations, in any format that check reads; repeat it for more", several)
    .option("-p, --persona <file>", "a persona, a folder of them, or JSONL; repeat it for more", several)
    .option("--choices <file>", "JSONL with {context, chosen, rejected}", several)
    .option("--speaker <name>", "whom to make a persona of, where there are several")
    .option("--count <number>", "at most so many personas", wholeNumber(1))
    .option("--set <name=value>", "an option of the method, such as --set hops=2; repeat it for more", setting)
    .option(
      "-o, --out <path>",
      "a folder, a .jsonl file, one .yaml or .json file, or - for JSONL (default: YAML shown)",
    )
    .option("--force", "write over files that are there")
    .option("--report <file>", "what was asked, kept and dropped, as JSON")
    .option("--seed <number>", "of everything random", wholeNumber(0), 42)
    .option(
      "--model <model>",
      "who is asked, where the method asks: openai:MODEL, http://HOST/v1#MODEL, mock:SCRIPT.json",
    )
    .option("--nli <judge>", "who judges sentence pairs: understudy, judge, http://HOST/PATH or onnx:FOLDER")
    .option("--judge <model>", "chat model for --nli judge")
    .option("--embedder <model>", "understudy, openai:MODEL or http://HOST/v1#MODEL")
    .option("--cache <file>", "keep replies of a hosted model in this file, so that a second run is free")
    .option("--price <in,out>", "of a hosted model, in dollars per million tokens", price)
    .option("--max-cost <dollars>", "stop before spending more", amount)
    .option("--config <file>", "settings (default: dramatis.config.yaml, .json, .ts, .mjs or .js in this folder)")
    .addHelpText("after", CREATE_HELP)
    .action(async (method: string, flags: CreateFlags) => {
      const { createAction } = await import("../actions/create.ts");
      done(await createAction(method, flags));
    });
}

/** "hops=2" → { hops: 2 }: a value is JSON where it can be read so, else text. @throws InvalidArgumentError */
function setting(text: string, before: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const [, name, value = ""] = /^([A-Za-z]\w*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError("Expected name=value, such as hops=2.");
  return { ...before, [name]: jsonOrText(value) };
}

function jsonOrText(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return value;
  }
}
