import { formatNumber } from "../../format-estimate.ts";
import type { SamplePage } from "./sample-page.ts";

/** So many times what chance leaves is more than chance: a constraint moved it, or dropped whom it needs. */
const TIMES_CHANCE = 3;
/** Of floating point. */
const ROUNDING = 1e-9;
const COSTLY = 2;

/** Where the people are not those who were asked for; none where they are. */
export function sampleWarnings({ people, dropped, margins, conditionals, survey }: SamplePage): string[] {
  const lines: string[] = [];
  if (dropped > 0) {
    lines.push(`${percent(dropped / (people + dropped))} of those drawn were dropped, for whom nothing fitted.`);
  }
  for (const { name, tvd, byChance } of [...margins, ...conditionals]) {
    if (tvd > TIMES_CHANCE * byChance + ROUNDING) {
      lines.push(
        `${name}: ${percent(tvd)} of the people would have to change, where chance alone would leave ${percent(byChance)}.`,
      );
    }
  }
  if (survey !== null && survey.rows / survey.effective > COSTLY) {
    lines.push(
      `Weighted to the margins, the ${survey.rows} rows behind them are worth ${formatNumber(survey.effective)}: a few rows stand for many people.`,
    );
  }
  return lines;
}

function percent(share: number): string {
  return `${formatNumber(100 * share)}\u00a0%`;
}
