// A run's outcomes as a Parquet file: `node parquet.ts runs/NAME/trials.jsonl OUT.parquet`; without names it measures 100,000.
import { createReadStream, statSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { parquetWriteBuffer } from "hyparquet-writer";
import { pacedPlan } from "../queue/task.ts";

interface Rows {
  id: string[];
  status: string[];
  ms: number[];
  outcome: string[];
}

interface Line {
  id: string;
  status: string;
  ms: number;
  result?: unknown;
  error?: unknown;
}

function add(rows: Rows, { id, status, ms, result, error }: Line): void {
  rows.id.push(id);
  rows.status.push(status);
  rows.ms.push(ms);
  rows.outcome.push(JSON.stringify(result ?? error));
}

function written({ id, status, ms, outcome }: Rows): Buffer {
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: "id", data: id, type: "STRING" },
      { name: "status", data: status, type: "STRING" },
      { name: "ms", data: ms, type: "INT32" },
      { name: "outcome", data: outcome, type: "STRING" },
    ],
  });
  return Buffer.from(buffer);
}

const [from, to] = process.argv.slice(2);
const rows: Rows = { id: [], status: [], ms: [], outcome: [] };
if (from !== undefined && to !== undefined) {
  for await (const line of createInterface({ input: createReadStream(from) })) add(rows, JSON.parse(line) as Line);
  writeFileSync(to, written(rows));
  console.log(`${rows.id.length} outcomes, ${statSync(from).size} bytes as JSONL, ${statSync(to).size} as Parquet`);
} else {
  const { trials, perform } = pacedPlan({ trials: 100_000, ms: 0 });
  let lines = 0;
  for (const trial of trials) {
    const line: Line = { id: trial.id, status: "done", ms: 2000 + (rows.id.length % 97), result: await perform(trial) };
    lines += JSON.stringify(line).length + 1;
    add(rows, line);
  }
  const started = performance.now();
  const { length } = written(rows);
  const each = (bytes: number): number => Math.round(bytes / rows.id.length);
  console.log({ jsonlBytes: each(lines), parquetBytes: each(length), seconds: (performance.now() - started) / 1000 });
}
