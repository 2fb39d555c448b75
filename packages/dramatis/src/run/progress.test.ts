import assert from "node:assert/strict";
import { test } from "node:test";
import { progress } from "./progress.ts";

function terminal(isTTY = true): { lines: string[]; write(text: string): void; isTTY: boolean; columns: number } {
  const lines: string[] = [];
  return { lines, write: (text) => void lines.push(text.replace("\r\u001b[2K", "")), isTTY, columns: 80 };
}

test("shows count, rate, time left, failures and cost, at most every 100 ms", () => {
  const stream = terminal();
  let ms = 0;
  const bar = progress({
    total: 1200,
    label: "check",
    stream,
    env: {},
    now: () => ms,
    meter: () => ({ cost: 0.0123 }),
  });
  bar.tick({ status: "done" });
  ms = 50;
  bar.tick({ status: "failed" });
  assert.equal(stream.lines.length, 1);
  ms = 1000;
  // 3 in 1 s leave 1,197 for 1197 / 3 = 399 s = 6 min 39 s.
  bar.tick({ status: "done" });
  assert.equal(stream.lines.at(-1), "check 3/1,200  3.0/s  6 min 39 s left  1 failed  $0.0123");
});

test("trials that were done before count, but not for the rate", () => {
  const stream = terminal();
  let ms = 0;
  const bar = progress({ total: 1000, already: 900, label: "check", stream, env: {}, now: () => ms });
  ms = 1000;
  for (let i = 0; i < 20; i++) bar.tick({ status: "done" });
  bar.done();
  // 20 in 1 s leave 1000 − 920 = 80 for 4 s.
  assert.deepEqual(stream.lines.slice(-2), ["check 920/1,000  20/s  4 s left", "\n"]);
});

test("an endless plan has no time left, and a narrow terminal cuts the line", () => {
  const stream = { ...terminal(), columns: 20 };
  let ms = 0;
  const bar = progress({ label: "sample", stream, env: {}, now: () => ms });
  ms = 4_000_000;
  bar.tick({ status: "done" });
  assert.equal(stream.lines.at(-1), "sample 1  0.0/s  1 ");
});

test("is silent in a pipe, under CI and on a dumb terminal, and never uses colour", () => {
  const cases = [
    { stream: terminal(false), env: {} },
    { stream: terminal(), env: { CI: "true" } },
    { stream: terminal(), env: { TERM: "dumb" } },
  ];
  for (const { stream, env } of cases) {
    const bar = progress({ total: 1, label: "check", stream, env, now: () => 0 });
    bar.tick({ status: "done" });
    bar.done();
    assert.deepEqual(stream.lines, []);
  }
  const stream = terminal();
  const bar = progress({ total: 1, label: "check", stream, env: { CI: "false" }, now: () => 0 });
  bar.tick({ status: "done" });
  bar.done();
  assert.ok(stream.lines.length > 0);
  assert.ok(!stream.lines.join("").includes("\u001b"));
});
