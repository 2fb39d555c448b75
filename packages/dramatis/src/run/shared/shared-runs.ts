import { randomBytes } from "node:crypto";
import { contentId, DramatisError, InputError, nearest, type TrialOutcome, type Usage } from "../../core/index.ts";
import { migrate, type Queries, type Sql } from "../../store/index.ts";

export const RUN_STATES = ["open", "done", "stopped", "cancelled"] as const;
export type RunState = (typeof RUN_STATES)[number];

/** A run that several machines do together. */
export interface SharedRun {
  id: string;
  /** Number of its queue. */
  queue: number;
  /** Content id of the plan. */
  plan: string;
  command: string;
  state: RunState;
  /** Why it stands still. */
  note: string | null;
  /** Grows when it is taken up again. */
  round: number;
  madeAt: Date;
  changedAt: Date;
}

/** What a list shows of a run. */
export interface RunSummary extends SharedRun {
  /** Trials that are known to be to do; those of a stage that was not reached are not. */
  total: number;
  done: number;
  failed: number;
  usage: Usage;
  /** Names of those at work on it. */
  workers: string[];
}

export interface NewRun {
  /** The name that it has where it was begun. */
  id: string;
  plan: string;
  command: string;
  /** Whatever a worker needs to do the same: plain JSON. */
  work: object;
}

/** Files of the run's folder, by name. */
export type RunFiles = Readonly<Record<string, string>>;

/** The runs of a database. Any call throws StoreError where it cannot be reached. */
export interface SharedRuns {
  /** Under the name, or, where it is taken, with `-` and a few letters behind it. */
  create(run: NewRun): Promise<SharedRun>;
  /** @throws InputError with the nearest names */
  find(id: string): Promise<SharedRun>;
  workOf(id: string): Promise<unknown>;
  /** Newest first. */
  list(): Promise<RunSummary[]>;
  summary(id: string): Promise<RunSummary>;
  failures(id: string): Promise<Extract<TrialOutcome, { status: "failed" }>[]>;
  outcomes(id: string): AsyncGenerator<TrialOutcome>;
  filesOf(id: string): Promise<RunFiles>;
  /** Only what is open can end; gives whether it did. */
  end(id: string, state: Exclude<RunState, "open">, found?: { note?: string; files?: RunFiles }): Promise<boolean>;
  /** Takes up what stands still, or is done with failures: these are tried again. What is open is given as it is. */
  reopen(id: string): Promise<SharedRun>;
}

const COLUMNS = `id, queue::integer AS queue, plan, command, state, note, round,
  made_at AS "madeAt", changed_at AS "changedAt"`;
const PAGE = 500;

/** @throws InputError with the nearest names */
async function findRun(sql: Sql, id: string): Promise<SharedRun> {
  const [run] = await sql.query<SharedRun>(`SELECT ${COLUMNS} FROM dramatis.runs WHERE id = $1`, [id]);
  if (run) return run;
  const all = await sql.query<{ id: string }>("SELECT id FROM dramatis.runs ORDER BY changed_at DESC LIMIT 1000");
  const known = all.map((one) => one.id);
  const near = nearest(id, known, 3);
  const expected = near.length > 0 ? near.join(", ") : "one of dramatis runs list";
  throw new InputError({ where: "run", found: `${JSON.stringify(id)}, which is not in the database`, expected });
}

export async function sharedRuns(sql: Sql): Promise<SharedRuns> {
  await migrate(sql);

  const find = (id: string): Promise<SharedRun> => findRun(sql, id);

  async function summaries(where: string, values: unknown[]): Promise<RunSummary[]> {
    const runs = await sql.query<SharedRun>(
      `SELECT ${COLUMNS} FROM dramatis.runs ${where} ORDER BY changed_at DESC, id LIMIT 1000`,
      values,
    );
    return Promise.all(runs.map(async (run) => ({ ...run, ...(await figuresOf(sql, run)) })));
  }

  return {
    find,
    async create({ id, plan, command, work }) {
      for (let name = id; ; name = `${id}-${randomBytes(2).toString("hex")}`) {
        const [made] = await sql.query<SharedRun>(
          `INSERT INTO dramatis.runs (id, plan, command, work) VALUES ($1, $2, $3, $4)
           ON CONFLICT (id) DO NOTHING RETURNING ${COLUMNS}`,
          [name, plan, command, JSON.stringify(work)],
        );
        if (made) return made;
      }
    },
    async workOf(id) {
      const [row] = await sql.query<{ work: unknown }>("SELECT work FROM dramatis.runs WHERE id = $1", [id]);
      return row?.work;
    },
    list: () => summaries("", []),
    async summary(id) {
      await find(id);
      const [one] = await summaries("WHERE id = $1", [id]);
      return one as RunSummary;
    },
    async failures(id) {
      const rows = await sql.query<TrialRow>(
        `SELECT ${TRIAL} FROM dramatis.trials AS t WHERE run = $1 AND status = 'failed' ORDER BY t.place`,
        [JSON.stringify(id)],
      );
      return rows.map(outcomeOf).filter((one) => one.status === "failed");
    },
    async *outcomes(id) {
      yield* outcomesAfter(sql, id);
    },
    async filesOf(id) {
      const [row] = await sql.query<{ files: RunFiles | null }>("SELECT files FROM dramatis.runs WHERE id = $1", [id]);
      return row?.files ?? {};
    },
    async end(id, state, { note, files } = {}) {
      const ended = await sql.query(
        `UPDATE dramatis.runs SET state = $2, note = $3, files = coalesce($4::json, files), changed_at = now()
         WHERE id = $1 AND state = 'open' RETURNING id`,
        [id, state, note ?? null, files === undefined ? null : JSON.stringify(files)],
      );
      return ended.length > 0;
    },
    async reopen(id) {
      await find(id);
      await sql.transaction(async (db) => {
        const reopened = await db.query(
          `UPDATE dramatis.runs SET state = 'open', note = NULL, round = round + 1, changed_at = now()
           WHERE id = $1 AND state <> 'open' RETURNING id`,
          [id],
        );
        if (reopened.length === 0) return;
        await db.query("DELETE FROM dramatis.trials WHERE run = $1 AND status = 'failed'", [JSON.stringify(id)]);
      });
      return find(id);
    },
  };
}

