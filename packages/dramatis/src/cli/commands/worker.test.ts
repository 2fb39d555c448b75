import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { NO_SERVER, testDatabaseUrl } from "../../run/shared/testing-database.ts";
import { ADA, folderOf } from "../testing-cli.ts";

const BIN = fileURLToPath(new URL("../../../bin/dramatis.mjs", import.meta.url));
const SCRIPT = JSON.stringify({
  rules: [
    { match: "dog", reply: "I have a dog, and we walk every day." },
    { match: "hik", reply: "I hike every Sunday." },
  ],
  default: { reply: "I am fine, thank you.", delayMs: 20 },
  price: { input: 1, output: 2 },
});
const FILES = { "ada.persona.yaml": ADA, "script.json": SCRIPT };
const CHECK = [
  ...["check", "ada.persona.yaml", "--model", "mock:script.json", "--user", "mock:script.json"],
  ...["--repeats", "4", "--turns", "3", "-m", "repetition,distinct-n"],
];

test("without a database it is said what is missing", async (t) => {
  const { code, err } = await run(t, ["worker"], { folder: folderOf(t), url: "" });
  assert.deepEqual([code, err.split("\n").length], [2, 2]);
  assert.match(err, /DATABASE_URL: nothing; expected the address of a PostgreSQL database/);
  const detached = await run(t, [...CHECK, "--detach"], { folder: folderOf(t, FILES), url: "" });
  assert.match(detached.err, /--detach: no database/);
  assert.equal(detached.code, 2);
});

test("an address that is none, or where nobody is, is said in one line", async (t) => {
  const none = await run(t, ["runs", "list"], { folder: folderOf(t), url: "mysql://somewhere" });
  assert.match(none.err, /DATABASE_URL: no address of a PostgreSQL database; expected an address such as/);
  const nobody = await run(t, ["runs", "list"], { folder: folderOf(t), url: "postgres://a:secret@127.0.0.1:1/x" });
  assert.match(nobody.err, /the store is not to be reached/);
  assert.doesNotMatch(nobody.err, /secret/);
  assert.deepEqual([none.code, nobody.code], [2, 2]);
});

