import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { ADA, dramatis, folderOf } from "../testing-cli.ts";

// Servers as processes of their own, which are killed.

const PROGRAM = fileURLToPath(new URL("../../../bin/dramatis.mjs", import.meta.url));

interface Served {
  url: string;
  child: ChildProcess;
  kill(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
}

async function served(t: TestContext, folder: string, flags: readonly string[] = []): Promise<Served> {
  const child = spawn(process.execPath, [PROGRAM, "serve", folder, "--port", "0", ...flags], { cwd: folder });
  t.after(() => child.kill("SIGKILL"));
  const ended = once(child, "exit");
  let err = "";
  const ready = Promise.withResolvers<string>();
  child.stderr.setEncoding("utf8").on("data", (piece: string) => {
    err += piece;
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(err) ?? [];
    if (url !== undefined) ready.resolve(url);
  });
  child.on("exit", () => ready.reject(new Error(err)));
  return {
    url: await ready.promise,
    child,
    async kill(signal) {
      child.kill(signal);
      await ended;
    },
  };
}

test("a second server on a folder is told who serves it; a killed one's lock is taken over", async (t) => {
  const folder = folderOf(t, { "ada.persona.yaml": ADA });
  const first = await served(t, folder);
  for (const command of [["serve"], ["studio", "--no-open"]]) {
    const { code, err } = await dramatis(t, [...command, folder, "--port", "0"]);
    // The studio says first that its pages are not built, where they are not.
    if (/pages that were not built/.test(err)) continue;
    assert.equal(code, 2, err);
    assert.equal(err.trim().split("\n").length, 1);
    assert.match(err, new RegExp(`a folder that process ${first.child.pid} serves; expected one server for a folder`));
  }
  assert.equal((await fetch(`${first.url}/api/health`)).status, 200);
  await first.kill("SIGKILL");
  assert.ok(existsSync(join(folder, ".dramatis", "serving.lock")));
  const second = await served(t, folder);
  assert.equal((await fetch(`${second.url}/api/health`)).status, 200);
  await second.kill("SIGTERM");
  assert.equal(existsSync(join(folder, ".dramatis", "serving.lock")), false);
});

test("a budget that is spent stays spent when the server is killed and started again", async (t) => {
  const folder = folderOf(t, {
    "ada.persona.yaml": ADA,
    // Two tokens at a dollar each.
    "m.json": '{"default":{"reply":"Fine.","tokens":2},"price":{"input":0,"output":1000000}}',
    "dramatis.config.yaml": "model: mock:m.json\n",
  });
  const key = (await dramatis(t, ["serve", folder, "--new-key", "shop", "--budget", "3"])).out.trim();
  const chat = async (url: string): Promise<number> => {
    const body = JSON.stringify({ model: "Ada", max_tokens: 2, messages: [{ role: "user", content: "Hello" }] });
    const headers = { authorization: `Bearer ${key}` };
    return (await fetch(`${url}/v1/chat/completions`, { method: "POST", body, headers })).status;
  };
  const first = await served(t, folder);
  // Of three dollars two are spent; another two are not left.
  assert.deepEqual([await chat(first.url), await chat(first.url)], [200, 429]);
  const file = join(folder, ".dramatis", "key-usage.json");
  const isKept = (): boolean => existsSync(file) && /"cost":2[,}]/.test(readFileSync(file, "utf8"));
  // It is written every second: what is older than that is on the disk.
  for (let i = 0; i < 600 && !isKept(); i++) await pause(50);
  assert.ok(isKept());
  await first.kill("SIGKILL");
  const second = await served(t, folder);
  assert.equal(await chat(second.url), 429);
  await second.kill("SIGTERM");
  const third = await served(t, folder);
  assert.equal(await chat(third.url), 429);
});
