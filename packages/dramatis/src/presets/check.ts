import { join } from "node:path";
import { type CheckReport, contentId, type TrialOutcome, UnknownNameError, type Witness } from "../core/index.ts";
import { catalogue, DEFAULT_SET } from "../measure/index.ts";
import { type Environment, type Meter, meter, type Price, type RoleSettings, resolveRoles } from "../model/index.ts";
import {
  type CheckMeasure,
  type CheckPair,
  inProcess,
  nothingScored,
  openRun,
  type Run,
  readGate,
  runCheck,
} from "../run/index.ts";
import { hostedModels, openJudges, refuseIdleJudge, refuseUnpriced } from "./open-judges.ts";
import { type PairUp, pairUp } from "./pair-up.ts";
import { runCache } from "./run-cache.ts";

/** What `check` takes where nothing is said. */
export const CHECK_DEFAULTS = { seed: 42, runs: "runs", concurrency: 4 } as const;

export interface CheckOptions extends PairUp {
  /** Names of measures; the default set when absent. Those that the gate bounds are run as well. */
  measures?: readonly string[] | undefined;
  /** A gate file. */
  gate?: string | undefined;
  /** Which models judge; the bundled ones unless named. */
  roles?: RoleSettings;
  env?: Environment;
  seed?: number;
  /** Folder that holds the runs. */
  runs?: string;
  resume?: boolean;
  /** Trials at once, and calls at once to a model on a server. */
  concurrency?: number;
  /** US dollars, over all times that the run was resumed. */
  maxCost?: number | undefined;
  /** Of the models on a server, in US dollars per million tokens. */
  price?: Price | undefined;
  /** File that replies of models on a server are kept in; by default `calls.sqlite` in the run's folder. */
  cache?: string | undefined;
  /** Told once how many trials there are, and how many of them were done before. */
  onStart?: (start: { total: number; already: number; meter: Meter }) => void;
  onOutcome?: (outcome: TrialOutcome) => void;
  signal?: AbortSignal;
}

export interface CheckOutcome {
  report: CheckReport;
  /** The run's folder. */
  folder: string;
  /** No measure could score anything: the check itself failed. */
  empty: boolean;
  /** Measures that have no value because their trials failed, each with the first reason. */
  broken: { persona: string; measure: string; message: string }[];
}

/**
 * Checks personas against conversations, from files to a report: reads them, opens the judges, runs the measures.
 *
 * @throws InputError for files and options that cannot be used. @throws UnsupportedError when a judge that was asked
 *   for is absent. @throws BudgetError at the cost cap; a later call with `resume` goes on.
 */
export async function check(options: CheckOptions): Promise<CheckOutcome> {
  const { seed = CHECK_DEFAULTS.seed, runs = CHECK_DEFAULTS.runs, concurrency = CHECK_DEFAULTS.concurrency } = options;
  const { env = process.env, resume = false, price, maxCost, onNotice, onOutcome, signal } = options;
  const executor = inProcess({ concurrency });
  const gate = options.gate === undefined ? undefined : await readGate(options.gate, NAMES);
  const measures = await chosenMeasures([...(options.measures ?? DEFAULT_SET), ...Object.keys(gate ?? {})]);
  const pairs = await pairUp(options);

  const needs = new Set(measures.flatMap((measure) => measure.needs ?? []));
  const roles = resolveRoles({ flags: options.roles ?? {}, env });
  const hosted = hostedModels(roles, needs);
  refuseIdleJudge(options.roles ?? {}, roles, needs);
  refuseUnpriced(hosted, maxCost, price);

  let folder = "";
  const cache = runCache(() => options.cache ?? join(folder, "calls.sqlite"));
  const spending = meter({ cap: maxCost });
  const { context, witnesses } = await openJudges({ roles, needs, env, meter: spending, concurrency, price, cache });
  const run = openRun({ plan: planOf({ pairs, measures, witnesses, seed }), root: runs, resume });
  folder = run.folder;
  if (resume && !run.resumed)
    onNotice?.("nothing to resume: no run of this check is there; this one starts from the beginning");
  const noteUsage = usageKeeper(run, spending);
  try {
    const report = await runCheck({
      pairs,
      measures,
      context: { ...context, seed },
      witnesses,
      executor,
      run,
      usage: spending.usage,
      onStart: (count) => options.onStart?.({ ...count, meter: spending }),
      onOutcome: (outcome) => {
        noteUsage();
        onOutcome?.(outcome);
      },
      ...(gate && { gate }),
      ...(signal && { signal }),
    });
    return { report, folder, empty: nothingScored(report), broken: brokenMeasures(report) };
  } finally {
    noteUsage();
    run.close();
    cache.close();
  }
}

/** An unmet need is no fault of the machinery: it was asked for what is not here. */
function brokenMeasures({ results }: CheckReport): CheckOutcome["broken"] {
  return results.flatMap(({ persona, measures, failures }) =>
    Object.entries(measures).flatMap(([measure, { value }]) => {
      const failure = failures.find((one) => one.measure === measure && one.code !== "unsupported");
      return value === null && failure ? [{ persona, measure, message: failure.message }] : [];
    }),
  );
}

/** Counts what the run has cost before, so that a cap holds over every resume, and writes it down whenever it grew. */
function usageKeeper(run: Run, spending: Meter): () => void {
  if (run.spent) spending.charge(run.spent);
  let noted = spending.calls;
  return () => {
    if (spending.calls === noted) return;
    noted = spending.calls;
    run.writeUsage(spending.usage());
  };
}

const NAMES: readonly string[] = catalogue.map(({ name }) => name);

/** The measures by name. @throws UnknownNameError with the nearest names. */
async function chosenMeasures(names: readonly string[]): Promise<CheckMeasure[]> {
  return Promise.all(
    [...new Set(names)].map(async (name) => {
      const entry = catalogue.find((method) => method.name === name);
      if (!entry) throw new UnknownNameError("measure", name, NAMES);
      const factory = await entry.load();
      return { name, measure: factory(), needs: entry.needs };
    }),
  );
}

interface Planned {
  pairs: readonly CheckPair[];
  measures: readonly CheckMeasure[];
  witnesses: readonly Witness[];
  seed: number;
}

function planOf({ pairs, measures, witnesses, seed }: Planned): Parameters<typeof openRun>[0]["plan"] {
  const [first] = pairs;
  return {
    command: "check",
    ...(pairs.length === 1 && first ? { subject: first.persona.persona.name } : {}),
    arguments: {
      pairs: pairs.map(({ persona, transcripts, speaker }) => ({
        persona: persona.version,
        transcripts: transcripts.map((transcript) => contentId(transcript)),
        speaker,
      })),
      measures: measures.map(({ name }) => name),
      witnesses: witnesses.map(({ role, id }) => [role, id]),
      seed,
    },
  };
}
