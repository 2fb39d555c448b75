/**
 * What an experiment showed: odds ratios of agreeing more with what was argued, by condition, with Wald's intervals.
 *
 * [50] fits a partial proportional-odds model of agreement after on the condition, with agreement before as covariate;
 * here all effects are proportional (McCullagh 1980), the covariate is linear, and answers are turned so that more is nearer to the side
 * that was argued. Conditions are held against the reference cell; of two factors with two levels each the main effects in the
 * reference of the other and the interaction are given too. Beside it the share that moved towards the argued side as a 2 × 2 odds
 * ratio, and the mean move. Who failed, did not answer or was excluded is counted by cell and in no figure. Where a cell
 * parts the answers wholly the fit is shrunk, and says so; nothing to fit is null.
 *
 * @paper 50
 * @function
 */
import type { Estimate } from "../../core/index.ts";
import { estimateOf, type OddsEffect, type OddsRatio, oddsRatio, proportionalOdds } from "../../stats/index.ts";
import { type Condition, conditionName, conditionsOf, type Factors } from "./block-randomize.ts";
import type { ArguedSide, ExperimentRecord } from "./experiment.ts";

export interface ExperimentAnalysis {
  cells: ExperimentCell[];
  /** Each condition against the reference, and the answer before, by name. null where nothing can be fitted. */
  model: FittedEffects | null;
  /** Of a 2 × 2 design: the factors in the reference of the other, and their interaction. */
  factorial: FittedEffects | null;
}

export interface FittedEffects {
  effects: Record<string, OddsEffect>;
  /** Shrunk, for a cell parts the answers wholly: odds ratios are to be read as large, not as their number. */
  penalized: boolean;
  n: number;
}

export interface ExperimentCell {
  condition: Condition;
  name: string;
  assigned: number;
  analysed: number;
  /** Why the others are not: "failed", "no answer", or the reason that `exclude` gave. */
  left: Record<string, number>;
  /** Steps towards what was argued. */
  move: Estimate;
  /** Who moved towards it, against the reference cell; null for the reference. */
  moved: OddsRatio | null;
}

export interface ExperimentAnalysisOptions {
  factors: Factors;
  /** Options of the agreement scale, 1 to so many. */
  levels: number;
  /** A reason to leave a participant out, by the rule that was laid down before; null keeps it. */
  exclude?: (record: ExperimentRecord) => string | null;
  seed?: number;
}

/** @throws RangeError for an answer that is not on the scale, or a condition that the factors do not have */
export function experimentAnalysis(
  records: readonly ExperimentRecord[],
  { factors, levels, exclude = () => null, seed = 42 }: ExperimentAnalysisOptions,
): ExperimentAnalysis {
  const conditions = conditionsOf(factors);
  const names = conditions.map(conditionName);
  const judged = records.map((record) => {
    if (!names.includes(conditionName(record.condition)))
      throw new RangeError(`invalid condition; not in the design: ${conditionName(record.condition)}`);
    return { record, left: reasonOut(record) ?? exclude(record) };
  });
  const kept = judged.flatMap(({ record, left }): Kept[] => {
    if (left !== null) return [];
    const { side, condition } = record;
    const [before, after] = [record.before, record.after].map((answer) => turned(answer as number, side, levels));
    return [{ name: conditionName(condition), condition, before: before as number, after: after as number }];
  });
  const cells = conditions.map((condition): ExperimentCell => {
    const name = conditionName(condition);
    const own = judged.filter(({ record }) => conditionName(record.condition) === name);
    const out = own.flatMap(({ left }) => left ?? []);
    const analysed = kept.filter((one) => one.name === name);
    return {
      ...{ condition, name, assigned: own.length, analysed: analysed.length },
      left: Object.fromEntries([...Map.groupBy(out, (reason) => reason)].map(([reason, all]) => [reason, all.length])),
      move: moveOf(analysed, name, seed),
      moved: name === names[0] ? null : movedRatio(kept, name, names[0] as string),
    };
  });
  return { cells, model: cellModel(kept, names), factorial: factorialModel(kept, factors) };
}

interface Kept {
  name: string;
  condition: Condition;
  before: number;
  after: number;
}

/** Agreement with what was argued: of somebody who argued against, a low agreement is a high one. */
export function turned(answer: number, side: ArguedSide, levels: number): number {
  if (!Number.isInteger(answer) || answer < 1 || answer > levels)
    throw new RangeError(`invalid answer; not a whole number from 1 to ${levels}: ${answer}`);
  return side === "pro" ? answer : levels + 1 - answer;
}

function reasonOut({ failed, before, after }: ExperimentRecord): string | null {
  if (failed !== undefined) return "failed";
  return before === null || after === null ? "no answer" : null;
}

function moveOf(own: readonly Kept[], name: string, seed: number): Estimate {
  const scores = own.map(({ before, after }, i) => ({ value: after - before, cluster: String(i) }));
  const measure = `experiment-analysis/${name}`;
  return estimateOf(scores, { measure, version: "1", unit: "points", direction: "none", counts: "claims", seed });
}

function movedRatio(kept: readonly Kept[], name: string, reference: string): OddsRatio | null {
  const count = (cell: string, hasMoved: boolean): number =>
    kept.filter((one) => one.name === cell && one.after > one.before === hasMoved).length;
  return oddsRatio([count(name, true), count(name, false), count(reference, true), count(reference, false)]);
}

function cellModel(kept: readonly Kept[], names: readonly string[]): FittedEffects | null {
  const present = names.slice(1).filter((name) => kept.some((one) => one.name === name));
  return fitted(kept, [...present, BEFORE], (one) => [...present.map((name) => Number(one.name === name)), one.before]);
}

function factorialModel(kept: readonly Kept[], factors: Factors): FittedEffects | null {
  const [a, b, ...more] = Object.entries(factors);
  if (a === undefined || b === undefined || more.length > 0 || a[1].length !== 2 || b[1].length !== 2) return null;
  const isSecond = ({ condition }: Kept, [factor, levels]: typeof a): number => Number(condition[factor] === levels[1]);
  return fitted(kept, [a[0], b[0], `${a[0]} × ${b[0]}`, BEFORE], (one) => {
    const [x, y] = [isSecond(one, a), isSecond(one, b)];
    return [x, y, x * y, one.before];
  });
}

const BEFORE = "before";

function fitted(
  kept: readonly Kept[],
  names: readonly string[],
  featuresOf: (one: Kept) => number[],
): FittedEffects | null {
  const found = proportionalOdds(kept.map((one) => ({ features: featuresOf(one), level: one.after })));
  if (found === null) return null;
  const effects = Object.fromEntries(found.effects.map((effect, i) => [names[i] as string, effect]));
  return { effects, penalized: found.penalized, n: found.n };
}
