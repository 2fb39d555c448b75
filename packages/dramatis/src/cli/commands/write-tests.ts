import { basename, extname } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { InputError } from "../../core/index.ts";
import type { SituationalTest } from "../../measure/psychometrics/index.ts";
import { type Attribute, testsFile, type WriteTestsOptions, writeTests } from "../../presets/create/write-tests.ts";
import { readConfig } from "../../presets/open/config-file.ts";
import { checkOutput, writeWhole } from "../../run/index.ts";
import { making } from "../making.ts";
import { amount, price, wholeNumber } from "../numbers.ts";
import { several } from "../several.ts";

interface Flags extends Pick<WriteTestsOptions, "count" | "parallel" | "seed" | "maxCost" | "price"> {
  role: string[];
  attribute: Attribute[];
  model?: string;
  config?: string;
  cache?: string;
  out: string;
}

const HELP = `
Examples:
  $ dramatis write-tests --role "a nurse on a night shift" --attribute "honesty=says what is true even when it costs" \\
      --parallel --model openai:MODEL --out nurse.json
  $ dramatis survey people.jsonl --instrument nurse.json --model openai:MODEL

The file is an instrument: situations with four actions, each worth 0 to 3 on the attribute. The model that writes an
action also keys it, so read the file before you rely on it, and change what you do not agree with.

Exit codes: 0 done, 2 bad input or no test that can be used, 130 interrupted; what was written until then is kept.`;

/** `dramatis write-tests --role TEXT --attribute NAME=MEANING --out FILE` */
export function writeTestsCommand(done: (exitCode: number) => void): Command {
  return new Command("write-tests")
    .summary("have a model write judgement tests for dramatis survey")
    .description(
      "Has a chat model write situational judgement tests, as an instrument that dramatis survey puts to personas.",
    )
    .requiredOption(
      "--role <text>",
      'whose situations, such as "a nurse on a night shift"; repeat it for more',
      several,
    )
    .requiredOption("--attribute <name=meaning>", "what the tests tell of somebody; repeat it for more", attribute)
    .option("--count <number>", "tests of each attribute for each role", wholeNumber(1), 8)
    .option("--parallel", "another form of each test as well, to see how consistent answers are")
    .requiredOption("-o, --out <file>", "the instrument, .json")
    .option("--seed <number>", "of the order in which actions are listed", wholeNumber(0), 42)
    .option("--model <model>", "who writes: openai:MODEL, http://HOST/v1#MODEL or mock:SCRIPT.json")
    .option("--cache <file>", "keep replies of a hosted model in this file, so that a second run is free")
    .option("--price <in,out>", "of a hosted model, in dollars per million tokens", price)
    .option("--max-cost <dollars>", "stop before spending more", amount)
    .option("--config <file>", "settings (default: dramatis.config.yaml, .json, .ts, .mjs or .js in this folder)")
    .addHelpText("after", HELP)
    .action(async (flags: Flags) => {
      done(await run(flags));
    });
}

async function run({
  role: jobs,
  attribute: attributes,
  model,
  config: file,
  cache,
  out,
  ...flags
}: Flags): Promise<number> {
  if (extname(out) !== ".json")
    throw new InputError({ where: "--out", found: out, expected: "a file that ends in .json" });
  checkOutput(out);
  const config = await readConfig(file);
  const tests: SituationalTest[] = [];
  const named = { name: basename(out, ".json"), writer: "", attributes };
  return making<SituationalTest>({
    one: "test",
    sink: {
      write: async (test) => tests.push(test),
      keep: async () => {
        if (tests.length > 0) writeWhole(out, testsFile(tests, named));
      },
      discard: async () => {},
    },
    total: jobs.length * attributes.length * (flags.count ?? 1) * (flags.parallel ? 2 : 1),
    cache,
    work: ({ onItem, ...hooks }) => {
      const onTest: WriteTestsOptions["onTest"] = (test, writer) => {
        named.writer = writer;
        return onItem(test);
      };
      return writeTests({ ...flags, jobs, attributes, roles: { model }, config, onTest, ...hooks });
    },
  });
}

/** "honesty=says what is true" @throws InvalidArgumentError */
function attribute(text: string, before: readonly Attribute[] = []): Attribute[] {
  const [, name = "", meaning = ""] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  if (name.trim() === "" || meaning.trim() === "")
    throw new InvalidArgumentError('Expected name=meaning, such as "honesty=says what is true even when it costs".');
  if (before.some((one) => one.name === name.trim()))
    throw new InvalidArgumentError(`${name.trim()} is there already.`);
  return [...before, { name: name.trim(), meaning: meaning.trim() }];
}
