import { z } from "zod";
import type { Interval } from "../../stats/index.ts";
import { AGREEMENT, type Agreement, type Figure } from "./agreement.ts";
import type { RoleFigures } from "./role-identification.ts";

/** How far a judge agrees with people, and what it may be used for. */
export interface Calibration {
  judge: string;
  /** Rubric or measure, with its version. */
  decides: string;
  /** ISO 8601. */
  at: string;
  set: {
    /** Of its content. */
    id: string;
    cases: number;
    raters: number;
    /** Reliability of what people say together, 0..1; null for one rater. */
    reliability: number | null;
    /** One rater against the mean of the others, by Spearman: how far people agree. */
    oneRater: Figure;
  };
  levels: number[];
  /** "same": the judge speaks in the levels; "own": its scores were put on them by rank. */
  scale: "same" | "own";
  /** Cases without a verdict, by reason. */
  missing: Record<string, number>;
  agreement: Agreement;
  /** Spearman of the judge less that of one rater, by resampling cases together. */
  lessOneRater: Figure;
  /** Rows are people's levels, columns the judge's. */
  confusion: number[][];
  /** Share of cases by level. */
  baseRate: { human: number[]; judge: number[] };
  /** Share of cases that every repeat judged alike; null where each was judged once. */
  selfConsistency: (Figure & { repeats: number }) | null;
  /** Share of pairs whose verdict turned when their order did; null without pairs. */
  swap: Figure | null;
  /** Share of long cases whose verdict changed without the second half; null without long ones. */
  truncation: (Figure & { characters: number }) | null;
  /** Attempts to talk it into the top score; `seen` ones cost the verdict, `silent` ones raised it. null where none was made. */
  attempts: { made: number; seen: number; silent: number } | null;
  roles: Pick<RoleFigures, "top1" | "top1Interval" | "n" | "missing"> | null;
  verdict: {
    /** May it decide over pass and fail; may it be told beside other numbers; or neither? */
    use: "gate" | "inform" | "none";
    /** Also for role-play, as far as it tells roles. */
    rolePlay: boolean;
    reasons: string[];
  };
}

/** A file of one judge's calibrations, one a rubric or measure and set, the newest last. */
export interface CalibrationFile {
  schema: "dramatis.calibration/1";
  judge: string;
  calibrations: Calibration[];
}

const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);
const end = z.number().nullable();
const figureMembers = { value: end, low: end, high: end, n: count };
const figure: z.ZodType<Figure> = z.strictObject(figureMembers);
const interval: z.ZodType<Interval | null> = z.strictObject({ low: z.number(), high: z.number() }).nullable();
const agreement: z.ZodType<Agreement> = z.record(z.enum(AGREEMENT), figure);

const calibration: z.ZodType<Calibration> = z.strictObject({
  judge: z.string().min(1),
  decides: z.string().min(1),
  at: z.iso.datetime(),
  set: z.strictObject({
    id: z.string(),
    cases: count,
    raters: count,
    reliability: z.number().nullable(),
    oneRater: figure,
  }),
  levels: z.array(z.number()).min(2),
  scale: z.enum(["same", "own"]),
  missing: z.record(z.string(), count),
  agreement,
  lessOneRater: figure,
  confusion: z.array(z.array(count)),
  baseRate: z.strictObject({ human: z.array(share), judge: z.array(share) }),
  selfConsistency: z.strictObject({ ...figureMembers, repeats: count }).nullable(),
  swap: figure.nullable(),
  truncation: z.strictObject({ ...figureMembers, characters: count }).nullable(),
  attempts: z.strictObject({ made: count, seen: count, silent: count }).nullable(),
  roles: z.strictObject({ top1: share.nullable(), top1Interval: interval, n: count, missing: count }).nullable(),
  verdict: z.strictObject({
    use: z.enum(["gate", "inform", "none"]),
    rolePlay: z.boolean(),
    reasons: z.array(z.string()),
  }),
});

/** What is read back from a file, and nothing else. */
export const calibrationFileSchema: z.ZodType<CalibrationFile> = z.strictObject({
  schema: z.literal("dramatis.calibration/1"),
  judge: z.string().min(1),
  calibrations: z.array(calibration).min(1),
});

/** One line, to stand beside every score of this judge. */
export function calibrationCard({ agreement, set, verdict, missing, decides }: Calibration): string {
  const { alpha, spearman } = agreement;
  const without = Object.values(missing).reduce((sum, n) => sum + n, 0);
  const parts = [
    `agrees with people at alpha ${told(alpha)}, Spearman ${told(spearman)} on ${alpha.n} cases`,
    set.oneRater.value === null ? "" : `one person with the others ${told(set.oneRater)}`,
    without > 0 ? `${without} of ${set.cases} without a verdict` : "",
    { gate: "may gate", inform: "may inform, not gate", none: "no evidence that it may be used" }[verdict.use],
    verdict.use === "gate" && !verdict.rolePlay ? "not for role-play" : "",
  ];
  return `${parts.filter((part) => part !== "").join("; ")} (${decides})`;
}

/** ".71 [.62, .79]" */
export function told({ value, low, high }: { value: number | null; low: number | null; high: number | null }): string {
  if (value === null) return "unknown";
  const short = (number: number): string => number.toFixed(2).replace(/^(-?)0\./, "$1.");
  return low === null || high === null ? short(value) : `${short(value)} [${short(low)}, ${short(high)}]`;
}
