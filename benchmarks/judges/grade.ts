// The human scores of GRADE as a labelled set.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LabelledCase } from "../../packages/dramatis/src/measure/judges/labelled-set.ts";

interface Row {
  ID: number;
  Dataset: string;
  DialogModel: string;
  Context: string;
  Response: string;
  /** A list as text. */
  HumanScores: string;
}

/** 1,200 replies of dialogue models, each with the coherence scores (1 to 5) of ten raters. */
export function readGrade(folder: string): (LabelledCase & { dataset: string })[] {
  const rows = JSON.parse(readFileSync(join(folder, "human_score/human_judgement.json"), "utf8")) as Row[];
  return rows.map((row, i) => {
    const scores = JSON.parse(row.HumanScores) as number[];
    return {
      id: String(i),
      dataset: row.Dataset.replace("_EVAL", ""),
      system: row.DialogModel,
      known: { context: row.Context.split("|||").map((turn) => turn.trim()) },
      tested: { reply: row.Response.trim() },
      labels: Object.fromEntries(scores.map((score, rater) => [`rater-${rater}`, score])),
    };
  });
}
