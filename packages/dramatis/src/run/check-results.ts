import type {
  CheckReport,
  CheckResult,
  CurvePoint,
  Estimate,
  Missing,
  Need,
  PartEstimate,
  Score,
  TrialOutcome,
  Witness,
} from "../core/index.ts";
import { claims } from "../persona/index.ts";
import { estimateOf } from "../stats/index.ts";
import { type CheckMeasure, type CheckPair, type CheckTrial, readScores } from "./check-trials.ts";

/** A trial with what came of it. */
export interface SettledTrial {
  trial: CheckTrial;
  scores: Score[];
  failure?: { code: string; message: string };
}

/**
 * The scores of a trial. One that failed, or never came back, is one missing unit: how many it would have had is not
 * known.
 *
 * @param where run folder, for the message when the scores are no scores.
 */
export function settle(trial: CheckTrial, outcome: TrialOutcome | undefined, where: string): SettledTrial {
  if (outcome?.status === "done") return { trial, scores: readScores(outcome.result, where) };
  const failure = outcome?.error ?? { code: "lost", message: "the executor gave no outcome" };
  const missing: Missing = failure.code === "unsupported" ? "unsupported" : "failed";
  return { trial, scores: [{ value: null, missing, cluster: trial.transcript.session }], failure };
}

/** One persona's estimates, curves, evidence and failures from its settled trials. */
export function checkResult(
  pair: CheckPair,
  settled: readonly SettledTrial[],
  { witnesses, seed }: { witnesses: readonly Witness[]; seed: number },
): CheckResult {
  const { persona, version } = pair.persona;
  const result: CheckResult = {
    persona: persona.name,
    version,
    speaker: pair.speaker,
    claims: claims(persona),
    measures: {},
    curves: {},
    evidence: [],
    transcripts: pair.transcripts,
    ...(pair.interview && { interview: pair.interview }),
    witnesses: [...witnesses],
    failures: [],
  };
  const ownTurns = countOwnTurns(pair);
  for (const [measure, trials] of Map.groupBy(settled, ({ trial }) => trial.measure)) {
    const scores = trials.flatMap((trial) => trial.scores);
    const estimate = stamp(measure.measure.aggregate(scores, seed), measure, { version, seed, witnesses });
    result.measures[measure.name] = estimate;
    const curve = curveOf(scores, estimate, { ownTurns, seed });
    if (curve.length > 0) result.curves[measure.name] = curve;
    const parts = partsOf(scores, estimate, seed);
    if (parts.length > 1) result.parts = { ...result.parts, [measure.name]: parts };
    for (const { evidence } of scores) if (evidence) result.evidence.push({ ...evidence, measure: measure.name });
    for (const { trial, failure } of trials) {
      if (failure) result.failures.push({ measure: measure.name, session: trial.transcript.session, ...failure });
    }
  }
  result.evidence.sort((a, b) => b.strength - a.strength || compare(a.session, b.session) || a.turn - b.turn);
  return result;
}

/** True when no measure has scored a single unit of any persona: the machinery failed, whatever the reason. */
export function nothingScored({ results }: CheckReport): boolean {
  return results.every(({ measures }) => Object.values(measures).every(({ n }) => n === 0));
}

/** Adds what the measure itself cannot know: the persona, the seed of its scores, and which witnesses met its needs. */
function stamp(
  estimate: Estimate,
  { needs = [] }: CheckMeasure,
  { version, seed, witnesses }: { version: string; seed: number; witnesses: readonly Witness[] },
): Estimate {
  const made = { seed, ...estimate.made, personaVersion: version };
  const judges = witnesses.filter(({ role }) => needs.includes(NEED_OF_ROLE[role])).map(({ id }) => id);
  if (made.judge === undefined && judges.length > 0) made.judge = judges.join(", ");
  return { ...estimate, made };
}

const NEED_OF_ROLE: Record<Witness["role"], Need> = { nli: "nli", embedder: "embed", judge: "judge", actor: "actor" };

/** Session and position in it → how many turns the speaker has had by then, that one included. */
function countOwnTurns({ transcripts, speaker }: CheckPair): (session: string, turn: number) => number | undefined {
  const counts = new Map<string, number>();
  for (const { session, messages } of transcripts) {
    const own = messages.filter((message) => message.speaker === speaker);
    for (const [i, { turn }] of own.entries()) counts.set(JSON.stringify([session, turn]), i + 1);
  }
  return (session, turn) => counts.get(JSON.stringify([session, turn]));
}

/** Mean over the sessions of the speaker's first turn, second turn, …, for scores that belong to a turn. */
function curveOf(
  scores: readonly Score[],
  { unit, direction, made }: Estimate,
  { ownTurns, seed }: { ownTurns: ReturnType<typeof countOwnTurns>; seed: number },
): CurvePoint[] {
  const { measure, version } = made;
  const placed = scores.flatMap((score) => {
    const place = score.turn === undefined ? undefined : ownTurns(score.cluster, score.turn);
    return place === undefined ? [] : [{ score, place }];
  });
  return [...Map.groupBy(placed, ({ place }) => place)]
    .sort(([a], [b]) => a - b)
    .flatMap(([turn, group]) => {
      const own = group.map(({ score }) => score);
      const { value, low, high, n } = estimateOf(own, { measure, version, unit, direction, seed });
      return value === null ? [] : [{ turn, value, low, high, n }];
    });
}

/** Each part by itself, in the order in which parts were met. */
function partsOf(scores: readonly Score[], { unit, direction, made }: Estimate, seed: number): PartEstimate[] {
  const { measure, version } = made;
  const named = scores.filter(({ part }) => part !== undefined);
  return [...Map.groupBy(named, ({ part = "" }) => part)].map(([part, own]) => {
    const { value, low, high, n } = estimateOf(own, { measure, version, unit, direction, seed });
    return { part, value, low, high, n };
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
