import assert from "node:assert/strict";
import { test } from "node:test";
import { relativeTime } from "./relative-time.ts";

const NOW = new Date("2026-06-15T12:00:00Z");
const said = (at: string): string => relativeTime(new Date(at), NOW);

test("a time in the largest unit of which at least two lie between", () => {
  assert.equal(said("2026-06-15T11:58:01Z"), "just now");
  assert.equal(said("2026-06-15T11:58:00Z"), "2 minutes ago");
  assert.equal(said("2026-06-15T10:01:00Z"), "119 minutes ago");
  assert.equal(said("2026-06-15T10:00:00Z"), "2 hours ago");
  assert.equal(said("2026-06-02T12:00:00Z"), "13 days ago");
  assert.equal(said("2026-05-25T12:00:00Z"), "3 weeks ago");
  // 151 days of 30.4375
  assert.equal(said("2026-01-15T12:00:00Z"), "5 months ago");
  assert.equal(said("2023-06-15T12:00:00Z"), "3 years ago");
});

test("a time to come, and dates that are none", () => {
  assert.equal(said("2026-06-17T12:00:00Z"), "in 2 days");
  assert.equal(said(""), "some time ago");
  assert.equal(relativeTime(NOW, new Date("never")), "some time ago");
});
