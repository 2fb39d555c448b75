import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { InputError, UnknownNameError } from "../../core/index.ts";
import { configFor, readConfig } from "./config-file.ts";

function folderOf(t: TestContext, files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-config-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const CONFIG = {
  model: "http://localhost:11434/v1#llama3",
  nli: "understudy",
  act: { guards: ["nli-rerank"], components: ["affect", "style"], memory: true, candidates: 4 },
};
const CODE = `const config = ${JSON.stringify(CONFIG)};\n`;

const FORMS: Record<string, string> = {
  "dramatis.config.yaml": `model: http://localhost:11434/v1#llama3
nli: understudy
act: { guards: [nli-rerank], components: [affect, style], memory: true, candidates: 4 }
`,
  "dramatis.config.json": JSON.stringify(CONFIG),
  "dramatis.config.mjs": `${CODE}export default config;\n`,
  "dramatis.config.ts": `type Config = object;\n${CODE}export default config as Config;\n`,
};
for (const [name, text] of Object.entries(FORMS)) {
  test(`${name} in the folder, or by its path`, async (t) => {
    const folder = folderOf(t, { [name]: text });
    assert.deepEqual(await readConfig(undefined, { folder }), CONFIG);
    assert.deepEqual(await readConfig(join(folder, name)), CONFIG);
  });
}

test("no file configures nothing, as does one of comments", async (t) => {
  assert.deepEqual(await readConfig(undefined, { folder: folderOf(t, {}) }), {});
  assert.deepEqual(await readConfig(join(folderOf(t, { "a.yaml": "# model: …\n" }), "a.yaml")), {});
});

test("two files in a folder are one too many; one may be named", async (t) => {
  const folder = folderOf(t, { "dramatis.config.yaml": "nli: judge\n", "dramatis.config.json": "{}" });
  const said = /dramatis\.config\.yaml and .*dramatis\.config\.json; expected one configuration file; name one with/;
  await assert.rejects(readConfig(undefined, { folder }), said);
  assert.deepEqual(await readConfig(join(folder, "dramatis.config.yaml")), { nli: "judge" });
});

const FAULTY: [name: string, text: string, says: RegExp][] = [
  ["a.yaml", "model: [1]\n", /a\.yaml:1: model: a list of 1; expected a text/],
  ["a.yaml", "nli: judge\nmodle: x\n", /a\.yaml:2: unknown key "modle"; expected one of model, user, judge/],
  ["a.yaml", "act:\n  gaurds: []\n", /a\.yaml:2: unknown key "act\.gaurds"; expected one of guards, strategy/],
  ["a.yaml", "act: { candidates: 0 }\n", /a\.yaml:1: act\.candidates: 0; expected at least 1/],
  ["a.yaml", "act: { memory: 3 }\n", /a\.yaml:1: act\.memory: 3; expected a file, true or false/],
  ["a.yaml", "model: gpt\n", /a\.yaml: model: "gpt"; expected openai:MODEL/],
  ["a.yaml", "embedder: mock:x\n", /a\.yaml: embedder: "mock:x"; expected understudy/],
  [
    "a.yaml",
    "portrait: { model: gpt-image-1 }\n",
    /a\.yaml:1: portrait\.model: "gpt-image-1"; expected an image model of the/,
  ],
  ["a.yaml", "voice: { modle: x }\n", /a\.yaml:1: unknown key "voice\.modle"; expected one of model, price, high, low/],
  ["a.yaml", "nli: x\n", /a\.yaml: nli: "x"; expected understudy, judge/],
  ["a.yaml", "a: b: c\n", /a\.yaml:1: .*; expected YAML/],
  ["a.mjs", "export const model = 1;\n", /a\.mjs: no default export; expected export default/],
  ["a.mjs", "throw new Error('no\\nkey');\n", /a\.mjs: Error: no key; expected a module that can be loaded/],
  ["a.ts", "export default { model: };\n", /a\.ts: .*SyntaxError.*; expected a module that can be loaded/],
  ["a.mjs", "export default () => ({});\n", /a\.mjs: .*; expected keys with values/],
  ["a.toml", "x\n", /a\.toml: a file that ends in \.toml; expected \.yaml/],
];
for (const [name, text, says] of FAULTY) {
  test(`${name} ${text.trim()}: one line with file and key`, async (t) => {
    const folder = folderOf(t, { [name]: text });
    await assert.rejects(readConfig(join(folder, name)), (error) => {
      assert.ok(error instanceof InputError);
      assert.match(error.message, says);
      assert.doesNotMatch(error.message, /\n/);
      return true;
    });
  });
}

test("a part that is in no catalogue is said with its file, its key and the nearest names", async (t) => {
  for (const [act, says] of [
    ["guards: [nli-rernak]", /guard in .*a\.yaml: act\.guards: "nli-rernak"; did you mean nli-rerank/],
    ["strategy: iner", /strategy in .*a\.yaml: act\.strategy: "iner"; did you mean inner/],
    ["components: [afect]", /component in .*a\.yaml: act\.components: "afect"; did you mean affect/],
  ] as const) {
    const file = join(folderOf(t, { "a.yaml": `act: { ${act} }\n` }), "a.yaml");
    await assert.rejects(readConfig(file), (error) => error instanceof UnknownNameError && says.test(error.message));
  }
});

test("a file that is not there", async () => {
  await assert.rejects(readConfig("none.yaml"), /none\.yaml: no such file/);
});

test("a persona has settings of its own over those of all, and its parts are checked too", async (t) => {
  const text = "model: understudy\nact: { guards: [persona-guard] }\npersonas: { Ada: { act: { memory: true } } }\n";
  const file = join(folderOf(t, { "a.yaml": text }), "a.yaml");
  const config = await readConfig(file);
  assert.deepEqual(configFor(config, "ADA "), {
    model: "understudy",
    act: { guards: ["persona-guard"], memory: true },
  });
  assert.deepEqual(configFor(config, "Bo").act, { guards: ["persona-guard"] });
  const wrong = join(folderOf(t, { "b.yaml": "personas: { Ada: { act: { guards: [persona-gard] } } }" }), "b.yaml");
  await assert.rejects(readConfig(wrong), /personas\.Ada\.act\.guards.*persona-guard/);
});

test("models of the AI SDK come from a code file as they are", async (t) => {
  const model = (name: string): string => `new (class { provider = "acme"; modelId = "${name}"; doGenerate() {} })()`;
  const code = (more: string): string =>
    `export default { portrait: { model: ${model("brush")}, ${more} }, voice: { model: ${model("throat")}, high: ["a"] } };\n`;
  const folder = folderOf(t, {
    "a.mjs": code('price: 0.04, size: "64x64"'),
    "b.mjs": code("price: -1"),
    "c.mjs": code('size: "big"'),
  });
  const { portrait, voice } = await readConfig(join(folder, "a.mjs"));
  assert.deepEqual([portrait?.model.modelId, portrait?.price, portrait?.size], ["brush", 0.04, "64x64"]);
  assert.equal(typeof portrait?.model.doGenerate, "function");
  assert.deepEqual([voice?.model.modelId, voice?.high], ["throat", ["a"]]);
  await assert.rejects(readConfig(join(folder, "b.mjs")), /portrait\.price: -1; expected at least 0/);
  await assert.rejects(readConfig(join(folder, "c.mjs")), /portrait\.size: "big"; expected/);
});
