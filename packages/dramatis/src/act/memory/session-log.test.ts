import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sessionLog } from "./session-log.ts";
import { NOW, session } from "./testing-view.ts";

/** A log that writes down what it is given; the first `failures` sessions that end fail. */
function written({ failures = 0, most }: { failures?: number; most?: number } = {}) {
  const ended: string[] = [];
  const heard: string[] = [];
  let left = failures;
  const log = sessionLog({
    name: "log",
    now: NOW,
    ...(most !== undefined && { most }),
    each: async ({ text }) => {
      heard.push(text);
    },
    atEnd: async (messages) => {
      if (left-- > 0) throw new Error("full");
      ended.push(messages.map(({ text }) => text).join(" "));
    },
  });
  return { log, ended, heard };
}

const [A, B] = session("s1", "2025-01-11T00:00:00Z", ["user: a", "Ana: b"]);
const [C] = session("s2", "2025-01-11T00:00:00Z", ["user: c"]);

describe("sessionLog", () => {
  test("hands over a session once, when another begins or it is told", async () => {
    assert.ok(A && B && C);
    const { log, ended, heard } = written();
    for (const message of [A, B, A, C]) await log.hear(message);
    assert.deepEqual(ended, ["a b"]);
    assert.deepEqual(heard, ["a", "b", "c"]);
    await log.end();
    await log.end();
    assert.deepEqual(ended, ["a b", "c"]);
  });

  test("what failed is done again: nothing of the session is lost", async () => {
    assert.ok(A && B && C);
    const { log, ended, heard } = written({ failures: 1 });
    await log.hear(A);
    await log.hear(B);
    await assert.rejects(log.hear(C), /full/);
    assert.deepEqual(heard, ["a", "b"]);
    await log.hear(C);
    assert.deepEqual(ended, ["a b"]);
    assert.deepEqual(heard, ["a", "b", "c"]);
  });

  test("keeps the last messages where there are too many; an abort is heeded", async () => {
    assert.ok(A && B && C);
    const { log, ended } = written({ most: 1 });
    await log.hear(A);
    await log.hear(B);
    await assert.rejects(log.hear(C, AbortSignal.abort(new Error("enough"))), /enough/);
    await log.end();
    assert.deepEqual(ended, ["b"]);
  });
});
