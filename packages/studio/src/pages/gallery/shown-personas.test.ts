import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShelvedPersona } from "../../api/types.ts";
import { shownPersonas } from "./shown-personas.ts";

function persona(
  name: string,
  summary: string,
  { at = "2026-01-01", score }: { at?: string; score?: number } = {},
): ShelvedPersona {
  const missing = { refused: 0, unparsed: 0, failed: 0, unsupported: 0 };
  const about = { low: null, high: null, n: 1, clusters: 1, missing, unit: "ratio", direction: "higher" } as const;
  const lastScore =
    score === undefined ? {} : { lastScore: { measure: "m", run: "r", estimate: { value: score, ...about } } };
  return { name, version: "v", summary, changedAt: at, statements: 1, ...lastScore };
}

const ALL = [
  persona("Sam", "A chef from Lyon.", { at: "2026-03-01", score: 0.4 }),
  persona("Zoë", "Keeps bees.", { at: "2026-02-01" }),
  persona("Ada", "A chef of few words.", { score: 0.9 }),
];

const names = (search: string, order: "name" | "changed" | "score"): string[] =>
  shownPersonas(ALL, { search, order }).map(({ name }) => name);

test("every word must be there, accents and case aside", () => {
  assert.deepEqual(names("zoe", "name"), ["Zoë"]);
  assert.deepEqual(names("CHEF lyon", "name"), ["Sam"]);
  assert.deepEqual(names("chef bees", "name"), []);
});

test("orders: by name, newest first, best score first with the unscored last", () => {
  assert.deepEqual(names("", "name"), ["Ada", "Sam", "Zoë"]);
  assert.deepEqual(names("", "changed"), ["Sam", "Zoë", "Ada"]);
  assert.deepEqual(names("", "score"), ["Ada", "Sam", "Zoë"]);
});