/** A trial as it is kept. */
export interface TrialRow {
  /** Grows with the order of keeping; as text, for it may pass 2^53. */
  place: string;
  id: string;
  status: "done" | "failed";
  outcome: { result?: unknown; error?: { code: string; message: string } };
  ms: number;
}

/** Ordered by the table's `place`: that of the row is a text. */
export const TRIAL = "place::text AS place, id, status, outcome, ms";

export function outcomeOf({ id, status, outcome, ms }: TrialRow): TrialOutcome {
  const name = JSON.parse(id) as string;
  if (status === "done") return { id: name, status, result: outcome.result, ms };
  return { id: name, status, error: outcome.error ?? { code: "unexpected", message: "not kept" }, ms };
}

/** The trials of a run, or those kept after a place, page by page. */
export async function* outcomesAfter(
  sql: Queries,
  run: string,
  { after = "0", onPlace }: { after?: string; onPlace?: (place: string) => void } = {},
): AsyncGenerator<TrialOutcome> {
  for (let place = after; ; ) {
    const rows = await sql.query<TrialRow>(
      `SELECT ${TRIAL} FROM dramatis.trials AS t WHERE run = $1 AND place > $2 ORDER BY t.place LIMIT ${PAGE}`,
      [JSON.stringify(run), place],
    );
    for (const row of rows) yield outcomeOf(row);
    place = rows.at(-1)?.place ?? place;
    onPlace?.(place);
    if (rows.length < PAGE) return;
  }
}

async function figuresOf(
  sql: Sql,
  { id, round }: SharedRun,
): Promise<Pick<RunSummary, "total" | "done" | "failed" | "usage" | "workers">> {
  const [counts, spent, workers] = await Promise.all([
    sql.query<{ total: number; done: number; failed: number }>(
      `SELECT (SELECT coalesce(sum(total), 0)::integer FROM dramatis.stages WHERE run = $1 AND round = $3) AS total,
         count(*) FILTER (WHERE status = 'done')::integer AS done,
         count(*) FILTER (WHERE status = 'failed')::integer AS failed
       FROM dramatis.trials WHERE run = $2`,
      [id, JSON.stringify(id), round],
    ),
    sql.query<UsageRow>(USAGE_OF, [id, ""]),
    sql.query<{ name: string }>(
      "SELECT name FROM dramatis.workers WHERE run = $1 AND seen_at > now() - interval '1 minute' ORDER BY name",
      [id],
    ),
  ]);
  const [{ total, done, failed } = { total: 0, done: 0, failed: 0 }] = counts;
  const usage = usageFrom(spent[0] ?? { input: 0, output: 0, cost: null });
  return { total, done, failed, usage, workers: workers.map(({ name }) => name) };
}

/** What all that worked on the run $1 have used but the worker $2. */
export const USAGE_OF = `SELECT coalesce(sum(input_tokens), 0)::double precision AS input,
    coalesce(sum(output_tokens), 0)::double precision AS output, sum(cost) AS cost
  FROM dramatis.usage WHERE run = $1 AND worker <> $2`;

export interface UsageRow {
  input: number;
  output: number;
  cost: number | null;
}

export function usageFrom({ input, output, cost }: UsageRow): Usage {
  return { inputTokens: input, outputTokens: output, ...(cost !== null && { cost }) };
}

/** A run that was ended by somebody else while this process worked on it. */
export class RunEndedError extends DramatisError {
  readonly state: RunState;

  constructor({ id, state, note }: SharedRun) {
    const why = note === null ? "" : `: ${note}`;
    super(
      "run_ended",
      `${id} was ${state === "open" ? "begun anew" : state}${why}; go on with dramatis runs resume ${id}`,
    );
    this.state = state;
  }
}

/** One word for all ids of a stage in their order: two that agree on it do the same trials. */
export function digestOf(ids: readonly string[]): string {
  return contentId(ids).slice(0, 16);
}
