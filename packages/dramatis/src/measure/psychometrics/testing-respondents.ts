import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

// For tests against real respondents: the data sets beside the repository, and what R's psych says of them.

const ROOT = join(import.meta.dirname, "../../../../..");
const SHARED = process.env.DRAMATIS_SHARED ?? join(ROOT, "../shared");

/** A file of the research data, and why the test is skipped where it is not there. */
export function researchFile(path: string): { path: string; skip: string | false } {
  const file = join(SHARED, "data", path);
  return { path: file, skip: existsSync(file) ? false : `no ${path} beside the repository` };
}

export interface PsychScale {
  alpha: number;
  standardised: number;
  lambda6: number;
  omega: number;
  omegaImplied: number;
  /** People with a score, its mean and sd, and Σ score · (row mod 97). */
  n: number;
  mean: number;
  sd: number;
  weighed: number;
  loadings: number[];
}

/** By data set and scale; psych.R beside it says how it was made. */
export function psychValues(set: string): Record<string, PsychScale> {
  const path = join(ROOT, "benchmarks/psychometrics/psych.json");
  return (JSON.parse(readFileSync(path, "utf8")) as Record<string, Record<string, PsychScale>>)[set] ?? {};
}

/** Rows of a table by column; anything but a number above 0 is a missing answer. */
export function respondents(path: string, separator: string): Record<string, number | null>[] {
  const [head = "", ...lines] = readFileSync(path, "latin1").trim().split(/\r?\n/);
  const columns = head.split(separator);
  return lines.map((line) => {
    const cells = line.split(separator);
    return Object.fromEntries(
      columns.map((column, i) => {
        const value = Number(cells[i]);
        return [column, cells[i]?.trim() !== "" && value > 0 ? value : null];
      }),
    );
  });
}
