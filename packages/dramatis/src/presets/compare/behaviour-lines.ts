import { type Missing, oneLine } from "../../core/index.ts";
import type { BehaviourDiff } from "./diff-behaviour.ts";
import type { PairedDifference } from "./paired-differences.ts";

const MOST_CHANGED = 3;

/** A comparison as lines for a terminal: who was compared, each measure with its interval, and the items that moved most. */
export function behaviourLines({ before, after, suite, measures, failures }: BehaviourDiff): string[] {
  const side = ({ persona, version, model }: BehaviourDiff["before"]): string => `${persona} ${version} (${model})`;
  const times = suite.repeats === 1 ? "" : `, ${suite.repeats} times each`;
  return [
    `${side(before)} → ${side(after)}`,
    `${suite.items} items of ${suite.name}${times}; seed ${suite.seed}`,
    ...measures.flatMap(measureLines),
    ...(failures.length > 0
      ? [`${failures.length} scores failed, the first: ${oneLine(failures[0]?.message ?? "", 200)}`]
      : []),
  ];
}

function measureLines(one: PairedDifference): string[] {
  const { measure, pairs, unpaired, before, after, difference, low, high, adjusted, smallest, verdict, missing } = one;
  const lost = [missingText("before", missing.before), missingText("after", missing.after)].filter(
    (text) => text !== "",
  );
  const aside = [...(unpaired > 0 ? [`${unpaired} items on one side only`] : []), ...lost].join("; ");
  if (before === null || after === null || difference === null) {
    return [`${measure}: ${verdict}${aside === "" ? "" : `; ${aside}`}`];
  }
  const interval = low === null || high === null ? "no interval" : `${signed(low)} to ${signed(high)}`;
  const p = adjusted === null ? "" : `; p ${adjusted < 0.001 ? "< .001" : adjusted.toFixed(3)} after Holm`;
  const power = smallest === null ? "" : `; ${pairs} items would have shown ±${number(smallest)}`;
  const head = `${measure}: ${verdict}: ${number(before)} → ${number(after)}, ${signed(difference)} (${interval}; n = ${pairs})${p}${power}`;
  return [`${head}${aside === "" ? "" : `; ${aside}`}`, ...changedLines(one)];
}

/** The items that moved most; of those that moved alike, the ones for the worse first. */
function changedLines({ items, direction }: PairedDifference): string[] {
  const moved = items.map((one) => ({ ...one, by: one.after - one.before })).filter(({ by }) => by !== 0);
  return moved
    .sort((a, b) => Math.abs(b.by) - Math.abs(a.by) || (direction === "lower" ? b.by - a.by : a.by - b.by))
    .slice(0, MOST_CHANGED)
    .map(({ item, before, after }) => `  ${item}: ${number(before)} → ${number(after)}`);
}

function missingText(side: string, missing: Record<Missing, number>): string {
  const counts = Object.entries(missing).filter(([, count]) => count > 0);
  return counts.length === 0 ? "" : `${side}: ${counts.map(([reason, count]) => `${count} ${reason}`).join(", ")}`;
}

function number(value: number): string {
  return value.toFixed(3);
}

function signed(value: number): string {
  return `${value > 0 ? "+" : ""}${number(value)}`;
}
