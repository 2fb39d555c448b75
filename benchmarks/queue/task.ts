// What is done in every benchmark of this folder and of benchmarks/scale: trials that wait, with ids and results as a check has them.
import { contentId } from "../../packages/dramatis/src/core/index.ts";

export interface Task {
  trials: number;
  /** How long a trial takes; 0 for one that takes nothing. */
  ms: number;
}

interface PacedPlan {
  trials: Iterable<{ id: string; input: unknown }>;
  perform(trial: { input: unknown }): Promise<unknown>;
}

export function pacedPlan({ trials, ms }: Task): PacedPlan {
  return {
    trials: Array.from({ length: trials }, (_, item) => {
      const input = { persona: item % 1000, item, measure: "no-op", seed: 1 };
      return { id: contentId(input), input };
    }),
    perform: async ({ input }) => {
      const { item } = input as { item: number };
      if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
      return [{ value: (item % 100) / 100, cluster: `session-${item}` }];
    },
  };
}
