import type { Costs } from "./ceilings.ts";

/** As measured on 2026-11-21, two cores, PostgreSQL 15 beside the workers; README.md says how. Measure yours. */
export const COSTS: Costs = {
  // benchmarks/queue: 12,000 trials of 20 ms, one worker. The machinery alone, without a model's client.
  workerMs: 0.096,
  // A line through the twelve rows of PostgreSQL there: 0.12 statements a trial cost 0.081 ms, 0.69 cost 0.33.
  databaseMsPerStatement: 0.44,
  databaseMsPerTrial: 0.03,
  // 100,000 outcomes read by one who came late.
  databaseMsPerRead: 0.001,
  workerMsPerRead: 0.0094,
  // A check of the three example personas: 27 trials, with their evidence.
  outcomeBytes: 1333,
  // 20,000 such outcomes, 32 a write.
  storedBytes: 1555,
  walBytes: 1655,
  writeMs: 2,
  connectionsPerWorker: 4,
  // 140 MB at 1,000 trials, 157 at 10,000, 226 at 100,000.
  workerMb: 150,
  planBytesPerTrial: 770,
};
