// The curve, the lifetimes and the paired differences of conversations that were held.
import {
  contradictionRate,
  type Estimate,
  firstTurnOut,
  inCharacterByTurn,
  type Measure,
  type Nli,
  type Score,
  type Subject,
  type SurvivalComparison,
  type Transcript,
} from "dramatis";
import { compareSurvival, lifetimesOf, survivalInCharacter } from "../../packages/dramatis/src/measure/index.ts";
import { estimateOf, mean } from "../../packages/dramatis/src/stats/index.ts";
import type { Speaker } from "../speakers.ts";

export interface Condition {
  name: string;
  guarded: boolean;
  compacts: boolean;
}

/** The first is what the others are held against. */
export const CONDITIONS: readonly Condition[] = [
  { name: "none", guarded: false, compacts: false },
  { name: "guard", guarded: true, compacts: false },
  { name: "compaction", guarded: false, compacts: true },
  { name: "guard-and-compaction", guarded: true, compacts: true },
];

export interface Held {
  speaker: Speaker;
  condition: Condition;
  transcript: Transcript;
}

/** Turns of a bin of the curve. */
const BIN = 5;

interface Scored {
  /** 1 less the highest p(contradict), and whether a turn contradicts, turn by turn. */
  inCharacter: Score[];
  contradicts: Score[];
  firstOut: Score[];
}

/** Each condition by itself, then what it changes, persona by persona. */
export async function figuresOf(held: readonly Held[], nli: Nli, turns: number): Promise<object> {
  const scored = new Map<Held, Scored>();
  for (const one of held) {
    const score = (measure: Measure): Promise<Score[]> => measure.score(subjectOf(one), { nli, seed: 42 });
    scored.set(one, {
      inCharacter: await score(inCharacterByTurn()),
      contradicts: await score(contradictionRate()),
      firstOut: await score(firstTurnOut()),
    });
  }
  const of = (name: string): { person: string; scored: Scored; transcript: Transcript }[] =>
    held
      .filter(({ condition }) => condition.name === name)
      .map((one) => ({ person: one.speaker.person, scored: scored.get(one) as Scored, transcript: one.transcript }));
  const lifetimes = (name: string): ReturnType<typeof lifetimesOf> =>
    lifetimesOf(of(name).flatMap(({ scored: { firstOut } }) => firstOut));
  const conditions = CONDITIONS.map(({ name }) => ({
    name,
    inCharacter: inCharacterByTurn().aggregate(of(name).flatMap(({ scored: { inCharacter } }) => inCharacter)),
    contradictions: contradictionRate().aggregate(of(name).flatMap(({ scored: { contradicts } }) => contradicts)),
    curve: curveOf(of(name), turns),
    drift: overPersonas(of(name), ({ inCharacter }) => secondLessFirst(inCharacter, turns)),
    survival: survivalInCharacter(lifetimes(name)),
    meanTurnsBefore: firstTurnOut().aggregate(of(name).flatMap(({ scored: { firstOut } }) => firstOut)),
    summedUp: mean(of(name).map(({ transcript }) => mostOf(transcript, "summedUp"))),
    droppedTurns: mean(of(name).map(({ transcript }) => mostOf(transcript, "droppedTurns"))),
  }));
  const [base, ...changed] = CONDITIONS;
  const differences = changed.map(({ name }) => ({
    name,
    inCharacter: paired(of(base?.name ?? ""), of(name), ({ inCharacter }) => meanOf(inCharacter)),
    contradictions: paired(of(base?.name ?? ""), of(name), ({ contradicts }) => meanOf(contradicts)),
    drift: paired(of(base?.name ?? ""), of(name), ({ inCharacter }) => secondLessFirst(inCharacter, turns)),
    turnsBefore: paired(of(base?.name ?? ""), of(name), ({ firstOut }) => firstOut[0]?.value ?? null),
    survival: withoutCurves(compareSurvival(lifetimes(base?.name ?? ""), lifetimes(name))),
  }));
  return { judge: nli.id, conditions, differences };
}

function subjectOf({ speaker: { persona, person }, transcript }: Held): Subject {
  return { persona, personaVersion: person, transcript, speaker: persona.name };
}

interface Own {
  person: string;
  scored: Scored;
}

function overPersonas(all: readonly Own[], of: (scored: Scored) => number | null): Estimate {
  return estimate(all.map(({ person, scored }) => ({ person, value: of(scored) })));
}

/** b less a, persona by persona. */
function paired(a: readonly Own[], b: readonly Own[], of: (scored: Scored) => number | null): Estimate {
  return estimate(
    b.map(({ person, scored }) => {
      const before = a.find((one) => one.person === person);
      const values = [before && of(before.scored), of(scored)];
      return { person, value: values[0] == null || values[1] == null ? null : values[1] - values[0] };
    }),
  );
}

function estimate(values: readonly { person: string; value: number | null }[]): Estimate {
  const scores = values.map(({ person, value }) => ({ value, cluster: person }));
  return estimateOf(scores, { measure: "drift", version: "1", unit: "points", direction: "none" });
}

function curveOf(all: readonly Own[], turns: number): object[] {
  return Array.from({ length: Math.ceil(turns / BIN) }, (_, bin) => {
    const within = (score: Score): boolean => Math.floor(ownTurn(score) / BIN) === bin;
    const { value, low, high, n } = overPersonas(all, ({ inCharacter }) => meanOf(inCharacter.filter(within)));
    return { turns: [bin * BIN + 1, Math.min(turns, (bin + 1) * BIN)], value, low, high, n };
  });
}

/** Below 0 where it grows less true: the second half asks what the first asked. */
function secondLessFirst(scores: readonly Score[], turns: number): number | null {
  const half = (late: boolean): number | null =>
    meanOf(scores.filter((score) => ownTurn(score) >= Math.floor(turns / 2) === late));
  const [first, second] = [half(false), half(true)];
  return first === null || second === null ? null : second - first;
}

/** The user begins, so the actor's turns are the odd ones. */
function ownTurn({ turn = 0 }: Score): number {
  return (turn - 1) / 2;
}

function meanOf(scores: readonly Score[]): number | null {
  return mean(scores.flatMap(({ value }) => value ?? []));
}

/** Most messages of any reply that a summary stood for, or that had no room. */
function mostOf({ messages }: Transcript, what: "summedUp" | "droppedTurns"): number {
  return Math.max(0, ...messages.map(({ evidence }) => Number(evidence?.[what] ?? 0)));
}

function withoutCurves({ gain, logRank, until }: SurvivalComparison): object {
  return { gain, logRank, until };
}
