import { readPopulation } from "../../../create/index.ts";
import { samplePage } from "../../../presets/sample/sample-page.ts";
import { sampleHtml } from "../../../report/index.ts";
import type { SampleArguments } from "./run-request.ts";
import type { RunDone, RunTask } from "./run-task.ts";

/** The seed of a drawing where none is said. */
export const SAMPLE_SEED = 42;

/** Draws people, and keeps them among the populations. */
export async function performSample(
  { population, size, seed = SAMPLE_SEED }: SampleArguments,
  { tools, signal, onStart, onOutcome }: RunTask,
): Promise<RunDone> {
  onStart({ stage: "people", total: size, already: 0 });
  let before = 0;
  const onProgress = (people: number): void => {
    for (; before < people; before++) onOutcome({ id: String(before), status: "done", result: null, ms: 0 });
  };
  const result = await tools.populations.draw({ population, size, seed, onProgress, signal });
  const { report, margins: variables, traits } = result;
  const page = samplePage({
    population: await readPopulation(population),
    seed,
    drawn: { ...report, variables, traits },
  });
  return { result, report: sampleHtml(page) };
}
