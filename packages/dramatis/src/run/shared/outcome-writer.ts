import type { TrialOutcome } from "../../core/index.ts";
import type { Sql } from "../../store/index.ts";
import { inLots } from "./in-lots.ts";
import { USAGE_OF, type UsageRow, usageFrom } from "./shared-runs.ts";
import type { Spending } from "./spending.ts";

export interface OutcomeWriter {
  /** When it returns, the outcome is in the database, or another of this trial that came first. */
  keep(outcome: TrialOutcome): Promise<void>;
}

export interface OutcomeWriterOptions {
  sql: Sql;
  run: { id: string; queue: number };
  worker: string;
  /** Kept with the outcomes; the others' comes back. */
  spending?: Spending;
  /** So many outcomes are written at once; fewer wait a moment for more. */
  enough?: number;
}

/** Of the locks of runs: "tria" in ASCII. */
const LOCK = 0x74726961;
const LINGER_MS = 20;

/**
 * One statement, so that the lock is held for one round trip. What is read at its end is as old as its beginning: what
 * others spend while this one waits for its turn is heard the next time.
 */
const WRITE = `
  WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock($3, $4)),
  kept AS (
    INSERT INTO dramatis.trials (run, id, status, outcome, ms, worker)
    SELECT $5, id, status, outcome::json, ms, $2
    FROM turn, unnest($6::text[], $7::text[], $8::text[], $9::integer[]) AS given (id, status, outcome, ms)
    ON CONFLICT (run, id) DO NOTHING),
  spent AS (
    INSERT INTO dramatis.usage (run, worker, calls, input_tokens, output_tokens, cost)
    SELECT $1, $2, calls, input, output, cost
    FROM unnest($10::bigint[], $11::bigint[], $12::bigint[], $13::double precision[]) AS given (calls, input, output, cost)
    ON CONFLICT (run, worker, model) DO UPDATE SET calls = excluded.calls, cost = excluded.cost,
      input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens)
  ${USAGE_OF}`;

/**
 * Keeps outcomes, several in one go. Writers of a run take turns, so that who reads up to a place has read all that will
 * ever be before it.
 */
export function outcomeWriter({ enough = 1, ...options }: OutcomeWriterOptions): OutcomeWriter {
  return { keep: inLots((outcomes) => writeOutcomes(options, outcomes), { enough, lingerMs: LINGER_MS }) };
}

/** Also without outcomes: then what was spent is exchanged. */
export async function writeOutcomes(
  { sql, run, worker, spending }: Omit<OutcomeWriterOptions, "enough">,
  outcomes: readonly TrialOutcome[],
): Promise<void> {
  const spent = spending ? [spending.here()] : [];
  const [others] = await sql.query<UsageRow>(WRITE, [
    run.id,
    worker,
    LOCK,
    run.queue,
    JSON.stringify(run.id),
    outcomes.map(({ id }) => JSON.stringify(id)),
    outcomes.map(({ status }) => status),
    outcomes.map((one) => JSON.stringify(one.status === "done" ? { result: one.result } : { error: one.error })),
    outcomes.map(({ ms }) => ms),
    spent.map(({ calls }) => calls),
    spent.map(({ inputTokens }) => inputTokens),
    spent.map(({ outputTokens }) => outputTokens),
    spent.map(({ cost }) => cost ?? null),
  ]);
  if (others) spending?.heard(usageFrom(others));
}
