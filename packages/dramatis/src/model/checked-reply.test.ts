import assert from "node:assert/strict";
import { test } from "node:test";
import { complaint } from "./checked-reply.ts";

test("a complaint is found in the usual members, a few deep", () => {
  assert.equal(complaint({ error: { message: "no such model" } }), "no such model");
  assert.equal(complaint({ detail: { error: "late" } }), "late");
  assert.equal(complaint({ error: { code: 7 } }), '{"code":7}');
  assert.equal(complaint(["x"]), '["x"]');
});

test("errors within errors end somewhere", () => {
  for (const member of ["error", "x"]) {
    const deep: unknown = JSON.parse(`${`{"${member}":`.repeat(100_000)}1${"}".repeat(100_000)}`);
    assert.equal(complaint(deep), "something that is nested too deeply to be told");
  }
});
