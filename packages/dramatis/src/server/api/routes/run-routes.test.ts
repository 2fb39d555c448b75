import assert from "node:assert/strict";
import { test } from "node:test";
import type { Caller } from "../caller.ts";
import { ask, testHouse } from "../testing-house.ts";
import { runRoutes } from "./run-routes.ts";

const LINES = [
  { speaker: "user", text: "And you?" },
  { speaker: "Ada", text: "<script>alert(1)</script> I hike and I hike." },
];
const BODY = { command: "check", arguments: { persona: "Ada", transcript: LINES, measures: ["distinct-n"] } };
const OTHER: Caller = { key: "other", scopes: ["read", "write"], personas: ["Bo"] };
const KEY: Caller = { key: "kim", scopes: ["read", "write"], personas: "all" };

test("a run from its start to its report: state, events, result, page", async (t) => {
  const house = await testHouse(t);
  const started = await ask(house, "POST /api/runs", { body: BODY, caller: KEY });
  assert.equal(started.status, 202);
  const { id, by, arguments: asked } = started.json as { id: string; by: string; arguments: { transcript: string } };
  assert.deepEqual([by, asked.transcript], ["kim", "2 lines"]);
  const { events } = await ask(house, `GET /api/runs/${id}/events`);
  assert.ok(events.every(({ event }) => event === "state"));
  assert.partialDeepStrictEqual(events.at(-1), { data: { status: "done" } });

  const { runs } = (await ask(house, "GET /api/runs")).json as {
    runs: { id: string; scores: { measure: string }[] }[];
  };
  assert.deepEqual([runs[0]?.id, runs[0]?.scores[0]?.measure], [id, "distinct-n"]);
  const result = await ask(house, `GET /api/runs/${id}/result`);
  const measures = result.json.measures as Record<string, { value: number; n: number }>;
  // script alert 1 script i hike and i hike: 8 runs of two words, "i hike" twice.
  assert.partialDeepStrictEqual(measures["distinct-n"], { value: 7 / 8, n: 1 });
  const { transcripts } = (await ask(house, `GET /api/runs/${id}/transcripts`)).json as { transcripts: unknown[] };
  assert.equal(transcripts.length, 1);

  const { response, headers } = await ask(house, `GET /api/runs/${id}/report`);
  assert.match(headers.get("content-security-policy") ?? "", /^sandbox; default-src 'none'/);
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  const page = (await response?.text()) ?? "";
  assert.ok(page.includes("&lt;script&gt;") && !page.includes("<script"));
  const lists = (await ask(house, "GET /api/personas")).json as { personas: { lastScore?: { run: string } }[] };
  assert.equal(lists.personas[0]?.lastScore?.run, id);

  const same = await ask(house, "GET /api/runs/compare", { query: { a: id, b: id } });
  const [measure] = same.json.measures as { pairs: number; difference: number; verdict: string }[];
  assert.deepEqual([measure?.pairs, measure?.difference, measure?.verdict], [1, 0, "no difference seen"]);
});

test("a key for other personas finds neither the persona nor its runs", async (t) => {
  const house = await testHouse(t);
  const { id } = (await ask(house, "POST /api/runs", { body: BODY })).json as { id: string };
  await ask(house, `GET /api/runs/${id}/events`);
  assert.equal((await ask(house, "POST /api/runs", { body: BODY, caller: OTHER })).status, 404);
  assert.deepEqual((await ask(house, "GET /api/runs", { caller: OTHER })).json, { runs: [] });
  for (const what of [
    "GET /result",
    "GET /report",
    "GET /transcripts",
    "GET /events",
    "POST /cancel",
    "POST /resume",
  ]) {
    const [method, rest] = what.split(" ");
    const { status, json } = await ask(house, `${method} /api/runs/${id}${rest}`, { caller: OTHER });
    assert.equal(status, 404, what);
    assert.deepEqual(json, (await ask(house, `GET /api/runs/${id}`, { caller: OTHER })).json);
  }
  const query = { a: id, b: id };
  assert.equal((await ask(house, "GET /api/runs/compare", { query, caller: OTHER })).status, 404);
});

test("what quotes a persona asks for a key that may write, and a key names no model of its own choice", async (t) => {
  const scopes = new Map(runRoutes.map(({ spec }) => [`${spec.method} ${spec.path}`, spec.scope]));
  for (const part of ["result", "report", "transcripts"])
    assert.equal(scopes.get(`get /api/runs/{id}/${part}`), "write");
  const house = await testHouse(t, { config: { model: "openai:served" } });
  const withModel = (model: string) => ({
    body: { ...BODY, arguments: { persona: "Ada", model } },
    caller: KEY,
  });
  const refused = await ask(house, "POST /api/runs", withModel("http://169.254.169.254/v1#x"));
  assert.equal(refused.status, 403);
  assert.equal((await ask(house, "POST /api/runs", withModel("mock:/etc/passwd"))).status, 403);
  assert.deepEqual(await house.runs.list(), []);
});
