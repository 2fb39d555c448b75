import { kendallTau, mean, pearson, spearman } from "../../stats/index.ts";

/** One scored turn, by a metric and by people. */
export interface ScoredBoth {
  agent: string;
  dialogue: string;
  metric: number;
  human: number;
}

export interface Agreement {
  n: number;
  /** null for fewer than two units, or a side that never varies. */
  pearson: number | null;
  spearman: number | null;
  kendall: number | null;
}

/**
 * How far a metric agrees with people at the level of turns, dialogues (means of their turns) and systems (means of
 * their dialogues), as ComperDial (2024) evaluates metrics. A metric of whole dialogues has one row for each.
 */
export function metaEvaluation(rows: readonly ScoredBoth[]): Record<"turn" | "dialogue" | "system", Agreement> {
  const dialogues = means(rows, ({ agent, dialogue }) => JSON.stringify([agent, dialogue]));
  return {
    turn: agreement(rows),
    dialogue: agreement(dialogues),
    system: agreement(means(dialogues, ({ agent }) => agent)),
  };
}

function means(rows: readonly ScoredBoth[], key: (row: ScoredBoth) => string): ScoredBoth[] {
  return [...Map.groupBy(rows, key).values()].map((own) => ({
    ...(own[0] as ScoredBoth),
    metric: mean(own.map(({ metric }) => metric)) as number,
    human: mean(own.map(({ human }) => human)) as number,
  }));
}

function agreement(rows: readonly ScoredBoth[]): Agreement {
  const metric = rows.map((row) => row.metric);
  const human = rows.map((row) => row.human);
  return {
    n: rows.length,
    pearson: pearson(metric, human),
    spearman: spearman(metric, human),
    kendall: kendallTau(metric, human),
  };
}
