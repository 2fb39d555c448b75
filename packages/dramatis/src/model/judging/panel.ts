import type { Usage } from "../../core/index.ts";
import { mean } from "../../stats/index.ts";
import { addUsage } from "../add-usage.ts";
import type { Case, Judge, Judged } from "./judge.ts";
import type { Rubric } from "./rubric.ts";

/** What several judges say of one case. */
export interface PanelVerdict<Verdict> {
  /** One a judge, in the order of the panel. */
  members: Judged<Verdict>[];
  /** Over the judges that gave a verdict; null where none did. */
  mean: number | null;
  /** What more than half of the verdicts say; null where nothing has that many. */
  majority: number | null;
  /** Mean distance |a − b| between two judges' values; null for fewer than two. */
  disagreement: number | null;
  /** Judges that gave a verdict. */
  n: number;
  usage: Usage;
}

export interface PanelOptions<Verdict> {
  /** Of other makes than the model under test, and than each other: judges of one family err alike. */
  judges: readonly Judge[];
  rubric: Rubric<Verdict>;
  /** The number that a verdict stands for. */
  value: (verdict: Verdict) => number;
  signal?: AbortSignal;
}

/** Every case before every judge. @throws ModelError, BudgetError from the models. @throws the signal's reason. */
export async function panel<Verdict>(
  cases: readonly Case[],
  { judges, rubric, value, signal }: PanelOptions<Verdict>,
): Promise<PanelVerdict<Verdict>[]> {
  const byJudge = await Promise.all(judges.map((one) => one.judge(rubric, cases, signal)));
  return cases.map((_, i) => {
    const members = byJudge.map((judged) => judged[i] as Judged<Verdict>);
    const values = members.flatMap(({ verdict }) => (verdict === null ? [] : [value(verdict)]));
    return {
      members,
      mean: values.length === 0 ? null : mean(values),
      majority: majorityOf(values),
      disagreement: meanDistance(values),
      n: values.length,
      usage: members.map(({ usage }) => usage).reduce(addUsage, { inputTokens: 0, outputTokens: 0 }),
    };
  });
}

function majorityOf(values: readonly number[]): number | null {
  const [most] = [...Map.groupBy(values, (value) => value).values()].sort((a, b) => b.length - a.length);
  return most !== undefined && 2 * most.length > values.length ? (most[0] as number) : null;
}

function meanDistance(values: readonly number[]): number | null {
  const distances = values.flatMap((a, i) => values.slice(0, i).map((b) => Math.abs(a - b)));
  return distances.length === 0 ? null : mean(distances);
}
