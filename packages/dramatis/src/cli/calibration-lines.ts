import { AGREEMENT } from "../measure/judges/agreement.ts";
import { type Calibration, told } from "../measure/judges/calibration.ts";

const NAMES: Record<(typeof AGREEMENT)[number], string> = {
  spearman: "Spearman",
  kendall: "Kendall tau-b",
  accuracy: "same level",
  kappa: "Cohen's kappa",
  weightedKappa: "kappa, quadratic",
  alpha: "Krippendorff's alpha",
  icc: "ICC(2,1)",
};

const USES = {
  gate: "It may gate.",
  inform: "It may inform beside other numbers; it may not gate.",
  none: "There is no evidence that it may be used.",
} as const;

/** A calibration for a reader: the verdict first, then what it rests on. */
export function calibrationLines(calibration: Calibration): string[] {
  const { judge, decides, set, agreement, levels, confusion, baseRate, verdict, missing } = calibration;
  const { selfConsistency, swap, truncation, attempts, roles } = calibration;
  const row = (name: string, text: string): string => `  ${name.padEnd(24)}${text}`;
  const gone = Object.entries(missing).map(([why, n]) => `${n} ${why}`);
  return [
    `${judge} on ${decides}: ${USES[verdict.use]}`,
    ...verdict.reasons.map((reason) => `  - ${reason}`),
    "",
    `Against people, ${agreement.spearman.n} of ${set.cases} cases${gone.length > 0 ? ` (${gone.join(", ")})` : ""}, ${set.raters} raters:`,
    ...AGREEMENT.map((name) => row(NAMES[name], told(agreement[name]))),
    row("one rater, Spearman", told(set.oneRater)),
    row("reliability of labels", told({ value: set.reliability, low: null, high: null })),
    ...(calibration.scale === "own" ? ["  Levels were cut from its own scale, each fifth by the others."] : []),
    "",
    "Against itself:",
    row("repeats alike", selfConsistency === null ? "judged once" : told(selfConsistency)),
    row("pairs turned", swap === null ? "no pairs" : told(swap)),
    row("changed when cut", truncation === null ? "no long case" : `${told(truncation)} of ${truncation.n}`),
    row("attempts", attempts === null ? "none made" : attemptsLine(attempts)),
    row("tells who speaks", roles === null ? "not tried" : told({ value: roles.top1, ...ends(roles) })),
    "",
    `Share of cases by level, people and judge; rows people, columns judge:`,
    ...levels.map((level, i) => {
      const cells = confusion[i]?.map((count) => String(count).padStart(5)).join("") ?? "";
      return row(`${level}  ${percent(baseRate.human[i])} ${percent(baseRate.judge[i])}`, cells);
    }),
  ];
}

function attemptsLine({ made, seen, silent }: NonNullable<Calibration["attempts"]>): string {
  return `${made} made, ${seen} cost the verdict, ${silent} raised it unseen`;
}

function ends({ top1Interval }: NonNullable<Calibration["roles"]>): { low: number | null; high: number | null } {
  return { low: top1Interval?.low ?? null, high: top1Interval?.high ?? null };
}

function percent(share = 0): string {
  return `${(100 * share).toFixed(0)} %`.padStart(5);
}
