import { join, parse } from "node:path";
import { Command, Option } from "commander";
import {
  type PopulationFormat,
  preparePopulation,
  readPopulation,
  shippedPopulations,
  type WrittenPopulation,
  writePopulation,
} from "../../create/index.ts";
import { samplePage } from "../../presets/sample/sample-page.ts";
import { sampleHtml } from "../../report/index.ts";
import { checkOutput, EXIT_INTERRUPTED, interruptible, lineSink, progress, writeWhole } from "../../run/index.ts";
import { wholeNumber } from "../numbers.ts";
import { samplingLines } from "../sampling-lines.ts";

interface Flags {
  size: number;
  seed: number;
  out: string;
  format?: PopulationFormat;
  report?: string;
  html?: string;
}

const HELP = `
Examples:
  $ dramatis sample us-adults --size 1000 --out people.parquet
  $ dramatis sample us-adults --size 20 --format personas
  $ dramatis sample town.population.yaml --size 1000000 --seed 7 --out town.jsonl

Populations that come with it: ${shippedPopulations().join(", ")}; or a file of yours: tables of counts with their
sources, which variables they are over, constraints and the Big Five. data/populations shows how one is written.
The margins are met as closely as whole people can. The same seed gives the same bytes. Standard error tells how far the
people are from what was asked for, and whom the constraints turned away. A page shows margins beside their targets, traits,
size and weights, and what no table says; where the people go to standard output, --html names it.`;

/** `dramatis sample POPULATION` */
export function sampleCommand(done: (exitCode: number) => void): Command {
  return new Command("sample")
    .summary("draw people whose margins are those of a population")
    .description("Draws people of a population: margins and joint tables by raking, then conditional facts and traits.")
    .argument("<population>", "name of one that is shipped, or a .yaml or .json file")
    .option("-n, --size <number>", "how many people", wholeNumber(1), 100)
    .option("--seed <number>", "of the drawing", wholeNumber(0), 42)
    .option("-o, --out <file>", "a .jsonl or .parquet file, or - for standard output", "-")
    .addOption(
      new Option("--format <name>", "a row for each, or a persona on each line").choices([
        "jsonl",
        "parquet",
        "personas",
      ]),
    )
    .option("--report <file>", "how far the people are from what was asked for, as JSON")
    .option("--html <file>", "the same as a page to look at (default: beside the --out file, as NAME.report.html)")
    .addHelpText("after", HELP)
    .action(async (name: string, flags: Flags) => {
      for (const path of [flags.report, flags.html]) if (path !== undefined) checkOutput(path);
      done(await run(name, flags));
    });
}

async function run(name: string, { size, seed, out, report, html = besides(out), ...flags }: Flags): Promise<number> {
  const described = await readPopulation(name);
  const population = preparePopulation(described);
  const format = flags.format ?? (/\.parquet$/i.test(out) ? "parquet" : "jsonl");
  const sink = await lineSink(out);
  const bar = progress({ total: size, label: "people" });
  let before = 0;
  const work = (signal: AbortSignal): Promise<WrittenPopulation> =>
    writePopulation({
      population,
      size,
      seed,
      format,
      signal,
      sink: (bytes) => sink.write(bytes),
      onProgress: (people) => {
        for (; before < people; before++) bar.tick({ status: "done" });
      },
    });
  try {
    const message = out === "-" ? "Interrupted." : "Interrupted; nothing is written.";
    const outcome = await interruptible(work, { message });
    if (outcome.interrupted || outcome.value === undefined) return EXIT_INTERRUPTED;
    await sink.keep();
    bar.done();
    process.stderr.write(`${samplingLines(outcome.value).join("\n")}\n`);
    if (report !== undefined) writeWhole(report, `${JSON.stringify(outcome.value, null, 2)}\n`);
    if (html !== undefined) {
      writeWhole(html, sampleHtml(samplePage({ population: described, seed, drawn: outcome.value })));
      process.stderr.write(`Report: ${html}\n`);
    }
    return 0;
  } finally {
    bar.done();
    await sink.discard();
  }
}

/** "people.jsonl" → "people.report.html"; none beside standard output. */
function besides(out: string): string | undefined {
  if (out === "-") return undefined;
  const { dir, name } = parse(out);
  return join(dir, `${name}.report.html`);
}
