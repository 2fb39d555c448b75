import type { Meter } from "../../model/index.ts";
import type { Run } from "../../run/index.ts";

/** Writes down what a run costs while it goes on, so that a cap holds over every resume, also after `kill -9`. */
export interface UsageKeeper {
  /** To be called after each outcome; it writes at most once in the interval. */
  note(): void;
  /** Writes what has come since. */
  end(): void;
}

/** A kill loses what was spent in the last second. What the run has cost before is charged at once. */
export function usageKeeper(
  run: Pick<Run, "spent" | "writeUsage">,
  spending: Meter,
  { everyMs = 1000, now = () => performance.now() }: { everyMs?: number; now?: () => number } = {},
): UsageKeeper {
  if (run.spent) spending.charge(run.spent);
  let noted = JSON.stringify(spending.usage());
  let at = now();
  const end = (): void => {
    const usage = spending.usage();
    if (JSON.stringify(usage) === noted) return;
    noted = JSON.stringify(usage);
    at = now();
    run.writeUsage(usage);
  };
  return {
    end,
    note: () => {
      if (now() - at >= everyMs) end();
    },
  };
}
