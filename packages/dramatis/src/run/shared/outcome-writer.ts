import type { TrialOutcome } from "../../core/index.ts";
import type { Queries, Sql } from "../../store/index.ts";

export interface OutcomeWriter {
  /** When it returns, the outcome is in the database, or another of this trial that came first. */
  keep(outcome: TrialOutcome): Promise<void>;
}

export interface OutcomeWriterOptions {
  sql: Sql;
  run: { id: string; queue: number };
  worker: string;
  /** Kept with the outcomes: what was spent on them. */
  beside?: (queries: Queries) => Promise<void>;
}

/** Of the locks of runs: "tria" in ASCII. */
const LOCK = 0x74726961;

/**
 * Keeps outcomes, those that came while the last ones were being kept in one go. Writers of a run take turns, so that who
 * reads up to a place has read all that will ever be before it.
 */
export function outcomeWriter({ sql, run, worker, beside }: OutcomeWriterOptions): OutcomeWriter {
  let waiting: TrialOutcome[] = [];
  let next: Promise<void> | undefined;
  let last: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    await last.catch(() => undefined);
    const outcomes = waiting;
    waiting = [];
    next = undefined;
    last = sql.transaction(async (queries) => {
      await queries.query("SELECT pg_advisory_xact_lock($1, $2)", [LOCK, run.queue]);
      await queries.query(
        `INSERT INTO dramatis.trials (run, id, status, outcome, ms, worker)
         SELECT $1, id, status, outcome::json, ms, $2
         FROM unnest($3::text[], $4::text[], $5::text[], $6::integer[]) AS given (id, status, outcome, ms)
         ON CONFLICT (run, id) DO NOTHING`,
        [
          JSON.stringify(run.id),
          worker,
          outcomes.map(({ id }) => JSON.stringify(id)),
          outcomes.map(({ status }) => status),
          outcomes.map((one) => JSON.stringify(one.status === "done" ? { result: one.result } : { error: one.error })),
          outcomes.map(({ ms }) => ms),
        ],
      );
      await beside?.(queries);
    });
    await last;
  }

  return {
    keep: (outcome) => {
      waiting.push(outcome);
      next ??= write();
      return next;
    },
  };
}
