import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { modelConformance } from "../core/conformance/model.ts";
import { type GenerateRequest, InputError } from "../core/index.ts";
import { mockModel } from "./mock-model.ts";
import { recordedModel } from "./recorded-model.ts";

const folder = mkdtempSync(join(tmpdir(), "dramatis-recorded-"));
after(() => rmSync(folder, { recursive: true }));
let files = 0;
const newFile = (): string => join(folder, `${files++}.jsonl`);
const say = (content: string): GenerateRequest => ({ messages: [{ role: "user", content }] });

modelConformance(async () => recordedModel(mockModel({ default: "Hello." }), newFile()));

const tools = [{ name: "weather", description: "Of a city.", parameters: { type: "object" } }];

describe("recordedModel", () => {
  test("replays samples in the order they were recorded, then repeats the last", async () => {
    const path = newFile();
    const inner = mockModel({ replies: ["one", "two", "other"] });
    const recording = await recordedModel(inner, path);
    for (const said of ["x", "x", "y"]) await recording.generate(say(said));
    assert.equal(readFileSync(path, "utf8").trim().split("\n").length, 3);

    const replay = await recordedModel(null, path);
    assert.equal(replay.id, inner.id);
    const texts: string[] = [];
    for (const said of ["x", "y", "x", "x"]) texts.push((await replay.generate(say(said))).text);
    assert.deepEqual(texts, ["one", "other", "two", "two"]);
  });

  test("calls of tools are recorded and replayed, for the request with these tools alone", async () => {
    const path = newFile();
    const inner = mockModel({ default: { toolCalls: [{ name: "weather", arguments: "{oops" }] } });
    const recording = await recordedModel(inner, path);
    const given = await recording.generate({ ...say("x"), tools });
    assert.deepEqual(given.toolCalls, [{ id: "call-1", name: "weather", arguments: "{oops" }]);

    const replay = await recordedModel(null, path);
    assert.equal(replay.callsTools, true);
    assert.deepEqual(await replay.generate({ ...say("x"), tools }), given);
    await assert.rejects(replay.generate(say("x")), /holds no reply to this request/);
  });

  test("a model that calls no tools calls none while it is recorded", async () => {
    const { callsTools: _, ...inner } = mockModel({ default: "hi" });
    assert.equal((await recordedModel(inner, newFile())).callsTools, undefined);
  });

  test("recording goes on where it stopped", async () => {
    const path = newFile();
    await (await recordedModel(mockModel({ default: "first" }), path)).generate(say("x"));
    const again = await recordedModel(mockModel({ default: "second" }), path);
    assert.equal((await again.generate(say("x"))).text, "first");
    assert.equal((await again.generate(say("x"))).text, "second");
    assert.equal((await again.generate(say("y"))).text, "second");
    assert.equal(readFileSync(path, "utf8").trim().split("\n").length, 3);
  });

  test("a request that is not in the file is a failure that names the file", async () => {
    const path = newFile();
    await (await recordedModel(mockModel({ default: "hi" }), path)).generate(say("x"));
    await assert.rejects((await recordedModel(null, path)).generate(say("y")), /holds no reply to this request/);
  });

  test("an empty file can be recorded to, not replayed", async () => {
    const path = newFile();
    writeFileSync(path, "");
    await assert.rejects(recordedModel(null, path), /an empty file/);
    await (await recordedModel(mockModel({ default: "hi" }), path)).generate(say("x"));
    assert.equal((await (await recordedModel(null, path)).generate(say("x"))).text, "hi");
  });

  test("a missing file, a cut line and a wrong record are named with their line", async () => {
    await assert.rejects(recordedModel(null, join(folder, "none.jsonl")), /none\.jsonl: no such file/);
    const good = JSON.stringify({
      request: "a",
      model: "m",
      generation: { text: "x", finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } },
    });
    const cases: [string, RegExp][] = [
      [`${good}\n{"request": "b", "mod`, /:2: not JSON/],
      [`\n${good}\n{"request": "b", "model": "m", "generation": {}}`, /:3: generation\.text: /],
    ];
    for (const [text, message] of cases) {
      const path = newFile();
      writeFileSync(path, text);
      await assert.rejects(
        recordedModel(null, path),
        (error: unknown) => error instanceof InputError && message.test(error.message),
      );
    }
  });
});
