import { type Estimate, oneLine } from "../core/index.ts";
import { formatEstimate, formatMissing, formatNumber } from "./format-estimate.ts";

/** One check of a simulation. */
export interface BelievabilityRow {
  /** Name of the measure, with the variant where it has several: "over-cooperation at-once". */
  check: string;
  /** What a high value says, in words for a reader. */
  says: string;
  estimate: Estimate;
  /** The same of people in open dialogues, where it was measured. */
  people?: { value: number; low: number | null; high: number | null; n: number };
  /** Its interval lies wholly on the bad side of people's. */
  isOdd: boolean;
  /** Lines that show it; a few. */
  found: readonly { session: string; turn: number; speaker: string; quote: string; why: string }[];
}

/** Whether a simulation may be believed, as far as these checks can see. */
export interface BelievabilityTable {
  conversations: number;
  /** Sides of conversations that were checked. */
  sides: number;
  rows: readonly BelievabilityRow[];
  /** Checks with nothing to look at: nobody was asked to be angry, nobody has a secret. */
  idle: readonly string[];
  /** What was left out, a sentence each. */
  notes: readonly string[];
}

/** What stands under every such table. */
export const BELIEVABILITY_CAUTION =
  "Surface checks: a simulation that passes them may still be wrong. People: open English dialogues between people, about 1,000 each of chat, negotiation and persuasion.";

/** The table as lines of plain text. */
export function believabilityLines({ conversations, sides, rows, idle, notes }: BelievabilityTable): string[] {
  const width = Math.max(0, ...rows.map(({ says }) => says.length));
  const odd = rows.filter(({ isOdd }) => isOdd).length;
  const found =
    odd === 0 ? "no check is clearly off what people do" : `${plural(odd, "check")} off what people do, marked !`;
  const verdict = rows.length === 0 ? "nobody said anything that could be checked" : found;
  return [
    `May it be believed? ${plural(sides, "side")} of ${plural(conversations, "conversation")}; ${verdict}`,
    ...rows.flatMap((row) => [
      `${row.isOdd ? "!" : " "} ${row.says.padEnd(width)}  ${figureText(row)}; people ${peopleText(row)}`,
      ...row.found.map(
        (one) =>
          `    ${oneLine(one.speaker, 40)}, turn ${one.turn}: ${oneLine(one.quote, 90)} (${oneLine(one.why, 90)})`,
      ),
    ]),
    ...(idle.length === 0 ? [] : [`Nothing to look at: ${idle.join("; ")}`]),
    ...notes,
    BELIEVABILITY_CAUTION,
  ];
}

/** "0.2 [0.1, 0.3] n=40, 2 unsupported". */
export function figureText({ estimate }: Pick<BelievabilityRow, "estimate">): string {
  const missing = formatMissing(estimate);
  return missing === "" ? formatEstimate(estimate) : `${formatEstimate(estimate)}, ${missing}`;
}

/** "0.2 [0.1, 0.3] n=48453", or that they were not measured. */
export function peopleText({ people }: Pick<BelievabilityRow, "people">): string {
  if (people === undefined) return "not measured";
  const { value, low, high, n } = people;
  const interval = low === null || high === null ? "" : ` [${formatNumber(low)}, ${formatNumber(high)}]`;
  return `${formatNumber(value)}${interval} n=${n}`;
}

function plural(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
