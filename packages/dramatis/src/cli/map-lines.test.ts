import assert from "node:assert/strict";
import { readdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { z } from "zod";
import { InputError } from "../core/index.ts";
import { mapLines } from "./map-lines.ts";
import { folderOf } from "./testing-cli.ts";

const schema = z.object({ n: z.number() });

/** Doubles `n` of every line of `content`; gives the lines of the output and how many rows came at once. */
async function double(t: TestContext, content: string | Uint8Array): Promise<{ rows: unknown[]; batches: number[] }> {
  const folder = folderOf(t, { "in.jsonl": content });
  const [input, output] = [join(folder, "in.jsonl"), join(folder, "out.jsonl")];
  const batches: number[] = [];
  const answer = async (rows: { n: number }[]): Promise<object[]> => {
    batches.push(rows.length);
    return rows.map(({ n }) => ({ twice: 2 * n }));
  };
  try {
    await mapLines({ input, output, schema, expected: '{"n": 1}', label: "double", answer });
  } catch (error) {
    assert.deepEqual(readdirSync(folder), ["in.jsonl"]);
    throw error;
  }
  const lines = readFileSync(output, "utf8").trimEnd().split("\n");
  return { rows: lines.map((line) => JSON.parse(line)), batches };
}

test("keeps the order and the other members over several batches", async (t) => {
  const content = Array.from({ length: 600 }, (_, n) => JSON.stringify({ id: `r${n}`, n })).join("\n");
  const { rows, batches } = await double(t, content);
  assert.deepEqual(
    rows,
    Array.from({ length: 600 }, (_, n) => ({ id: `r${n}`, n, twice: 2 * n })),
  );
  assert.deepEqual(batches, [256, 256, 88]);
});

test("takes a byte order mark, both line ends, empty lines, and separators inside a text", async (t) => {
  const { rows } = await double(t, '\ufeff{"n": 1}\r\n\r\n{"n": 2, "text": "a\u2028b"}\n');
  assert.deepEqual(rows, [
    { n: 1, twice: 2 },
    { n: 2, text: "a\u2028b", twice: 4 },
  ]);
});

test("a character that is cut between two reads is whole", async (t) => {
  // Reads are of 64 KiB: one is certain to end inside one of these three-byte characters, for 65,536 is no multiple of 3.
  const text = "€".repeat(50_000);
  const { rows } = await double(t, `{"n":1,"text":"${text}"}`);
  assert.deepEqual(rows, [{ n: 1, text, twice: 2 }]);
});

const BAD: [string, string | Uint8Array, RegExp][] = [
  ["nothing", "", /in\.jsonl: no line; expected \{"n": 1\}/],
  ["a line that is not JSON", '{"n": 1}\n\n{"n": ', /in\.jsonl:3: not JSON/],
  ["another shape", '{"m": 1}', /in\.jsonl:1: \{"m": 1\}; expected/],
  ["not UTF-8", Buffer.from('{"n": 1}\n{"n": "\xe9"}\n', "latin1"), /in\.jsonl:2: a byte that is not UTF-8/],
  ["a line too long", `{"n": 1}\n${"x".repeat(2 ** 20 + 1)}`, /in\.jsonl:2: a line of more than 1 MB/],
];

for (const [what, content, says] of BAD) {
  test(`${what} is an error with its line, and no file is left`, async (t) => {
    await assert.rejects(double(t, content), (error) => error instanceof InputError && says.test(error.message));
  });
}

test("a line of 100 MB is not read to its end", async (t) => {
  const folder = folderOf(t, { "in.jsonl": "" });
  const input = join(folder, "in.jsonl");
  truncateSync(input, 100e6);
  const before = process.memoryUsage().arrayBuffers;
  const options = { input, output: join(folder, "out"), schema, expected: "", label: "", answer: async () => [] };
  await assert.rejects(mapLines(options), /in\.jsonl:1: a line of more than 1 MB/);
  assert.ok(process.memoryUsage().arrayBuffers - before < 20e6);
});

test("a place that cannot be written is named before anything is read", async (t) => {
  const folder = folderOf(t);
  const answer = async (): Promise<object[]> => [];
  const options = { input: join(folder, "none"), schema, expected: "", label: "", answer };
  for (const output of [join(folder, "none", "x"), folder]) {
    await assert.rejects(mapLines({ ...options, output }), (error) => {
      return error instanceof InputError && error.fault.where === output;
    });
  }
});

test("a device is written to, not replaced", async (t) => {
  const folder = folderOf(t, { "in.jsonl": '{"n": 1}' });
  const answer = async (): Promise<object[]> => [{}];
  await mapLines({ input: join(folder, "in.jsonl"), output: "/dev/null", schema, expected: "", label: "", answer });
  assert.equal(readFileSync("/dev/null", "utf8"), "");
});

test("^C stops between two batches, aborts what is asked, and leaves no file", async (t) => {
  const folder = folderOf(t, { "in.jsonl": '{"n": 1}\n'.repeat(600) });
  const [input, output] = [join(folder, "in.jsonl"), join(folder, "out.jsonl")];
  let batches = 0;
  const answer = async (rows: { n: number }[], signal: AbortSignal): Promise<object[]> => {
    batches++;
    process.emit("SIGINT");
    assert.ok(signal.aborted);
    return rows;
  };
  assert.equal(await mapLines({ input, output, schema, expected: '{"n": 1}', label: "double", answer }), 130);
  assert.deepEqual([batches, readdirSync(folder)], [1, ["in.jsonl"]]);
});
