import { join } from "node:path";
import type { TrialOutcome } from "../../core/index.ts";
import {
  type Environment,
  type Meter,
  meter,
  openModel,
  type Price,
  type RoleSettings,
  resolveRoles,
} from "../../model/index.ts";
import { personaVersion, readPersona, readSuite } from "../../persona/index.ts";
import { openRun } from "../../run/index.ts";
import { autoSuite } from "../check/auto-suite.ts";
import { chosenMeasures } from "../check/chosen-measures.ts";
import { CHECK_DEFAULTS } from "../defaults.ts";
import { judgesAsked, openJudges, refuseIdleJudge, refuseUnpriced } from "../open/open-judges.ts";
import { runCache } from "../open/run-cache.ts";
import { type BehaviourDiff, type DiffStage, diffBehaviour } from "./diff-behaviour.ts";

export interface DiffVersionsOptions {
  /** Persona files. */
  before: string;
  after: string;
  /** A suite file; one made of `before` by rules when absent. */
  suite?: string | undefined;
  /** Names of measures; those that the suite's questions are for when absent. */
  measures?: readonly string[] | undefined;
  /** Who plays `after`, where it is another than `roles.model`. */
  afterModel?: string | undefined;
  roles?: RoleSettings;
  config?: RoleSettings;
  env?: Environment;
  repeats?: number | undefined;
  seed?: number;
  runs?: string;
  resume?: boolean;
  concurrency?: number;
  maxCost?: number | undefined;
  price?: Price | undefined;
  onStart?: (start: { stage: DiffStage; total: number; already: number; meter: Meter }) => void;
  onOutcome?: (outcome: TrialOutcome) => void;
  signal?: AbortSignal;
}

/** What speaks of behaviour turn by turn, whatever was asked. */
const DEFAULT_MEASURES = ["probe-answers", "bait-resistance", "entailment-coverage", "delta-apc", "refusal-rate"];

/**
 * Two versions of a persona, or one played by two models, asked the same suite under the same draws, from files to paired
 * differences. What was finished is in a run folder; `resume` goes on.
 *
 * @throws InputError, UnknownNameError, UnsupportedError, BudgetError; the signal's reason.
 */
export async function diffVersions(options: DiffVersionsOptions): Promise<BehaviourDiff & { folder: string }> {
  const { seed = CHECK_DEFAULTS.seed, runs = CHECK_DEFAULTS.runs, concurrency = CHECK_DEFAULTS.concurrency } = options;
  const { env = process.env, price, maxCost, config = {}, repeats = 1, resume = false, signal } = options;
  const [before, after] = [await readPersona(options.before), await readPersona(options.after)];
  const suite = options.suite === undefined ? autoSuite(before.persona, { seed }) : await readSuite(options.suite);
  const measures = await chosenMeasures(options.measures ?? DEFAULT_MEASURES);
  const needs = new Set(measures.flatMap((measure) => measure.needs ?? []));
  const roles = resolveRoles({ flags: options.roles ?? {}, config, env });
  const other = resolveRoles({
    flags: { ...options.roles, model: options.afterModel ?? options.roles?.model },
    config,
    env,
  });
  refuseIdleJudge(options.roles ?? {}, roles, needs);
  refuseUnpriced([...judgesAsked(roles, needs), roles.actor, other.actor], maxCost, price);

  let folder = "";
  const cache = runCache(() => join(folder, "calls.sqlite"));
  const spending = meter({ cap: maxCost });
  const open = { env, meter: spending, concurrency, price, cache };
  const { context, witnesses } = await openJudges({ roles, needs, ...open });
  const model = await openModel(roles.actor, open);
  const second = options.afterModel === undefined ? model : await openModel(other.actor, open);
  const run = openRun({
    plan: {
      command: "diff",
      subject: before.persona.name,
      arguments: {
        before: personaVersion(before.persona),
        after: personaVersion(after.persona),
        models: [model.id, second.id],
        suite,
        measures: measures.map(({ name }) => name),
        repeats,
        seed,
      },
    },
    root: runs,
    resume,
  });
  folder = run.folder;
  try {
    const diff = await diffBehaviour({
      before: { persona: before, model },
      after: { persona: after, model: second },
      suite,
      measures,
      context,
      witnesses,
      seed,
      repeats,
      concurrency,
      run,
      onStart: (start) => options.onStart?.({ ...start, meter: spending }),
      ...(options.onOutcome && { onOutcome: options.onOutcome }),
      signal,
    });
    return { ...diff, folder };
  } finally {
    run.close();
    cache.close();
  }
}
