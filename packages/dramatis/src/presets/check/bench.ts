import { join } from "node:path";
import {
  type Benchmark,
  type Estimate,
  type Need,
  type TrialOutcome,
  UnknownNameError,
  type Witness,
} from "../../core/index.ts";
import {
  behaviorChains,
  characterBoxScenes,
  choiceFile,
  coser,
  deepeval,
  inCharacter,
  personaBench,
  personaGym,
  personaMem,
  realtalk,
  simulateBench,
} from "../../measure/index.ts";
import { type Meter, meter, openModel, resolveRoles } from "../../model/index.ts";
import { personaVersion } from "../../persona/index.ts";
import { settle } from "../../run/check-results.ts";
import { checkTrials, scoreTrial } from "../../run/check-trials.ts";
import { type CheckPair, inProcess, keepOutcomes, openRun } from "../../run/index.ts";
import { CHECK_DEFAULTS } from "../defaults.ts";
import type { HelpOptions } from "../open/open-help.ts";
import { judgesAsked, openJudges, refuseIdleJudge, refuseUnpriced } from "../open/open-judges.ts";
import { runCache } from "../open/run-cache.ts";
import { type AskSuiteOptions, askSuites } from "./ask-suite.ts";
import { chosenMeasures } from "./chosen-measures.ts";

/** Published data sets that can be asked, by name. */
const BENCHMARKS: readonly Benchmark[] = [
  personaGym(),
  coser(),
  characterBoxScenes(),
  simulateBench(),
  inCharacter(),
  realtalk(),
  behaviorChains(),
  personaMem(),
  personaBench(),
  deepeval(),
  choiceFile(),
];

export const BENCHMARK_NAMES: readonly string[] = BENCHMARKS.map(({ name }) => name);

export interface BenchOptions extends HelpOptions {
  name: string;
  /** The authors' files. */
  data: string;
  /** Personas at most, in the order of the files. */
  personas?: number | undefined;
  /** Items of each persona at most. */
  items?: number | undefined;
  /** In place of the benchmark's own. */
  measures?: readonly string[] | undefined;
  settings?: AskSuiteOptions["settings"];
  seed?: number;
  runs?: string;
  resume?: boolean;
  concurrency?: number;
  onStart?: (start: { stage: "interview" | "check"; total: number; already: number; meter: Meter }) => void;
  onOutcome?: (outcome: TrialOutcome) => void;
  signal?: AbortSignal;
}

export interface BenchOutcome {
  benchmark: string;
  model: string;
  personas: number;
  items: number;
  measures: Record<string, Estimate>;
  witnesses: Witness[];
  /** Items that broke off and scores that failed, by reason. */
  failures: Record<string, number>;
  folder: string;
}

/**
 * Asks a model the items of a published data set, as each of its personas and each item in a conversation of its own, and
 * scores the replies over all of them. What was finished is in a run folder; `resume` goes on.
 *
 * @throws InputError, UnknownNameError, UnsupportedError, BudgetError; the signal's reason.
 */
export async function bench(options: BenchOptions): Promise<BenchOutcome> {
  const { seed = CHECK_DEFAULTS.seed, runs = CHECK_DEFAULTS.runs, concurrency = CHECK_DEFAULTS.concurrency } = options;
  const { env = process.env, price, maxCost, config = {}, resume = false, settings = {}, signal, onOutcome } = options;
  const benchmark = BENCHMARKS.find(({ name }) => name === options.name);
  if (!benchmark) throw new UnknownNameError("benchmark", options.name, BENCHMARK_NAMES);
  const measures = await chosenMeasures(options.measures ?? benchmark.measures);
  const needs = new Set<Need>(measures.flatMap((measure) => measure.needs ?? []));
  const roles = resolveRoles({ flags: options.roles ?? {}, config, env });
  refuseIdleJudge(options.roles ?? {}, roles, needs);
  refuseUnpriced([...judgesAsked(roles, needs), roles.actor], maxCost, price);
  const subjects = await take(benchmark, options);

  let folder = "";
  const cache = runCache(() => join(folder, "calls.sqlite"));
  const spending = meter({ cap: maxCost });
  const open = { env, meter: spending, concurrency, price, cache: options.cache ?? cache };
  const { context, witnesses } = await openJudges({ roles, needs, ...open });
  const model = await openModel(roles.actor, open);
  const names = measures.map(({ name }) => name);
  const asked = { suites: subjects.map(({ suite }) => suite), measures: names, model: model.id, settings, seed };
  const run = openRun({
    plan: { command: "bench", subject: benchmark.name, arguments: { ...asked, judges: witnesses.map(({ id }) => id) } },
    root: runs,
    resume,
  });
  folder = run.folder;
  const hooks = (stage: "interview" | "check") => ({
    run,
    onStart: (count: { total: number; already: number }) => options.onStart?.({ stage, ...count, meter: spending }),
    ...(onOutcome && { onOutcome }),
    signal,
  });
  try {
    const held = await askSuites(
      subjects.map((one) => ({ ...one, model, seed, settings })),
      { concurrency, ...hooks("interview") },
    );
    const pairs = held.map(
      ({ persona, transcripts }): CheckPair => ({ persona, transcripts, speaker: persona.persona.name }),
    );
    const trials = checkTrials({ pairs, measures, witnesses, seed });
    const outcomes = await keepOutcomes({
      ...hooks("check"),
      trials,
      perform: (trial, own) => scoreTrial(trial, { ...context, seed, signal: own }),
      executor: inProcess({ concurrency }),
    });
    const settled = trials.map((trial) => settle(trial, outcomes.get(trial.id), folder));
    return {
      benchmark: benchmark.name,
      model: model.id,
      personas: subjects.length,
      items: subjects.reduce((sum, { suite }) => sum + suite.items.length, 0),
      measures: Object.fromEntries(
        measures.map(({ name, measure }) => {
          const own = settled.filter(({ trial }) => trial.measure.name === name);
          return [
            name,
            measure.aggregate(
              own.flatMap(({ scores }) => scores),
              seed,
            ),
          ];
        }),
      ),
      witnesses,
      failures: countsOf([...held.flatMap((one) => one.failures), ...settled.flatMap(({ failure }) => failure ?? [])]),
      folder,
    };
  } finally {
    run.close();
    cache.close();
  }
}

function countsOf(failures: readonly { code: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of failures) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

async function take(benchmark: Benchmark, { data, personas = Number.POSITIVE_INFINITY, items }: BenchOptions) {
  const taken: Pick<AskSuiteOptions, "persona" | "suite">[] = [];
  for await (const { persona, suite } of benchmark.load(data)) {
    const kept = items === undefined ? suite : { ...suite, items: suite.items.slice(0, items) };
    taken.push({ persona: { persona, version: personaVersion(persona), path: persona.name }, suite: kept });
    if (taken.length >= personas) break;
  }
  return taken;
}
