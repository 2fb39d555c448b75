import type { ReactElement } from "react";
import type { Estimate } from "../api/types.ts";

/** A number with its 95 % interval and what it was made of; a dash where nothing could be scored. */
export function EstimateView({ estimate, short = false }: { estimate: Estimate; short?: boolean }): ReactElement {
  const { value, low, high, n, counts = "turns", unit, missing } = estimate;
  const left = Object.values(missing).reduce((sum, count) => sum + count, 0);
  if (value === null) return <span className="estimate quiet">no score, {left} missing</span>;
  const digits = unit === "count" || unit === "turns" ? 1 : 2;
  const interval = low !== null && high !== null;
  return (
    <span className="estimate">
      <strong>{value.toFixed(digits)}</strong>
      {interval ? (
        <span className="quiet" title="95 % interval">
          {" "}
          {low.toFixed(digits)} to {high.toFixed(digits)}
        </span>
      ) : (
        <span className="quiet"> no interval</span>
      )}
      {!short && (
        <span className="quiet">
          , n = {n} {counts}
          {left > 0 && `, ${left} missing`}
        </span>
      )}
    </span>
  );
}
