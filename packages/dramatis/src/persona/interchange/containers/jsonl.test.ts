import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { InputError } from "../../../core/index.ts";
import { jsonlRecords } from "./jsonl.ts";

async function records(context: TestContext, content: string | Buffer): Promise<unknown[]> {
  const folder = mkdtempSync(join(tmpdir(), "jsonl-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "a.jsonl");
  writeFileSync(path, content);
  const found: unknown[] = [];
  for await (const record of jsonlRecords(path)) found.push(record);
  return found;
}

test("a record a line, whatever ends it, and across the pieces in which a file is read", async (context) => {
  assert.deepEqual(await records(context, '{"a": 1}\r\n\n  \n"x"\n[2]'), [{ a: 1 }, "x", [2]]);
  const long = { text: "ü🚂".repeat(50_000) };
  const line = JSON.stringify(long);
  assert.deepEqual(await records(context, `${line}\n${line}\n`), [long, long]);
  assert.deepEqual(await records(context, ""), []);
});

test("faults name the line", async (context) => {
  const refused = (content: string | Buffer, message: RegExp): Promise<void> =>
    assert.rejects(records(context, content), (error) => error instanceof InputError && message.test(error.message));
  await refused('{"a": 1}\n{"a": }\n', /a\.jsonl:2: not JSON/);
  await refused(Buffer.from([0x31, 0x0a, 0xff, 0x0a]), /a\.jsonl:2.*not UTF-8/);
  await refused(Buffer.alloc(9 * 2 ** 20, "1"), /a line of 9 MB; expected at most 8 MB/);
  await assert.rejects(jsonlRecords("/no/such.jsonl").next(), { message: /no such file/ });
});
