import { DramatisError } from "./dramatis-error.ts";

/** The cost cap was reached. What was finished is kept; the run can be resumed with a higher cap. */
export class BudgetError extends DramatisError {
  readonly spent: number;
  readonly cap: number;

  constructor(spent: number, cap: number) {
    super(
      "budget",
      `cost cap reached: ${spent.toFixed(4)} of ${cap} spent; raise --max-cost and run again with --resume`,
    );
    this.spent = spent;
    this.cap = cap;
  }
}
