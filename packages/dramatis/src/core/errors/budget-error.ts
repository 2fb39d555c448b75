import { DramatisError } from "./dramatis-error.ts";

/** Whose cap: of all who work on a run together, or of one of them, which leaves the run to the others. */
export type CapOf = "run" | "worker";

const FIXES: Record<CapOf, string> = {
  run: "raise --max-cost and run again with --resume",
  worker: "this worker leaves the run to the others; raise its --max-cost",
};

/** The cost cap was reached. What was finished is kept; the run can be resumed with a higher cap. */
export class BudgetError extends DramatisError {
  readonly spent: number;
  readonly cap: number;
  readonly capOf: CapOf;

  constructor(spent: number, cap: number, capOf: CapOf = "run") {
    super("budget", `cost cap reached: ${spent.toFixed(4)} of ${cap} spent; ${FIXES[capOf]}`);
    this.capOf = capOf;
    this.spent = spent;
    this.cap = cap;
  }
}
