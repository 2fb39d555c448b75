import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { InputError } from "../../core/index.ts";
import type { LabelledCase } from "../../measure/judges/labelled-set.ts";
import { parseJson } from "../../persona/index.ts";
import { unwritable } from "../../run/index.ts";

/** Who settles what raters differ on; no rater may be called so. */
export const ADJUDICATOR = "adjudicated";

/** One rater's labels of a set, in a file of their own: one a line, a later one in the place of an earlier. */
export interface LabelLog {
  readonly path: string;
  /** Case → label, as they stand now. */
  readonly labels: ReadonlyMap<string, number>;
  /** When it returns, the line has left the process: `kill -9` does not lose it. null takes a label back. @throws InputError */
  put(id: string, label: number | null): void;
}

const lineSchema = z.strictObject({ id: z.string(), label: z.number().nullable() });

/** `cases.jsonl` → `cases.labels` */
export function labelFolder(cases: string): string {
  return cases.replace(/\.(?:jsonl|ndjson)$/i, "").concat(".labels");
}

/** @throws InputError for a name that is none, or a file that cannot be read or written. */
export function openLabelLog(cases: string, rater: string): LabelLog {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(rater)) {
    const expected = "letters, digits, dots and dashes";
    throw new InputError({ where: "--rater", found: JSON.stringify(rater), expected, fix: "such as --rater kim" });
  }
  const path = join(labelFolder(cases), `${rater}.jsonl`);
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw unwritable(path, error);
  }
  const labels = readLabels(path, { mend: true });
  return {
    path,
    labels,
    put: (id, label) => {
      try {
        appendFileSync(path, `${JSON.stringify({ id, label })}\n`);
      } catch (error) {
        throw unwritable(path, error);
      }
      keep(labels, id, label);
    },
  };
}

/** The cases with the labels of every rater's file put to them; those in the cases themselves stay. @throws InputError */
export function withLabels(cases: readonly LabelledCase[], path: string): LabelledCase[] {
  const folder = labelFolder(path);
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".jsonl")) : [];
  const byRater = files.sort().map((name): [string, Map<string, number>] => {
    return [name.slice(0, -".jsonl".length), readLabels(join(folder, name))];
  });
  const settled = new Map(byRater).get(ADJUDICATOR);
  const raters = byRater.filter(([rater]) => rater !== ADJUDICATOR);
  return cases.map((one) => {
    const own = raters.flatMap(([rater, labels]) => {
      const label = labels.get(one.id);
      return label === undefined ? [] : [[rater, label] as const];
    });
    const adjudicated = settled?.get(one.id);
    return {
      ...one,
      labels: { ...one.labels, ...Object.fromEntries(own) },
      ...(adjudicated !== undefined && { adjudicated }),
    };
  });
}

function readLabels(path: string, { mend = false }: { mend?: boolean } = {}): Map<string, number> {
  const labels = new Map<string, number>();
  if (!existsSync(path)) return labels;
  const text = readFileSync(path, "utf8");
  const whole = text.lastIndexOf("\n") + 1;
  for (const [i, line] of text.slice(0, whole).split("\n").entries()) {
    if (line.trim() === "") continue;
    const read = lineSchema.safeParse(parseJson(line, path, i + 1));
    if (!read.success) {
      const found = line.slice(0, 80);
      throw new InputError({ where: path, line: i + 1, found, expected: '{"id": "…", "label": 4}' });
    }
    keep(labels, read.data.id, read.data.label);
  }
  // A last line without an end was cut short by a kill or a full disk.
  if (mend && whole < text.length) truncateSync(path, Buffer.byteLength(text.slice(0, whole)));
  return labels;
}

function keep(labels: Map<string, number>, id: string, label: number | null): void {
  if (label === null) labels.delete(id);
  else labels.set(id, label);
}
