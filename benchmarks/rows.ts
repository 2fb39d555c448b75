// The rows of `npm run bench`, in the order of the table. A new one: benchmarks/<question>/row.ts, and its name here.
import { apc100, apc1000 } from "./apc/row.ts";
import { clientCall, clientStream } from "./client/row.ts";
import { duplicates } from "./hub/row.ts";
import { nearestMemories } from "./memory/row.ts";
import { nliPairs } from "./nli/row.ts";
import { overhead } from "./overhead/row.ts";
import { queue } from "./queue/row.ts";
import type { Row } from "./row.ts";
import { people, raking } from "./sampling/row.ts";
import { serverLatency } from "./server/row.ts";
import { startCheckHelp, startVersion } from "./startup/row.ts";
import { trials1k, trials1m, trials100k } from "./trials/row.ts";

export const ROWS: readonly Row[] = [
  startVersion,
  startCheckHelp,
  overhead,
  serverLatency,
  clientCall,
  clientStream,
  nliPairs,
  apc100,
  apc1000,
  raking,
  people,
  duplicates,
  nearestMemories,
  trials1k,
  trials100k,
  trials1m,
  queue,
];
