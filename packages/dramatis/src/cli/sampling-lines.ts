import type { SamplingReport } from "../create/index.ts";

/** How far the people are from what was asked for, in a few lines. */
export function samplingLines(report: SamplingReport): string[] {
  const { people, dropped, margins, pairs, conditionals, rejected, raking, effectiveSize } = report;
  const turned = Object.entries(rejected).filter(([, count]) => count > 0);
  return [
    `${grouped(people)} people${dropped > 0 ? `; ${grouped(dropped)} dropped, for whom nothing fitted` : ""}`,
    ...farthest(
      "margins",
      margins.map(({ name, ...rest }) => ({ name, ...rest })),
    ),
    ...farthest(
      "pairs of variables",
      pairs.map(({ over, ...rest }) => ({ name: over.join(" × "), ...rest })),
    ),
    ...farthest(
      "conditional facts",
      conditionals.map(({ variable, ...rest }) => ({ name: variable, ...rest })),
    ),
    `raked in ${raking.iterations} rounds, largest error ${raking.error.toExponential(1)} people`,
    ...(effectiveSize === undefined ? [] : [`effective sample size ${effectiveSize.toFixed(1)}`]),
    ...(turned.length > 0
      ? [`turned away: ${turned.map(([name, count]) => `${name} ${grouped(count)}`).join(", ")}`]
      : []),
  ];
}

/** "margins: at most 0.02 % of people would have to change (age)" */
function farthest(what: string, all: readonly { name: string; tvd: number }[]): string[] {
  const [first] = all.toSorted((a, b) => b.tvd - a.tvd);
  if (first === undefined) return [];
  return [`${what}: at most ${(first.tvd * 100).toPrecision(2)} % of the people would have to change (${first.name})`];
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
