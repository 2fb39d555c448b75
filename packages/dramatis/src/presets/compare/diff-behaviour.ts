import type { MeasureContext, Model, Score, Suite, TrialOutcome, Witness } from "../../core/index.ts";
import type { LoadedPersona } from "../../persona/index.ts";
import { type SettledTrial, settle } from "../../run/check-results.ts";
import { checkTrials, scoreTrial } from "../../run/check-trials.ts";
import { type CheckMeasure, type CheckPair, inProcess, keepOutcomes, type Run } from "../../run/index.ts";
import { ASK_DEFAULTS, type AskedSuite, type AskSuiteOptions, askSuites } from "../check/ask-suite.ts";
import { type PairedDifference, pairedDifferences, type SideScores } from "./paired-differences.ts";

/** A persona and who plays it. */
export interface Side {
  persona: LoadedPersona;
  model: Model;
}

export type DiffStage = "interview" | "check";

export interface DiffBehaviourOptions {
  before: Side;
  after: Side;
  /** Asked of both. */
  suite: Suite;
  measures: readonly CheckMeasure[];
  context: Omit<MeasureContext, "seed" | "signal">;
  /** Who judges; part of every trial's id. */
  witnesses?: readonly Witness[];
  seed?: number;
  repeats?: number;
  settings?: AskSuiteOptions["settings"];
  concurrency?: number;
  /** Keeps conversations and scores; what it has is not done again. */
  run?: Run;
  onStart?: (start: { stage: DiffStage; total: number; already: number }) => void;
  onOutcome?: (outcome: TrialOutcome) => void;
  signal?: AbortSignal | undefined;
}

/** What changed in behaviour between two versions of a persona, or between two models that play it. */
export interface BehaviourDiff {
  before: { persona: string; version: string; model: string };
  after: { persona: string; version: string; model: string };
  suite: { name: string; items: number; repeats: number; seed: number };
  measures: PairedDifference[];
  /** Both sides' answers. */
  asked: { before: AskedSuite; after: AskedSuite };
  /** Scores that failed, with why. */
  failures: { side: "before" | "after"; measure: string; session: string; code: string; message: string }[];
}

/**
 * Asks two sides the same suite under the same draws, scores both by the same measures, each side against its own persona,
 * and compares them item by item: the mean difference with an interval that resamples items, a sign-flip test with Holm's
 * correction over the measures, and the smallest difference that so many items would have shown.
 *
 * @throws BudgetError at the cost cap, and the abort reason of `signal`; what was finished is in the run. @throws
 *   DramatisError when not one conversation of a side came to its end.
 */
export async function diffBehaviour(options: DiffBehaviourOptions): Promise<BehaviourDiff> {
  const { before, after, suite, measures, witnesses = [], run, onOutcome, signal } = options;
  const { seed = ASK_DEFAULTS.seed, repeats = ASK_DEFAULTS.repeats, settings = {} } = options;
  const { concurrency = ASK_DEFAULTS.concurrency } = options;
  const hooks = (stage: DiffStage) => ({
    onStart: (count: { total: number; already: number }) => options.onStart?.({ stage, ...count }),
    ...(run && { run }),
    ...(onOutcome && { onOutcome }),
    signal,
  });
  const sides = [before, after];
  const asked = await askSuites(
    sides.map((side) => ({ ...side, suite, seed, repeats, settings })),
    { concurrency, ...hooks("interview") },
  );
  const pairs = asked.map(
    ({ persona, transcripts }): CheckPair => ({ persona, transcripts, speaker: persona.persona.name }),
  );
  const trials = checkTrials({ pairs, measures, witnesses, seed });
  const outcomes = await keepOutcomes({
    ...hooks("check"),
    trials,
    perform: (trial, own) => scoreTrial(trial, { ...options.context, seed, signal: own }),
    executor: inProcess({ concurrency }),
  });
  const settled = trials.map((trial) => settle(trial, outcomes.get(trial.id), run?.folder ?? "the comparison"));
  const ofSide = (index: number): SettledTrial[] => settled.filter(({ trial }) => trial.pair === pairs[index]);
  const [first, second] = [ofSide(0), ofSide(1)];
  const measured = measures.map(({ name, measure }) => {
    const { unit, direction } = measure.aggregate([]);
    return { measure: name, unit, direction, before: scoresOf(first, name), after: scoresOf(second, name) };
  });
  return {
    before: who(before),
    after: who(after),
    suite: { name: suite.name, items: suite.items.length, repeats, seed },
    measures: pairedDifferences(measured, { seed }),
    asked: { before: asked[0] as AskedSuite, after: asked[1] as AskedSuite },
    failures: [...failuresOf("before", first), ...failuresOf("after", second)],
  };
}

function who({ persona, model }: Side): BehaviourDiff["before"] {
  return { persona: persona.persona.name, version: persona.version, model: model.id };
}

function failuresOf(side: "before" | "after", settled: readonly SettledTrial[]): BehaviourDiff["failures"] {
  return settled.flatMap(({ trial, failure }) =>
    failure ? [{ side, measure: trial.measure.name, session: trial.transcript.session, ...failure }] : [],
  );
}

/** A conversation holds one item, whose id its last question notes. */
function scoresOf(settled: readonly SettledTrial[], measure: string): SideScores {
  const byItem = new Map<string, Score[]>();
  for (const { trial, scores } of settled) {
    if (trial.measure.name !== measure) continue;
    const item = itemOf(trial.transcript.messages) ?? trial.transcript.session;
    byItem.set(item, [...(byItem.get(item) ?? []), ...scores]);
  }
  return { byItem };
}

/** The item of a suite that a conversation holds; undefined where it is none. */
export function itemOf(messages: AskedSuite["transcripts"][number]["messages"]): string | undefined {
  for (const { evidence } of messages) {
    const probe = evidence?.probe;
    if (typeof probe === "object" && probe !== null && "item" in probe && typeof probe.item === "string")
      return probe.item;
  }
  return undefined;
}
