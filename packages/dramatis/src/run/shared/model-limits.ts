import { BudgetError, type Usage } from "../../core/index.ts";
import type { ModelLimit, ModelLimits } from "../../model/index.ts";
import type { Sql } from "../../store/index.ts";

/** What all processes together may ask of a model. */
export interface SharedLimit {
  model: string;
  /** Calls; none when null. */
  perMinute: number | null;
  /** US dollars since it was set; none when null. */
  budget: number | null;
  spent: number;
}

const SELECT = `SELECT model, per_minute AS "perMinute", budget, spent FROM dramatis.limits`;

/** All limits, by model. */
export function listLimits(sql: Sql): Promise<SharedLimit[]> {
  return sql.query<SharedLimit>(`${SELECT} ORDER BY model`);
}

/** Sets what is given; a budget counts from now, 0 takes a limit away. */
export async function setLimit(
  sql: Sql,
  { model, perMinute, budget }: { model: string; perMinute?: number | undefined; budget?: number | undefined },
): Promise<void> {
  await sql.query(
    `INSERT INTO dramatis.limits AS l (model, per_minute, budget) VALUES ($1, nullif($2::double precision, 0), nullif($3::double precision, 0))
     ON CONFLICT (model) DO UPDATE SET
       per_minute = CASE WHEN $2::double precision IS NULL THEN l.per_minute ELSE nullif($2::double precision, 0) END,
       budget = CASE WHEN $3::double precision IS NULL THEN l.budget ELSE nullif($3::double precision, 0) END,
       spent = CASE WHEN $3::double precision IS NULL THEN l.spent ELSE 0 END`,
    [model, perMinute ?? null, budget ?? null],
  );
  await sql.query("DELETE FROM dramatis.limits WHERE per_minute IS NULL AND budget IS NULL");
}

/** How long a limit that was read holds; so long a change takes to reach every process. */
const FRESH_MS = 5000;
/** Permits are fetched for at most so long ahead. */
const AHEAD_SECONDS = 1;

/**
 * The limits of a database, heeded by every process that asks here: a token bucket by the database's clock for the rate, a
 * sum for the budget. What a process has spent reaches the others with its next permit, at the latest after 5 s.
 */
export function sharedLimits(sql: Sql): ModelLimits {
  const known = new Map<string, ModelLimit>();
  return (model) => {
    const limit = known.get(model) ?? limitOf(sql, model);
    known.set(model, limit);
    return limit;
  };
}

function limitOf(sql: Sql, model: string): ModelLimit {
  let read: Promise<SharedLimit | undefined> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let unsaid = 0;
  let permits = 0;
  let fetching: Promise<void> | undefined;

  /** Says what was spent here, and reads what holds. */
  async function exchange(): Promise<SharedLimit | undefined> {
    const cost = unsaid;
    unsaid = 0;
    try {
      const [limit] = await sql.query<SharedLimit>(
        `UPDATE dramatis.limits SET spent = spent + $2 WHERE model = $1
         RETURNING model, per_minute AS "perMinute", budget, spent`,
        [model, cost],
      );
      return limit;
    } catch (error) {
      unsaid += cost;
      throw error;
    }
  }

  function current(): Promise<SharedLimit | undefined> {
    const now = performance.now();
    if (read === undefined || now - readAt > FRESH_MS) {
      readAt = now;
      read = exchange();
      read.catch(() => {
        read = undefined;
      });
    }
    return read;
  }

  /** Takes what the bucket has, at most a second's worth; where it is empty waits until it has one. */
  async function fetchPermits(perMinute: number): Promise<void> {
    const most = Math.max(1, Math.floor((perMinute / 60) * AHEAD_SECONDS));
    const [row] = await sql.query<{ got: number }>(TAKE, [model, most]);
    permits += row?.got ?? most;
    if (row?.got === 0) await new Promise((resolve) => setTimeout(resolve, Math.min(60_000 / perMinute, 1000)));
  }

  return {
    async enter(signal) {
      for (;;) {
        signal?.throwIfAborted();
        const limit = await current();
        if (limit === undefined) return;
        const { perMinute, budget } = limit;
        const spent = limit.spent + unsaid;
        // Sums of decimal cents are off by rounding.
        if (budget !== null && spent >= budget * (1 - 1e-9)) throw new BudgetError(spent, budget);
        if (perMinute === null) return;
        if (permits > 0) {
          permits--;
          return;
        }
        fetching ??= fetchPermits(perMinute).finally(() => {
          fetching = undefined;
        });
        await fetching;
      }
    },
    charge({ cost = 0 }: Usage) {
      unsaid += cost;
    },
  };
}

/** The bucket holds a second's worth and fills by the database's clock, which is taken not to run backward. */
const TAKE = `
  WITH bucket AS (
    SELECT model, floor(LEAST(GREATEST(1, per_minute / 60), left_over
        + per_minute / 60 * GREATEST(0, extract(epoch FROM clock_timestamp() - at)))) AS whole,
      LEAST(GREATEST(1, per_minute / 60), left_over
        + per_minute / 60 * GREATEST(0, extract(epoch FROM clock_timestamp() - at))) AS have
    FROM dramatis.limits WHERE model = $1 AND per_minute IS NOT NULL FOR UPDATE)
  UPDATE dramatis.limits AS l SET left_over = have - LEAST(whole, $2), at = clock_timestamp()
  FROM bucket WHERE l.model = bucket.model RETURNING LEAST(whole, $2)::integer AS got`;
