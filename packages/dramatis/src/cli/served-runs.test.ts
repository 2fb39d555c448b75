import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { RunState } from "../server/api/run-desk.ts";
import { ADA } from "../server/api/testing-house.ts";
import { keyRing } from "../server/auth/key-ring.ts";
import { testKeys } from "../server/testing-app.ts";
import { servedHouse } from "../server/testing-served.ts";
import { dramatis, folderOf } from "./testing-cli.ts";

// Runs that the command itself made, read over a real socket.

const SAID =
  '{"session":"1","speaker":"user","text":"Hello"}\n{"session":"1","speaker":"Ada","text":"I hike, I hike."}\n';

async function checked(t: Parameters<typeof dramatis>[0], runs: string): Promise<void> {
  const files = folderOf(t, { "ada.persona.yaml": ADA, "talk.jsonl": SAID });
  const flags = ["-m", "repetition,distinct-n", "--runs", runs];
  const { code, err } = await dramatis(t, [
    "check",
    join(files, "ada.persona.yaml"),
    "-t",
    join(files, "talk.jsonl"),
    ...flags,
  ]);
  assert.equal(code, 0, err);
}

test("a check of the command line is listed, read, reported and compared, and nothing else", async (t) => {
  const served = await servedHouse(t);
  const { folder, send, json } = served;
  const runs = join(folder, ".dramatis", "runs");
  await checked(t, runs);
  await checked(t, runs);
  const { runs: list } = await json<{ runs: RunState[] }>("GET /api/runs");
  assert.equal(list.length, 2);
  for (const { status, command, by, arguments: asked, scores, done, total } of list) {
    assert.deepEqual([status, command, by, asked], ["done", "check", "the command line", { persona: "Ada" }]);
    assert.deepEqual([done, total, scores?.[0]?.persona], [2, 2, "Ada"]);
  }
  const [b, a] = list.map(({ id }) => id);
  const result = await json<{ persona: string; measures: object }>(`GET /api/runs/${a}/result`);
  assert.deepEqual([result.persona, Object.keys(result.measures)], ["Ada", ["repetition", "distinct-n"]]);
  const { transcripts } = await json<{ transcripts: { messages: { text: string }[] }[] }>(
    `GET /api/runs/${a}/transcripts`,
  );
  assert.equal(transcripts[0]?.messages[1]?.text, "I hike, I hike.");
  assert.match((await send(`GET /api/runs/${a}/report`)).text, /<html/);
  const { measures } = await json<{ measures: { pairs: number; difference: number }[] }>(
    `GET /api/runs/compare?a=${a}&b=${b}`,
  );
  // One line has no repetition to count.
  assert.deepEqual(
    measures.map(({ difference }) => difference),
    [null, 0],
  );
  assert.match((await send(`GET /api/runs/${a}/events`)).text, /^event: state\ndata: .*"status":"done".*\n\n$/);
  for (const what of ["cancel", "resume"]) {
    const { status, text } = await send(`POST /api/runs/${a}/${what}`, {});
    assert.equal(status, 409);
    assert.match(text, /outside_run/);
  }
  const { personas } = await json<{ personas: { lastScore?: { run: string } }[] }>("GET /api/personas");
  assert.equal(personas[0]?.lastScore?.run, b);
});

test("runs of another folder are listed where it is named", async (t) => {
  const runs = join(folderOf(t), "runs");
  await checked(t, runs);
  const { json } = await servedHouse(t, { house: { runs } });
  assert.equal((await json<{ runs: RunState[] }>("GET /api/runs")).runs.length, 1);
  const other = await servedHouse(t, { house: { runs: join(runs, "nothere") } });
  assert.deepEqual(await other.json("GET /api/runs"), { runs: [] });
});

test("half-written runs say so, and what is no run is passed over", async (t) => {
  const { folder, json, send } = await servedHouse(t);
  const runs = join(folder, ".dramatis", "runs");
  await checked(t, runs);
  const [{ id: whole = "" } = {}] = (await json<{ runs: RunState[] }>("GET /api/runs")).runs;
  const like = (id: string, change: (at: string) => void): void => {
    cpSync(join(runs, whole), join(runs, id), { recursive: true });
    change(join(runs, id));
  };
  like("interrupted", (at) => {
    rmSync(join(at, "summary.json"));
    truncateSync(join(at, "trials.jsonl"), 100);
  });
  like("damaged", (at) => truncateSync(join(at, "summary.json"), 40));
  like("under-way", (at) => {
    rmSync(join(at, "summary.json"));
    writeFileSync(join(at, "lock"), `${process.ppid}\n`);
  });
  like("killed", (at) => {
    rmSync(join(at, "summary.json"));
    // No process has such a number.
    writeFileSync(join(at, "lock"), "4194304999\n");
  });
  like("no-page", (at) => rmSync(join(at, "report.html")));
  like("half-a-plan", (at) => truncateSync(join(at, "plan.json"), 20));
  like("no-plan", (at) => rmSync(join(at, "plan.json")));
  like("foreign-summary", (at) => writeFileSync(join(at, "summary.json"), '{"results":[{"persona":1}]}'));
  mkdirSync(join(runs, "plan-of-another"));
  writeFileSync(join(runs, "plan-of-another", "plan.json"), '{"plan":"terraform"}');
  mkdirSync(join(runs, "plan-is-a-folder", "plan.json"), { recursive: true });
  writeFileSync(join(runs, "a-file"), "x");
  symlinkSync(join(runs, "gone"), join(runs, "a-broken-link"));
  const { runs: list } = await json<{ runs: RunState[] }>("GET /api/runs");
  const states = Object.fromEntries(list.map(({ id, status }) => [id, status]));
  assert.deepEqual(states, {
    [whole]: "done",
    interrupted: "cancelled",
    damaged: "failed",
    "under-way": "running",
    killed: "cancelled",
    "no-page": "done",
    "foreign-summary": "failed",
  });
  const found = (id: string): RunState | undefined => list.find((run) => run.id === id);
  assert.match(found("interrupted")?.error ?? "", /with --resume/);
  assert.match(found("damaged")?.error ?? "", /cannot be read/);
  const wrong: [string, number][] = [
    ["GET /api/runs/interrupted/result", 404],
    ["GET /api/runs/damaged/result", 404],
    ["GET /api/runs/under-way/result", 409],
    ["GET /api/runs/no-page/report", 404],
    ["GET /api/runs/half-a-plan", 404],
    ["GET /api/runs/plan-of-another", 404],
    [`GET /api/runs/compare?a=${whole}&b=interrupted`, 404],
    ["GET /api/runs/..", 400],
  ];
  for (const [what, status] of wrong) {
    // A client makes "/.." of an address shorter: it is sent as it is escaped.
    assert.equal((await send(what.replace("/..", "/%2e%2e%2fruns"))).status, status, what);
  }
  assert.equal(existsSync(join(runs, "under-way", "lock")), true);
});

test("a key for certain personas does not see them", async (t) => {
  const { path, secrets } = await testKeys(t, [{ name: "ada", personas: ["Ada"] }, { name: "all" }]);
  const { folder, send } = await servedHouse(t, { options: { door: await keyRing(path) } });
  await checked(t, join(folder, ".dramatis", "runs"));
  const seen = async (key: string): Promise<number> => {
    const { text } = await send("GET /api/runs", undefined, { authorization: `Bearer ${secrets[key]}` });
    return (JSON.parse(text) as { runs: unknown[] }).runs.length;
  };
  assert.deepEqual([await seen("all"), await seen("ada")], [1, 0]);
});
