import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { syntheticPersonaChat } from "../synthetic-persona-chat.ts";
import { csvRecords, csvRows } from "./csv.ts";

async function* bytes(...chunks: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

async function listed<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const all = async (where: string, ...chunks: (string | Uint8Array)[]): Promise<unknown[]> =>
  listed(csvRows(bytes(...chunks), where));

test("quotes, line breaks in cells, a byte order mark, and characters cut between chunks", async () => {
  const text = '\uFEFFname,says\n"Ada, B.","one\ntwo"\n\nRui,"a ""word"" ü"\n';
  const whole = Buffer.from(text);
  const cut = whole.indexOf(0xbc);
  assert.deepEqual(await all("f.csv", whole.subarray(0, cut), whole.subarray(cut)), [
    { name: "Ada, B.", says: "one\ntwo" },
    { name: "Rui", says: 'a "word" ü' },
  ]);
  assert.deepEqual(await all("f.tsv", "a\tb\n1,5\t2\n"), [{ a: "1,5", b: "2" }]);
});

test("faults are one line with the place", async () => {
  await assert.rejects(all("f.csv", "a,b\n1,2\n3\n"), {
    code: "invalid_input",
    message: /^f\.csv:3: Invalid Record Length/,
  });
  await assert.rejects(all("f.csv", "a,a\n1,2\n"), { message: 'f.csv:1: two columns "a"; expected each column once' });
  await assert.rejects(all("f.csv", "a\n", Uint8Array.of(0xff)), { message: /^f\.csv: a byte that is not UTF-8/ });
  await assert.rejects(all("f.csv", 'a\n"x'), { message: /^f\.csv:\d: Quote Not Closed/ });
  await assert.rejects(listed(csvRecords("/nowhere/f.csv")), {
    message: "/nowhere/f.csv: no such file; expected a file that exists and may be read",
  });
});

test("a reader who leaves early is not waited for", async () => {
  let given = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("n\n");
    for (;;) yield Buffer.from(`${given++}\n`);
  }
  for await (const row of csvRows(endless(), "f.csv")) if (row.n === "100") break;
  assert.ok(given < 100_000);
});

const shared = process.env.DRAMATIS_SHARED ?? fileURLToPath(new URL("../../../../../../../shared", import.meta.url));
const file = join(shared, "data/open/synthetic-persona-chat/Synthetic-Persona-Chat_valid.csv");

test("Synthetic-Persona-Chat, validation", { skip: existsSync(file) ? false : "no shared data here" }, async () => {
  // The data's own README: 1,000 conversations, each of two personas.
  let rows = 0;
  let personas = 0;
  let statements = 0;
  for await (const row of csvRecords(file)) {
    rows += 1;
    const { record } = syntheticPersonaChat.withhold?.(row) ?? { record: row };
    for (const part of syntheticPersonaChat.split?.(record) ?? []) {
      const { statements: said = [] } = syntheticPersonaChat.read(part, file);
      personas += 1;
      statements += said.length;
    }
  }
  assert.deepEqual([rows, personas], [1000, 2000]);
  assert.ok(statements >= 3 * personas);
});