describe("with a database", { skip: NO_SERVER }, () => {
  let url = "";
  before(async () => {
    url = await testDatabaseUrl("the worker command");
  });

  test("a check that two workers share gives what it gives alone", async (t) => {
    const alone = folderOf(t, FILES);
    assert.equal((await run(t, CHECK, { folder: alone, url: "" })).code, 0);
    const workers = [1, 2].map(() => start(t, ["worker"], { folder: folderOf(t), url }));
    const shared = folderOf(t, FILES);
    const { code, err } = await run(t, CHECK, { folder: shared, url });
    assert.equal(code, 0, err);
    assert.match(err, /is in the database; dramatis runs show check-ada-/);
    assert.deepEqual(figures(shared), figures(alone));
    assert.deepEqual(trials(shared), trials(alone));
    for (const worker of workers) {
      worker.kill("SIGTERM");
      const [exit] = (await once(worker, "exit")) as [number];
      assert.equal(exit, 0);
    }
  });

  test("detached: workers do it, and it is fetched whole; cancelled and taken up again", async (t) => {
    const folder = folderOf(t, FILES);
    const detached = await run(t, [...CHECK, "--seed", "7", "--detach"], { folder, url });
    assert.equal(detached.code, 0, detached.err);
    const id = /runs show (\S+)/.exec(detached.err)?.[1] as string;
    const cancelled = await run(t, ["runs", "cancel", id], { folder, url });
    assert.match(cancelled.err, /cancelled; what is done is kept/);
    const early = await run(t, ["worker", "--until-idle"], { folder: folderOf(t), url });
    assert.equal(early.code, 0, early.err);
    assert.match((await run(t, ["runs", "show", id], { folder, url })).out, /cancelled +0/);
    assert.equal((await run(t, ["runs", "resume", id], { folder, url })).code, 0);
    const worked = await run(t, ["worker", "--until-idle"], { folder: folderOf(t), url });
    assert.equal(worked.code, 0, worked.err);
    const shown = JSON.parse((await run(t, ["runs", "show", id, "--json"], { folder, url })).out);
    assert.deepEqual([shown.state, shown.failed, shown.done], ["done", 0, shown.total]);
    assert.ok(shown.usage.cost > 0);

    const elsewhere = folderOf(t);
    const pulled = await run(t, ["runs", "pull", id], { folder: elsewhere, url });
    assert.match(pulled.err, /Report: runs\/.*report\.html/);
    const here = folderOf(t, FILES);
    await run(t, [...CHECK, "--seed", "7"], { folder: here, url: "" });
    assert.deepEqual(figures(elsewhere), figures(here));
    assert.deepEqual(trials(elsewhere), trials(here));
    assert.deepEqual(files(elsewhere), [...files(here), "shared.json"].sort());
    // Once more, and where it was begun: the folder is this run's, and is brought up to date.
    for (const place of [elsewhere, folder]) {
      assert.equal((await run(t, ["runs", "pull", id], { folder: place, url })).code, 0);
      assert.deepEqual(trials(place), trials(here));
    }
    const taken = folderOf(t);
    mkdirSync(join(taken, "runs", id), { recursive: true });
    assert.match(
      (await run(t, ["runs", "pull", id], { folder: taken, url })).err,
      /something else; expected a new folder/,
    );
    assert.match((await run(t, ["runs", "show", `${id}x`], { folder, url })).err, new RegExp(`expected ${id}`));
  });

  test("the process that began a run is killed: with --resume it goes on, and gives what it gives alone", async (t) => {
    const args = [...CHECK, "--seed", "13"];
    const folder = folderOf(t, FILES);
    const first = start(t, args, { folder, url });
    await said(first, /is in the database/);
    first.kill("SIGKILL");
    await once(first, "exit");
    const { code, err } = await run(t, [...args, "--resume"], { folder, url });
    assert.equal(code, 0, err);
    const alone = folderOf(t, FILES);
    await run(t, args, { folder: alone, url: "" });
    assert.deepEqual(trials(folder), trials(alone));
    assert.deepEqual(figures(folder).results, figures(alone).results);
  });

  test("of two workers with one name the second is told", async (t) => {
    const first = start(t, ["worker", "--name", "same"], { folder: folderOf(t), url });
    await said(first, /waiting for runs/);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const second = await run(t, ["worker", "--name", "same", "--until-idle"], { folder: folderOf(t), url });
    first.kill("SIGTERM");
    assert.equal(second.code, 2);
    assert.match(second.err, /--name: a worker "same" that is at work on .*expected a name of its own/);
  });

  test("a worker spends no more than its own cap, and leaves the run to the others", async (t) => {
    const folder = folderOf(t, FILES);
    const detached = await run(t, [...CHECK, "--seed", "17", "--detach"], { folder, url });
    const id = /runs show (\S+)/.exec(detached.err)?.[1] as string;
    const capped = await run(t, ["worker", "--until-idle", "--max-cost", "0.001"], { folder: folderOf(t), url });
    assert.equal(capped.code, 0, capped.err);
    assert.match(capped.err, /cost cap reached: .* this worker leaves the run to the others/);
    const shown = JSON.parse((await run(t, ["runs", "show", id, "--json"], { folder, url })).out);
    assert.equal(shown.state, "open");
    assert.ok(shown.usage.cost <= 0.001, `${shown.usage.cost}`);
    await run(t, ["worker", "--until-idle"], { folder: folderOf(t), url });
    assert.match((await run(t, ["runs", "show", id], { folder, url })).out, /done/);
  });

  test("limits of a model hold for all: a budget stops the run, and more of it lets it go on", async (t) => {
    const folder = folderOf(t, FILES);
    const known = await run(t, ["runs", "limit"], { folder, url });
    assert.match(known.out, /no limits/);
    const model = JSON.parse(readFileSync(join(folder, "script.json"), "utf8"));
    assert.ok(model);
    const detached = await run(t, [...CHECK, "--seed", "11", "--detach"], { folder, url });
    const id = /runs show (\S+)/.exec(detached.err)?.[1] as string;
    const name = await modelName();
    const set = await run(t, ["runs", "limit", name, "--budget", "0.0001", "--per-minute", "6000"], { folder, url });
    assert.match(set.out, /6000 +\$0\.0001/);
    await run(t, ["worker", "--until-idle"], { folder: folderOf(t), url });
    assert.match((await run(t, ["runs", "show", id], { folder, url })).out, /stopped[\s\S]*cost cap reached/);
    await run(t, ["runs", "limit", name, "--budget", "0"], { folder, url });
    await run(t, ["runs", "resume", id], { folder, url });
    await run(t, ["worker", "--until-idle"], { folder: folderOf(t), url });
    assert.match((await run(t, ["runs", "show", id], { folder, url })).out, /done/);
    await run(t, ["runs", "limit", name, "--per-minute", "0"], { folder, url });
  });
});

async function modelName(): Promise<string> {
  const { mockModel } = await import("../../model/index.ts");
  return mockModel(JSON.parse(SCRIPT)).id;
}

interface Where {
  folder: string;
  url: string;
}

function start(t: TestContext, args: readonly string[], { folder, url }: Where): ChildProcess {
  const env = { ...process.env, DATABASE_URL: url, NO_COLOR: "1" };
  const child = spawn(process.execPath, [BIN, ...args], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  t.after(() => child.kill("SIGKILL"));
  return child;
}

async function run(
  t: TestContext,
  args: readonly string[],
  where: Where,
): Promise<{ code: number; out: string; err: string }> {
  const child = start(t, args, where);
  let out = "";
  let err = "";
  child.stdout?.on("data", (text) => (out += text));
  child.stderr?.on("data", (text) => (err += text));
  const [code] = (await once(child, "close")) as [number];
  return { code, out, err };
}

async function said(child: ChildProcess, what: RegExp): Promise<void> {
  let text = "";
  for await (const piece of child.stderr as AsyncIterable<Buffer>) {
    text += piece;
    if (what.test(text)) return;
  }
}

function onlyRun(folder: string): string {
  const [name] = readdirSync(join(folder, "runs"));
  return join(folder, "runs", name as string);
}

function files(folder: string): string[] {
  return readdirSync(onlyRun(folder))
    .filter((name) => name !== "lock")
    .sort();
}

/** What a run came to: all but when, how long, and under which name. */
function figures(folder: string): { usage: unknown; results: unknown } {
  const {
    run: _run,
    startedAt: _at,
    seconds: _s,
    usage,
    results,
  } = JSON.parse(readFileSync(join(onlyRun(folder), "summary.json"), "utf8"));
  return { usage, results };
}

function trials(folder: string): string[] {
  const lines = readFileSync(join(onlyRun(folder), "trials.jsonl"), "utf8")
    .trim()
    .split("\n");
  return lines
    .map((line) => {
      const { ms: _ms, ...outcome } = JSON.parse(line);
      return JSON.stringify(outcome);
    })
    .sort();
}
