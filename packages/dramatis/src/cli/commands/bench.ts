import { Command } from "commander";
import { BENCHMARK_NAMES, type BenchOptions, type BenchOutcome, bench } from "../../presets/check/bench.ts";
import { readConfig } from "../../presets/open/config-file.ts";
import { formatEstimate, formatMissing } from "../../report/index.ts";
import { EXIT_INTERRUPTED } from "../../run/index.ts";
import { inStages } from "../in-stages.ts";
import { nameList } from "../name-list.ts";
import { amount, price, wholeNumber } from "../numbers.ts";

interface Flags
  extends Pick<BenchOptions, "data" | "personas" | "items" | "measures" | "seed" | "resume" | "maxCost" | "price"> {
  json?: boolean;
  model?: string;
  nli?: string;
  embedder?: string;
  judge?: string;
  config?: string;
  maxTokens?: number;
}

const HELP = `
Examples:
  $ dramatis bench simulate-bench --data SimulateBench/ --personas 10 --items 20
  $ dramatis bench persona-gym --data PersonaGym/ --personas 5 --model openai:A --judge openai:B --price 0.15,0.6

Benchmarks: ${BENCHMARK_NAMES.join(", ")}.
The data are the authors' own files, which you fetch; nothing is downloaded. Every item is asked in a conversation of its
own. With --personas and --items it is a sample of the benchmark, not the benchmark: say so beside its numbers.`;

/** `dramatis bench NAME --data PATH` */
export function benchCommand(done: (exitCode: number) => void): Command {
  return new Command("bench")
    .summary("a published benchmark, asked of a model")
    .description("Asks a model the items of a published data set of personas and scores the replies.")
    .argument("<name>", BENCHMARK_NAMES.join(", "))
    .requiredOption("--data <path>", "the authors' files: a folder or a file, as published")
    .option("--personas <number>", "personas at most", wholeNumber(1))
    .option("--items <number>", "items of each persona at most", wholeNumber(1))
    .option("--measures <names>", "in place of the benchmark's own", nameList)
    .option("--max-tokens <number>", "of a reply", wholeNumber(1))
    .option("--json", "the numbers as JSON")
    .option("--model <model>", "who plays: understudy, openai:MODEL, http://HOST/v1#MODEL or mock:SCRIPT.json")
    .option("--nli <judge>", "who judges sentence pairs: understudy, judge, http://HOST/PATH or onnx:FOLDER")
    .option("--embedder <model>", "understudy, openai:MODEL or http://HOST/v1#MODEL")
    .option("--judge <model>", "chat model that judges: openai:MODEL, http://HOST/v1#MODEL, mock:SCRIPT.json")
    .option("--seed <number>", "of everything random", wholeNumber(0))
    .option("--resume", "go on with the last run of the same benchmark")
    .option("--price <in,out>", "of a hosted model, in dollars per million tokens", price)
    .option("--max-cost <dollars>", "stop before spending more", amount)
    .option("--config <file>", "settings (default: dramatis.config.yaml, .json, .ts, .mjs or .js in this folder)")
    .addHelpText("after", HELP)
    .action(async (name: string, flags: Flags) => {
      done(await run(name, flags));
    });
}

async function run(name: string, flags: Flags): Promise<number> {
  const { json = false, model, nli, embedder, judge, config, maxTokens, ...rest } = flags;
  const configured = await readConfig(config);
  const roles = { model, nli, embedder, judge };
  const settings = maxTokens === undefined ? {} : { maxTokens };
  const value = await inStages((hooks) => bench({ ...rest, name, roles, config: configured, settings, ...hooks }));
  if (value === undefined) return EXIT_INTERRUPTED;
  process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : `${lines(value).join("\n")}\n`);
  return Object.values(value.measures).every(({ value: mean }) => mean === null) ? 2 : 0;
}

function lines({ benchmark, model, personas, items, measures, failures, folder }: BenchOutcome): string[] {
  return [
    `${benchmark}: ${personas} personas, ${items} items, played by ${model}`,
    ...Object.entries(measures).map(([name, estimate]) => {
      const missing = formatMissing(estimate);
      return `  ${name.padEnd(32)} ${formatEstimate(estimate)}${missing === "" ? "" : `; ${missing}`}`;
    }),
    ...Object.entries(failures).map(([code, count]) => `  failed: ${code} ${count}`),
    `run ${folder}`,
  ];
}
