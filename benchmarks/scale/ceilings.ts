// How fast a fleet could go at most, by each thing that could hold it up, and what it comes to.

/** What was measured; see README.md for where. */
export interface Costs {
  /** Processor time of a worker, a trial. */
  workerMs: number;
  /** Processor time of the database: a statement, and a trial beside that. */
  databaseMsPerStatement: number;
  databaseMsPerTrial: number;
  /** Of each outcome that a worker is given; every worker of a run is given all. */
  databaseMsPerRead: number;
  workerMsPerRead: number;
  /** Of the outcome as it is sent and read. */
  outcomeBytes: number;
  /** Table and indexes. */
  storedBytes: number;
  walBytes: number;
  writeMs: number;
  connectionsPerWorker: number;
  /** Memory of a worker without a plan, and for each trial of it. */
  workerMb: number;
  planBytesPerTrial: number;
}

export interface Fleet {
  trials: number;
  trialMs: number;
  workers: number;
  concurrency: number;
  /** Runs at once, each with its share of the workers; one after the other where 1. */
  runsAtOnce: number;
  trialsPerRun: number;
  /** Databases, each with its share of everything. */
  shards: number;
  databaseCores: number;
  /** What the provider allows, over all; none where absent. */
  callsPerMinute?: number;
  tokensPerMinute?: number;
  callsPerTrial: number;
  inputTokens: number;
  outputTokens: number;
  /** Dollars a million tokens. */
  inputPrice: number;
  outputPrice: number;
}

export interface Ceiling {
  what: string;
  /** Trials a second. */
  most: number;
}

export interface Forecast {
  ceilings: Ceiling[];
  /** The lowest. */
  first: Ceiling;
  hours: number;
  dollars: number;
  tokens: number;
  storedGb: number;
  walGb: number;
  /** Every worker of a run is given all of its outcomes. */
  readGb: number;
  connections: number;
  workerGb: number;
  databaseCoresBusy: number;
}

const GB = 1e9;

export function forecast(fleet: Fleet, costs: Costs): Forecast {
  const { trials, trialMs, workers, concurrency, runsAtOnce, shards, databaseCores, callsPerTrial } = fleet;
  const inFlight = workers * concurrency;
  const workersOfRun = workers / (runsAtOnce * shards);
  const slots = (1000 * inFlight) / trialMs;
  // A worker writes what came within 20 ms, or as much as it has places for.
  const perWrite = Math.max(1, Math.min(concurrency, ((1000 * concurrency) / trialMs) * 0.02));
  // A write; a batch taken, looked up and marked. The reads, two a second by each worker, are beside them.
  const statements = 1 / perWrite + 3 / Math.min(64, Math.max(1, Math.ceil(fleet.trialsPerRun / 256)));
  const databaseMs =
    statements * costs.databaseMsPerStatement + costs.databaseMsPerTrial + workersOfRun * costs.databaseMsPerRead;
  const ceilings: Ceiling[] = [
    { what: "trials in flight", most: slots },
    {
      what: "a processor for each worker",
      most: (1000 * runsAtOnce * shards) / (costs.workerMs / workersOfRun + costs.workerMsPerRead),
    },
    { what: "processors of the database", most: (1000 * databaseCores * shards) / databaseMs },
    {
      what: "turns to write, one at a time in a run",
      most: (1000 * 2 * concurrency * runsAtOnce * shards) / costs.writeMs,
    },
  ];
  const minute = (limit: number | undefined, each: number, what: string): void => {
    if (limit !== undefined) ceilings.push({ what, most: limit / 60 / each });
  };
  const tokensPerTrial = fleet.inputTokens + fleet.outputTokens;
  minute(fleet.callsPerMinute, callsPerTrial, "the model's calls a minute");
  minute(fleet.tokensPerMinute, tokensPerTrial, "the model's tokens a minute");
  const first = ceilings.reduce((least, one) => (one.most < least.most ? one : least));
  return {
    ceilings,
    first,
    hours: trials / first.most / 3600,
    tokens: trials * tokensPerTrial,
    dollars: (trials * (fleet.inputTokens * fleet.inputPrice + fleet.outputTokens * fleet.outputPrice)) / 1e6,
    storedGb: (trials * costs.storedBytes) / GB,
    walGb: (trials * costs.walBytes) / GB,
    readGb: (trials * costs.outcomeBytes * workersOfRun) / GB,
    connections: (workers * costs.connectionsPerWorker) / shards,
    workerGb: costs.workerMb / 1000 + (fleet.trialsPerRun * costs.planBytesPerTrial) / GB,
    databaseCoresBusy: (first.most * databaseMs) / 1000,
  };
}
