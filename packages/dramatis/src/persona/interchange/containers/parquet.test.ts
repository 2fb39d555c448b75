import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { parquetWriteBuffer } from "hyparquet-writer";
import { nemotron } from "../nemotron.ts";
import { parquetRecords } from "./parquet.ts";

async function listed<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const folder = await mkdtemp(join(tmpdir(), "parquet-"));
after(() => rm(folder, { recursive: true }));

async function saved(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

const rows = 25;
const names = Array.from({ length: rows }, (_, index) => `Person ${index}`);
const columnData = [
  { name: "uuid", data: names.map((_, index) => `id-${index}`), type: "STRING" as const },
  { name: "persona", data: names.map((who) => `${who} bakes.`), type: "STRING" as const },
  { name: "age", data: names.map((_, index) => BigInt(20 + index)), type: "INT64" as const },
  { name: "big", data: names.map(() => 2n ** 60n), type: "INT64" as const },
  { name: "openness", data: names.map(() => ({ t_score: 60 })), type: "JSON" as const },
];

test("rows come as plain data, over several row groups", async () => {
  const path = await saved("a.parquet", new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 10 })));
  const records = await listed(parquetRecords(path));
  assert.equal(records.length, rows);
  assert.deepEqual(records[12], {
    uuid: "id-12",
    persona: "Person 12 bakes.",
    age: 32,
    big: "1152921504606846976",
    openness: { t_score: 60 },
  });
  const persona = nemotron.read(records[12], path);
  assert.equal(persona.summary, "Person 12 bakes.");
  assert.equal(persona.identity?.social?.age, 32);
});

test("what is no Parquet, or a damaged one, is one line", async () => {
  const whole = new Uint8Array(parquetWriteBuffer({ columnData }));
  const torn = await saved("torn.parquet", whole.subarray(0, whole.length - 9));
  await assert.rejects(listed(parquetRecords(torn)), {
    code: "invalid_input",
    message: /torn\.parquet: a damaged file .*; expected a Parquet file$/,
  });
  const short = await saved("short.parquet", Buffer.from("PA"));
  await assert.rejects(listed(parquetRecords(short)), { code: "invalid_input" });
  await assert.rejects(listed(parquetRecords(join(folder, "none"))), { message: /no such file/ });
  const bent = whole.slice();
  for (let at = 8; at < bent.length - 400; at += 7) bent[at] = (bent[at] ?? 0) ^ 0x5a;
  const bentPath = await saved("bent.parquet", bent);
  await assert.rejects(listed(parquetRecords(bentPath)), { code: "invalid_input" });
});
