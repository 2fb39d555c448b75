import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { ModelError } from "../../src/core/index.ts";
import { withCallPath } from "../../src/model/index.ts";
import { openaiModel } from "../../src/model/openai-model.ts";
import { chatStep, testingServer } from "../../src/model/testing-server.ts";
import { keyRing } from "../../src/server/auth/key-ring.ts";
import { addKey } from "../../src/server/auth/keys-file.ts";
import { ADA, dramatis, startDramatis } from "./child.ts";
import { checkHouse, houseClient, nothingYet } from "./house-client.ts";
import { scriptedModel } from "./scripted-model.ts";

const HOUR = 3_600_000;
const JUMPS = { "an hour back": -HOUR, "a day forward": 24 * HOUR };
const FLAGS = ["--import", join(import.meta.dirname, "jump-the-clock.ts")];

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-clock-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "ada.persona.yaml"), ADA);
  return folder;
}

for (const [name, jump] of Object.entries(JUMPS)) {
  const env = { CLOCK_JUMP_MS: String(jump) };

  test(`the clock jumps ${name} within a check: it ends as ever, and took no longer and no less than it did`, async (t) => {
    const model = await scriptedModel({ paceMs: 30 });
    t.after(() => model.close());
    const cwd = folderOf(t);
    const judge = ["--nli", "judge", "--judge", `${model.url}#judge`];
    const args = [
      "check",
      "ada.persona.yaml",
      "--model",
      `${model.url}#actor`,
      "--user",
      `${model.url}#user`,
      ...judge,
    ];
    const options = [
      "-m",
      "contradiction-rate",
      "--turns",
      "4",
      "--repeats",
      "2",
      "--concurrency",
      "2",
      "--max-cost",
      "1",
    ];
    const start = performance.now();
    const child = startDramatis([...args, ...options, "--price", "1,1"], { cwd, flags: FLAGS, env });
    t.after(() => child.kill());
    await model.after(3);
    process.kill(child.pid ?? 0, "SIGUSR2");
    const status = await child.ended;
    const most = (performance.now() - start) / 1000;
    assert.equal(status, 0, child.err);
    const [run = ""] = readdirSync(join(cwd, "runs"));
    const file = (of: string): string => readFileSync(join(cwd, "runs", run, of), "utf8");
    const { seconds, startedAt } = JSON.parse(file("summary.json")) as { seconds: number; startedAt: string };
    assert.ok(seconds >= 0 && seconds <= most, `${seconds} s of ${most} s`);
    assert.ok(!Number.isNaN(Date.parse(startedAt)));
    for (const line of file("trials.jsonl").trim().split("\n")) {
      const { ms } = JSON.parse(line) as { ms: number };
      assert.ok(ms >= 0 && ms <= most * 1000, `${ms} ms`);
    }
    // Resuming finds the lock, the cache and the trials as they are, whatever the clock says now.
    const again = await dramatis([...args, ...options, "--price", "1,1", "--resume"], { cwd });
    assert.equal(again.status, 0, again.err);
  });

  test(`the clock jumps ${name} under a server: sessions go on, are listed, and nothing took less than no time`, async (t) => {
    const model = await scriptedModel({ paceMs: 1 });
    t.after(() => model.close());
    const cwd = folderOf(t);
    const judge = ["--nli", "judge", "--judge", `${model.url}#judge`];
    const serve = [
      "serve",
      cwd,
      "--port",
      "0",
      "--model",
      `${model.url}#actor`,
      ...judge,
      "--embedder",
      `${model.url}#e`,
    ];
    const child = startDramatis(serve, { cwd, flags: FLAGS, env });
    t.after(() => child.kill());
    const client = houseClient(await child.says(/Serving at (http:\/\/[\d.:]+)/));
    const acknowledged = nothingYet();
    const { id } = await client.json<{ id: string }>("POST /api/sessions", { persona: "Ada", memory: true });
    acknowledged.replies.set(id, []);
    const at: number[] = [];
    for (let count = 0; count < 4; count++) {
      if (count === 2) process.kill(child.pid ?? 0, "SIGUSR2");
      const said = `I have a cat called Number ${count}.`;
      for await (const heard of client.events<Heard>(`POST /api/sessions/${id}/messages`, { text: said }, "message")) {
        acknowledged.replies.get(id)?.push({ ...heard, said });
        at.push(Date.parse(heard.at));
      }
      const { memories } = await client.json<{ memories: { id: string }[] }>("GET /api/memories/Ada");
      assert.ok(memories.length > count, `${memories.length} memories`);
    }
    const [before = 0, , , after = 0] = at;
    assert.ok(Math.abs(after - before - jump) < HOUR / 2, "the clock was set within the conversation");
    await checkHouse(client, acknowledged);
    const lines = child.err.split("\n").filter((line) => line.startsWith("{"));
    const took = lines.map((line) => (JSON.parse(line) as { ms?: number }).ms ?? 0);
    assert.ok(took.length > 0 && took.every((ms) => ms >= 0 && ms < HOUR / 2));
  });

  test(`the clock jumps ${name} under a Retry-After: the pause is short, or the call is given up by name`, async (t) => {
    const START = Date.UTC(2026, 0, 1);
    // The server's own clock stays: by it the next call may come in ten seconds.
    const after = new Date(START + 10_000).toUTCString();
    const server = await testingServer((_, index) => {
      return index === 0 ? { status: 429, headers: { "retry-after": after } } : chatStep("Yes.");
    });
    t.after(() => server.close());
    const pauses: number[] = [];
    const client = withCallPath(openaiModel({ model: "m", baseUrl: server.url }), {
      now: () => START + jump,
      sleep: async (ms) => void pauses.push(ms),
    });
    const asked = client.generate({ messages: [{ role: "user", content: "?" }] });
    if (jump > 0) assert.equal((await asked).text, "Yes.");
    else await assert.rejects(asked, (error) => error instanceof ModelError && error.fault === "rate_limit");
    for (const ms of pauses) assert.ok(ms > 0 && ms <= 120_000, `${ms}`);
  });

  test(`the clock jumps ${name} between two requests of a key: its rate and its budget count on`, async (t) => {
    const cwd = folderOf(t);
    mkdirSync(join(cwd, ".dramatis"));
    const path = join(cwd, ".dramatis", "keys.json");
    const secret = await addKey(path, { name: "shop", scopes: ["read"], personas: "all", perMinute: 2, budget: 1 });
    const ring = await keyRing(path);
    const admit = (): ReturnType<typeof ring.admit> => ring.admit(`Bearer ${secret}`);
    const { meter } = await admit();
    meter.charge({ inputTokens: 1, outputTokens: 1, cost: 0.75 });
    await admit();
    t.mock.timers.enable({ apis: ["Date"], now: Date.now() + jump });
    await assert.rejects(admit(), (error: { status?: number; headers?: Record<string, string> }) => {
      const seconds = Number(error.headers?.["retry-after"]);
      return error.status === 429 && seconds > 0 && seconds <= 30;
    });
    assert.throws(() => meter.reserve(0.5));
  });
}

interface Heard {
  turn: number;
  text: string;
  at: string;
}
