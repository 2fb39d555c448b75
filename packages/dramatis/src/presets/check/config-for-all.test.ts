import assert from "node:assert/strict";
import { test } from "node:test";
import { InputError } from "../../core/index.ts";
import { configForAll } from "./config-for-all.ts";

const config = {
  model: "understudy",
  act: { guards: ["nli-rerank"] },
  personas: { Bo: { model: "mock:bo.json" }, Ann: { model: "mock:bo.json" }, Cy: { act: { candidates: 3 } }, Di: {} },
};

test("one persona is played as its own settings say, over those for all", () => {
  const all = { model: "understudy", act: { guards: ["nli-rerank"] } };
  assert.deepEqual(configForAll({ config }, []), all);
  assert.deepEqual(configForAll({ config }, ["Ada"]), all);
  assert.deepEqual(configForAll({ config }, ["bo"]), { ...all, model: "mock:bo.json" });
  assert.deepEqual(configForAll({ config }, ["Cy"]), { ...all, act: { guards: ["nli-rerank"], candidates: 3 } });
  assert.deepEqual(configForAll({}, ["Ada", "Bo"]), {});
});

test("several that are played alike are one run; others are refused by name", () => {
  assert.equal(configForAll({ config }, ["Bo", "Ann"]).model, "mock:bo.json");
  assert.equal(configForAll({ config }, ["Ada", "Di"]).model, "understudy");
  for (const names of [
    ["Ada", "Bo"],
    ["Ada", "Di", "Cy"],
  ]) {
    assert.throws(
      () => configForAll({ config }, names),
      (error) => error instanceof InputError && error.message.includes(`${names[0]} and ${names.at(-1)}, which`),
    );
  }
});

test("a flag that says the same for all takes the difference away", () => {
  assert.ok(configForAll({ config, roles: { model: "mock:x.json" } }, ["Ada", "Bo"]));
  assert.ok(configForAll({ config, act: { candidates: 2 } }, ["Ada", "Cy"]));
  assert.throws(() => configForAll({ config, roles: { model: "mock:x.json" } }, ["Ada", "Cy"]), InputError);
});
