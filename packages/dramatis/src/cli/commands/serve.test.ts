import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { ADA, dramatis, folderOf } from "../testing-cli.ts";

const PROGRAM = fileURLToPath(new URL("../../../bin/dramatis.mjs", import.meta.url));

test("a new key is printed once and kept as a hash; it can be taken out again", async (t) => {
  const folder = folderOf(t, { "ada.persona.yaml": ADA });
  const made = await dramatis(t, ["serve", folder, "--new-key", "shop", "--personas", "Ada", "--per-minute", "60"]);
  assert.equal(made.code, 0);
  assert.match(made.out, /^dramatis_[\w-]{43}\n$/);
  const file = join(folder, ".dramatis", "keys.json");
  const kept = readFileSync(file, "utf8");
  assert.ok(!kept.includes(made.out.trim()) && !made.err.includes(made.out.trim()));
  const [key] = (JSON.parse(kept) as { keys: Record<string, unknown>[] }).keys;
  assert.deepEqual([key?.name, key?.scopes, key?.personas, key?.perMinute], ["shop", ["read"], ["Ada"], 60]);
  assert.equal((await dramatis(t, ["serve", folder, "--revoke", "shop"])).code, 0);
  assert.doesNotMatch(readFileSync(file, "utf8"), /shop/);
});

const WRONG: [string, string[], RegExp][] = [
  ["a scope that is none", ["--new-key", "a", "--scope", "admin"], /--scope: "admin"; expected read, or read,write/],
  ["a name that is none", ["--new-key", "a b"], /--new-key: "a b"; expected/],
  ["a key that is not there", ["--revoke", "a"], /--revoke: no key named "a"/],
  ["an open address without keys", ["--host", "0.0.0.0", "--port", "0"], /without keys/],
];
for (const [what, flags, says] of WRONG) {
  test(`${what} is one line and exit 2`, async (t) => {
    const { code, err } = await dramatis(t, ["serve", folderOf(t, { "ada.persona.yaml": ADA }), ...flags]);
    assert.equal(code, 2);
    assert.match(err, says);
    assert.equal(err.trim().split("\n").length, 1);
  });
}

test("a budget without a price is one line and exit 2", async (t) => {
  const folder = folderOf(t, { "ada.persona.yaml": ADA });
  await dramatis(t, ["serve", folder, "--new-key", "shop", "--budget", "5"]);
  const { code, err } = await dramatis(t, ["serve", folder, "--port", "0", "--model", "http://127.0.0.1:1/v1#m"]);
  assert.deepEqual([code, /--price: none, where a key has a budget/.test(err)], [2, true]);
});

test("so is one where an image or a speech model has no price", async (t) => {
  const config = "export default { voice: { model: { provider: 'acme', modelId: 'throat', doGenerate() {} } } };\n";
  const folder = folderOf(t, { "ada.persona.yaml": ADA, "c.mjs": config });
  await dramatis(t, ["serve", folder, "--new-key", "shop", "--budget", "5"]);
  const { code, err } = await dramatis(t, ["serve", folder, "--port", "0", "--config", join(folder, "c.mjs")]);
  assert.deepEqual([code, /voice\.price: none, where a key has a budget/.test(err)], [2, true]);
});

test("a folder that is not there is one line and exit 2", async (t) => {
  const { code, err } = await dramatis(t, ["serve", join(folderOf(t), "none"), "--port", "0"]);
  assert.equal(code, 2);
  assert.match(err, /no such folder/);
});

test("it serves until SIGTERM, with a model of its own for a persona, and ends well", async (t) => {
  const folder = folderOf(t, {
    "ada.persona.yaml": ADA,
    "bo.persona.yaml": ADA.replace("Ada", "Bo"),
    "all.json": '{"default":"I am of all."}',
    "bos.json": '{"default":"I am Bo\'s."}',
    "dramatis.config.yaml":
      "model: mock:all.json\npersonas:\n  bo: { model: 'mock:bos.json', act: { components: [affect] } }\n",
  });
  const child = spawn(process.execPath, [PROGRAM, "serve", "--port", "0"], { cwd: folder });
  t.after(() => child.kill("SIGKILL"));
  let err = "";
  const ready = Promise.withResolvers<string>();
  child.stderr.setEncoding("utf8").on("data", (piece: string) => {
    err += piece;
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(err) ?? [];
    if (url !== undefined) ready.resolve(url);
  });
  child.on("exit", () => ready.reject(new Error(err)));
  const url = await ready.promise;
  const said = async (model: string): Promise<string> => {
    const body = JSON.stringify({ model, messages: [{ role: "user", content: "Who are you?" }] });
    const reply = await fetch(`${url}/v1/chat/completions`, { method: "POST", body });
    return reply.text();
  };
  assert.match(await said("Ada"), /I am of all\./);
  assert.match(await said("bo"), /I am Bo's\./);
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  assert.deepEqual(await ended, [0, null]);
  const lines = err.split("\n").filter((line) => line.startsWith("{"));
  assert.deepEqual(
    lines.map((line) => (JSON.parse(line) as { persona: string }).persona),
    ["Ada", "Bo"],
  );
  assert.doesNotMatch(err, /Who are you/);
});
