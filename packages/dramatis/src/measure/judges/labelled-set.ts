import { z } from "zod";
import { InputError } from "../../core/index.ts";
import type { Case } from "../../model/index.ts";
import { parseJson, readLines, schemaFault } from "../../persona/index.ts";
import { mean } from "../../stats/index.ts";

/** A case that people have judged, or are to judge. */
export interface LabelledCase extends Case {
  /** Within its set. */
  id: string;
  /** Rater → score. */
  labels: Record<string, number>;
  /** What was settled on where raters differed. */
  adjudicated?: number;
  /** What made the tested text; raters are not shown it. */
  system?: string;
}

const record = z.record(z.string(), z.unknown());
const caseSchema = z.strictObject({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  known: record.default({}),
  tested: record.refine((members) => Object.keys(members).length > 0, "at least one tested text"),
  labels: z.record(z.string(), z.number()).default({}),
  adjudicated: z.number().exactOptional(),
  system: z.string().exactOptional(),
});
const EXPECTED = '{"id": "…", "known": {…}, "tested": {"reply": "…"}, "labels": {"RATER": 4}}';

/**
 * A labelled set: JSONL, one case a line. Labels may be absent, where they are still to be made.
 *
 * @throws InputError naming the line that is no case, or that has an id for the second time.
 */
export async function* readLabelledSet(path: string): AsyncGenerator<LabelledCase> {
  const seen = new Map<string, number>();
  for await (const { text, number } of readLines(path)) {
    const value = parseJson(text, path, number);
    const read = caseSchema.safeParse(value);
    if (!read.success) {
      const { found } = schemaFault(read.error, value);
      throw new InputError({ where: path, line: number, found, expected: EXPECTED });
    }
    const { id } = read.data;
    const before = seen.get(id);
    if (before !== undefined) {
      const found = `the id ${JSON.stringify(id)}, which line ${before} has`;
      throw new InputError({ where: path, line: number, found, expected: "an id of its own" });
    }
    seen.set(id, number);
    yield read.data;
  }
}

/** What people say of a case: what was settled on, else the mean of the labels. null where nobody labelled it. */
export function referenceOf({ labels, adjudicated }: Pick<LabelledCase, "labels" | "adjudicated">): number | null {
  return adjudicated ?? mean(Object.values(labels));
}
