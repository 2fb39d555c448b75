import type { Contestant, NotInstalled, Row } from "../row.ts";
import { type Asked, measureQueue } from "./measure.ts";

const [TRIALS, LATENCY_MS, CONCURRENCY] = [12_000, 20, 16] as const;
const MOST_WORKERS = 4;

export const queue: Row = {
  name: "queue",
  what: `a run of ${TRIALS} trials of ${LATENCY_MS} ms, ${CONCURRENCY} at once in each worker; the floor is the waiting of four workers alone`,
  unit: "trials a second",
  better: "higher",
  rounds: 3,
  async open() {
    const server = process.env.DRAMATIS_TEST_DATABASE;
    const contestant = (name: string, engine: Asked["engine"], workers: number): Contestant => ({
      name,
      async run() {
        const asked = { engine, workers, trials: TRIALS, ms: LATENCY_MS, concurrency: CONCURRENCY, server };
        const { perSecond, seconds: _seconds, ...also } = await measureQueue(asked);
        return { value: perSecond, also };
      },
    });
    const alone = [
      contestant("the same in one process with a run folder", "folder", 1),
      contestant("the same in one process with SQLite", "sqlite", 1),
    ];
    const lite = [1, 2, 4].map((workers) => contestant(`the same on PGlite, ×${workers}`, "pglite", workers));
    const missing: NotInstalled = {
      name: "PostgreSQL",
      how: "DRAMATIS_TEST_DATABASE=postgres://… with the right to make databases",
    };
    const floor: Contestant = {
      name: "waiting alone",
      run: async () => ({ value: (MOST_WORKERS * CONCURRENCY * 1000) / LATENCY_MS }),
    };
    if (server === undefined)
      return { ours: lite.at(-1) as Contestant, peers: [...lite.slice(0, -1), ...alone, missing], floor };
    return {
      ours: contestant("dramatis on PostgreSQL, ×4", "postgres", MOST_WORKERS),
      peers: [
        contestant("pg-boss 12.35.0, a trial a job, ×4", "pg-boss", MOST_WORKERS),
        contestant("dramatis on PostgreSQL, ×1", "postgres", 1),
        contestant("dramatis on PostgreSQL, ×2", "postgres", 2),
        ...lite,
        ...alone,
      ],
      floor,
    };
  },
};
