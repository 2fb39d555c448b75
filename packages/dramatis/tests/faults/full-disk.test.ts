import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { StoreError } from "../../src/core/index.ts";
import { sqliteStore } from "../../src/store/index.ts";
import { ADA, dramatis, startDramatis } from "./child.ts";
import { checkHouse, houseClient, nothingYet, Refused, talk } from "./house-client.ts";
import { scriptedModel, surveyOf } from "./scripted-model.ts";

// A disk of two megabytes, of which as much is taken as leaves the wanted space.

const DISK = "2m";
const SKIP = whyNot();

test("a survey on a disk that fills up says so in a line and ends with 2; with space again it goes on", {
  skip: SKIP,
}, async (t) => {
  const model = await scriptedModel();
  t.after(() => model.close());
  const args = (runs: string, cache: string): string[] => [
    ...surveyOf(model),
    ...["--concurrency", "4", "--resume", "--runs", runs, "--cache", cache],
  ];
  const calm = folderOf(t);
  assert.equal((await dramatis(args("runs", "calls.sqlite"), { cwd: calm })).status, 0);
  // So much is left that it fills up: before the run is there, at its plan, within its trials, and at its summary.
  for (const freeBytes of [0, 4096, 8192, 12_288, 16_384, 20_480, 28_672]) {
    const cwd = folderOf(t);
    const disk = smallDisk(t);
    const runs = join(disk.path, "runs");
    disk.leave(freeBytes);
    const full = await dramatis(args(runs, "calls.sqlite"), { cwd });
    assert.equal(full.status, 2, `${freeBytes} bytes: ${full.err}`);
    assert.match(full.err, ONE_LINE, `${freeBytes} bytes`);
    const before = doneIn(runs);
    disk.empty();
    const again = await dramatis(args(runs, "calls.sqlite"), { cwd });
    assert.equal(again.status, 0, `${freeBytes} bytes: ${again.err}`);
    const after = doneIn(runs);
    for (const [id, result] of before) assert.equal(after.get(id), result);
    assert.deepEqual([...after].sort(), [...doneIn(join(calm, "runs"))].sort(), `${freeBytes} bytes`);
    assert.equal(summaryIn(runs), summaryIn(join(calm, "runs")));
  }
  // The cache of the calls has a disk of its own.
  const cwd = folderOf(t);
  const disk = smallDisk(t);
  const cache = join(disk.path, "calls.sqlite");
  disk.leave(40_960);
  const full = await dramatis(args("runs", cache), { cwd });
  assert.equal(full.status, 2, full.err);
  assert.match(full.err, ONE_LINE);
  disk.empty();
  const again = await dramatis(args("runs", cache), { cwd });
  assert.equal(again.status, 0, again.err);
  assert.equal(summaryIn(join(cwd, "runs")), summaryIn(join(calm, "runs")));
});

test("a store on a disk that fills up says so, keeps what it had, and goes on with space again", {
  skip: SKIP,
}, async (t) => {
  const disk = smallDisk(t);
  const path = join(disk.path, "store.sqlite");
  const store = sqliteStore({ path });
  disk.leave(200_000);
  const kept: string[] = [];
  const put = async (id: string): Promise<void> => {
    await store.memories.put("ana", id, { text: `${id} ${"x".repeat(2000)}` });
    kept.push(id);
  };
  await assert.rejects(
    async () => {
      for (let i = 0; i < 1000; i++) await put(`m${i}`);
    },
    (error) => error instanceof StoreError && error.fault === "full",
  );
  assert.ok(kept.length > 10, `${kept.length}`);
  disk.empty();
  await put("after");
  store.close();
  const opened = sqliteStore({ path });
  const found: string[] = [];
  for await (const { id } of opened.memories.list("ana")) found.push(id);
  opened.close();
  assert.deepEqual(found.sort(), kept.sort());
});

test("a server on a disk that fills up says 507, keeps what it acknowledged, and goes on with space again", {
  skip: SKIP,
}, async (t) => {
  const model = await scriptedModel({ paceMs: 1 });
  t.after(() => model.close());
  const disk = smallDisk(t);
  writeFileSync(join(disk.path, "ada.persona.yaml"), ADA);
  const models = ["--model", `${model.url}#actor`, "--nli", "judge", "--judge", `${model.url}#judge`];
  const child = startDramatis(["serve", disk.path, "--port", "0", ...models], { cwd: disk.path });
  t.after(() => child.kill());
  const client = houseClient(await child.says(/Serving at (http:\/\/[\d.:]+)/));
  const acknowledged = nothingYet();
  disk.leave(60_000);
  const refusal = await talk(client, acknowledged, false).catch((error: unknown) => error);
  assert.ok(refusal instanceof Refused, String(refusal));
  assert.match(refusal.message, /disk of the server is full/);
  disk.leave(0);
  const run = { command: "survey", arguments: { personas: ["Ada"], instrument: "ipip-50", answers: "words" } };
  await assert.rejects(client.json("POST /api/runs", run), /507 .*disk_full/);
  await checkHouse(client, acknowledged);
  disk.empty();
  const { id } = await client.json<{ id: string }>("POST /api/sessions", { persona: "Ada" });
  acknowledged.replies.set(id, []);
  const { id: name } = await client.json<{ id: string }>("POST /api/runs", run);
  acknowledged.runs.add(name);
  await checkHouse(client, acknowledged);
  assert.ok(acknowledged.preferences.length > 0);
});

const ONE_LINE = /^(dramatis: nothing to resume[^\n]*\n)?dramatis: [^\n]*(full|ENOSPC)[^\n]*\n$/;

interface SmallDisk {
  readonly path: string;
  /** Takes space until about so much is left. */
  leave(bytes: number): void;
  /** Gives the space back. */
  empty(): void;
}

function smallDisk(t: TestContext): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), "dramatis-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK}`, "tmpfs", path]);
  t.after(() => {
    execFileSync("umount", ["-l", path]);
    rmSync(path, { recursive: true, force: true });
  });
  const ballast = join(path, "ballast");
  return {
    path,
    leave(bytes) {
      const { bavail, bsize } = statfsSync(path);
      const size = Math.max(0, bavail * bsize - bytes);
      writeFileSync(ballast, Buffer.alloc(size), { flag: "a" });
    },
    empty: () => rmSync(ballast),
  };
}

/** Why no disk can be made here; false where one can. */
function whyNot(): string | false {
  const path = mkdtempSync(join(tmpdir(), "dramatis-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK}`, "tmpfs", path], { stdio: "ignore" });
    execFileSync("umount", [path]);
    return false;
  } catch {
    return "no small disk can be mounted here";
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-full-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "ada.persona.yaml"), ADA);
  return folder;
}

/** Results by trial of the one run in a folder; none where it was not begun. */
function doneIn(runs: string): Map<string, string> {
  const [name] = existsSync(runs) ? readdirSync(runs) : [];
  const path = join(runs, name ?? "", "trials.jsonl");
  const text = name !== undefined && existsSync(path) ? readFileSync(path, "utf8") : "";
  const lines = text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .slice(0, -1);
  const done = new Map<string, string>();
  for (const line of lines) {
    const { id, status, result } = JSON.parse(line) as { id: string; status: string; result: unknown };
    if (status !== "done") continue;
    assert.ok(!done.has(id), `${id} is there twice`);
    done.set(id, JSON.stringify(result));
  }
  return done;
}

function summaryIn(runs: string): string {
  const names = readdirSync(runs);
  assert.equal(names.length, 1);
  return readFileSync(join(runs, names[0] ?? "", "summary.json"), "utf8");
}
