import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { InputError } from "../core/index.ts";
import { parseEmbedderSpec, parseModelSpec, parseNliSpec } from "./model-spec.ts";
import { resolveRoles } from "./resolve-roles.ts";

describe("specifications", () => {
  test("models", () => {
    assert.deepEqual(parseModelSpec("openai:gpt-4o-mini"), { kind: "openai", model: "gpt-4o-mini" });
    assert.deepEqual(parseModelSpec("http://localhost:11434/v1/#llama3:8b"), {
      kind: "http",
      baseUrl: "http://localhost:11434/v1",
      model: "llama3:8b",
    });
    assert.deepEqual(parseModelSpec(" understudy "), { kind: "understudy" });
    assert.deepEqual(parseModelSpec("mock:a b.json"), { kind: "mock", path: "a b.json" });
    assert.deepEqual(parseModelSpec("recorded:C:/x.jsonl"), { kind: "recorded", path: "C:/x.jsonl" });
  });

  test("judges of pairs and embedders", () => {
    assert.deepEqual(parseNliSpec("judge"), { kind: "judge" });
    assert.deepEqual(parseNliSpec("https://nli.test/v1?x=1"), { kind: "http", url: "https://nli.test/v1?x=1" });
    assert.deepEqual(parseNliSpec("onnx:C:/my models/nli"), { kind: "onnx", folder: "C:/my models/nli" });
    assert.deepEqual(parseEmbedderSpec("openai:e"), { kind: "openai", model: "e" });
  });

  test("what cannot be read is named with what could be", () => {
    const cases: [() => unknown, RegExp][] = [
      [() => parseModelSpec("gpt-4o", "--judge"), /^--judge: "gpt-4o"; expected openai:MODEL/],
      [() => parseModelSpec(""), /^--model: ""/],
      [() => parseModelSpec("openai:"), /^--model: "openai:"/],
      [() => parseModelSpec("http://h/v1"), /an address without a model.*write http:\/\/h\/v1#MODEL/],
      [() => parseModelSpec("http://"), /expected an address/],
      [() => parseEmbedderSpec("mock:x.json"), /^--embedder: "mock:x.json"; expected understudy, openai:MODEL/],
      [() => parseNliSpec("openai:x"), /^--nli: "openai:x"; expected understudy, judge, http:.* or onnx:FOLDER/],
      [() => parseNliSpec("onnx:"), /^--nli: "onnx:"/],
    ];
    for (const [parse, message] of cases) {
      assert.throws(parse, (error: unknown) => error instanceof InputError && message.test(error.message));
    }
  });

  test("a password in an address is refused without being shown", () => {
    assert.throws(
      () => parseModelSpec("http://me:hunter2@h/v1#m"),
      (error: unknown) => error instanceof InputError && !error.message.includes("hunter2"),
    );
  });
});

describe("resolveRoles", () => {
  const understudy = { kind: "understudy" } as const;
  const openai = (model: string): { kind: "openai"; model: string } => ({ kind: "openai", model });

  test("everybody is understudy unless a model is named; a key alone names none", () => {
    const env = { OPENAI_BASE_URL: "http://h/v1", OPENAI_API_KEY: "k", DRAMATIS_MODEL: " " };
    assert.deepEqual(resolveRoles({ env }), {
      actor: understudy,
      user: understudy,
      judge: understudy,
      embedder: understudy,
      nli: understudy,
    });
  });

  test("a flag beats the configuration, which beats the environment; the model stands in for user and judge", () => {
    const env = { DRAMATIS_MODEL: "openai:env" };
    const config = { model: "openai:config", judge: "openai:config-judge", nli: "judge" };
    assert.equal((resolveRoles({ env }).judge as { model: string }).model, "env");
    assert.deepEqual(resolveRoles({ env, config }).user, openai("config"));
    assert.deepEqual(resolveRoles({ env, config, flags: { model: "openai:flag", nli: "understudy" } }), {
      actor: openai("flag"),
      user: openai("flag"),
      judge: openai("config-judge"),
      embedder: understudy,
      nli: understudy,
    });
  });

  test("a bare name in DRAMATIS_MODEL is a model at OPENAI_BASE_URL", () => {
    assert.deepEqual(resolveRoles({ env: { DRAMATIS_MODEL: "llama3:8b" } }).actor, openai("llama3:8b"));
    assert.deepEqual(resolveRoles({ env: { DRAMATIS_MODEL: "understudy" } }).actor, understudy);
  });

  test("errors name the place that the setting came from", () => {
    assert.throws(() => resolveRoles({ flags: { judge: "x" }, env: {} }), /^InputError: --judge: "x"/);
    assert.throws(() => resolveRoles({ config: { nli: "x" }, env: {} }), /^InputError: configuration: nli: "x"/);
    assert.throws(
      () => resolveRoles({ env: { DRAMATIS_MODEL: "http://h" } }),
      /^InputError: DRAMATIS_MODEL: an address/,
    );
  });
});

test("a name of a model with a stray % is refused in one line", () => {
  assert.throws(() => parseModelSpec("http://localhost:1/v1#a%zz"), {
    code: "invalid_input",
    message: '--model: "a%zz"; expected the name of a model; write % as %25',
  });
});
