import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { InputError } from "../core/index.ts";
import { decodeText } from "./decode-text.ts";
import { parsePersonaText, readPersona, readPersonas } from "./read-persona.ts";

const HEAD = "schema: dramatis.persona/1\nname: Ada\n";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "dramatis-persona-"));
});
after(() => rm(folder, { recursive: true }));

const yamlError = (text: string): string => {
  try {
    parsePersonaText(text, "ada.yaml", "yaml");
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "no error";
};

test("YAML and JSON hold the same persona", () => {
  const yaml = parsePersonaText(`${HEAD}statements:\n  - id: a # first\n    text: I hike.\n`, "a.yaml", "yaml");
  const json = parsePersonaText(JSON.stringify(yaml), "a.json", "json");
  assert.deepEqual(json, yaml);
  assert.deepEqual(parsePersonaText(`${HEAD}`.replaceAll("\n", "\r\n"), "a.yaml", "yaml").name, "Ada");
});

test("an unknown key is answered with the nearest one", () => {
  assert.equal(
    yamlError(`${HEAD}sumary: x\n`),
    'ada.yaml:3: unknown key "sumary"; expected summary, the nearest known key; anything else goes under facets',
  );
  assert.match(
    yamlError(`${HEAD}style:\n  example: [x]\n`),
    /^ada\.yaml:4: unknown key "style\.example"; expected examples/,
  );
  assert.match(
    yamlError(`${HEAD}voice: x\n`),
    /expected one of schema, name, summary.*anything else goes under facets$/,
  );
});

test("facets are kept intact", () => {
  const facets = { clinical: { axes: [1, { recall: "low" }] }, mine: null };
  const persona = parsePersonaText(JSON.stringify({ schema: "dramatis.persona/1", name: "A", facets }), "a", "json");
  assert.deepEqual(persona.facets, facets);
});

test("a wrong value is one line: where, what, what was expected", () => {
  assert.equal(yamlError("name: Ada\n"), 'ada.yaml:1: schema: nothing; expected "dramatis.persona/1"');
  assert.equal(
    yamlError(`${HEAD}statements:\n  - id: a\n    text: 3\n`),
    "ada.yaml:5: statements[0].text: 3; expected a text",
  );
  assert.equal(
    yamlError(`${HEAD}summary:\n`),
    "ada.yaml:3: summary: no value; expected a text; leave the key out when the value is unknown",
  );
  assert.match(
    yamlError(`${HEAD}traits: [{system: big6, dimension: E, level: 1}]`),
    /:3: .*"big6"; expected one of "big5", /,
  );
  assert.match(yamlError(`${HEAD}traits: [{system: big5, dimension: E, level: 3}]`), /level: 3; expected at most 1$/);
  assert.match(yamlError(`${HEAD}style:\n  vector: [1]\n`), /:4: style\.vector: a list of 1; expected 8 of them$/);
  assert.match(
    yamlError(`${HEAD}identity:\n  social:\n    age: {}\n`),
    /:5: .*expected a text, a number or a list of texts$/,
  );
  assert.match(yamlError("hello"), /^ada\.yaml:1: "hello"; expected keys with values$/);
  const json = '{\n  "schema": "dramatis.persona/1",\n\t"name": 3\n}';
  assert.throws(() => parsePersonaText(json, "a.json", "json"), { message: "a.json:3: name: 3; expected a text" });
});

test("two statements of one id, or two levels of one trait, are refused", () => {
  const twice = `${HEAD}statements:\n  - {id: a, text: x}\n  - {id: a, text: y}\n`;
  assert.match(yamlError(twice), /^ada\.yaml:5: .*expected another id than a, which is there already$/);
  const trait = "{system: big5, dimension: EXT, level: 0.5}";
  assert.match(yamlError(`${HEAD}traits: [${trait}, ${trait}]`), /another trait than big5\.EXT/);
  assert.equal(
    yamlError(`${HEAD}traits: [${trait}, {system: big5, dimension: EXT, facet: E1, level: 0.5}]`),
    "no error",
  );
});

test("hostile YAML is refused in one line", () => {
  const nine = (name: string, of: string): string => `${name}: &${name} [${Array(9).fill(of).join(",")}]\n`;
  const bomb = `${nine("a", "x")}${nine("b", "*a")}${nine("c", "*b")}${nine("d", "*c")}${nine("e", "*d")}`;
  assert.match(yamlError(bomb), /^ada\.yaml:2: aliases that are too many/);
  assert.match(yamlError("a: &a [*a, *a]"), /^ada\.yaml:1: a value that holds itself/);
  assert.match(yamlError("a: *b"), /^ada\.yaml:1: /);
  assert.match(yamlError("[".repeat(5000)), /^ada\.yaml:1: values nested too deeply/);
  assert.match(
    yamlError(`${HEAD}facets: ${"[".repeat(50)}${"]".repeat(50)}`),
    /:3: values nested too deeply; expected at most 40/,
  );
  assert.match(yamlError(`${HEAD}facets:\n  x:\n    __proto__: {polluted: true}\n`), /^ada\.yaml:5: the key __proto__/);
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
  assert.match(yamlError(`${HEAD}facets: {x: .nan}`), /:3: the number NaN; expected a finite number$/);
  assert.match(yamlError(`${HEAD}name: Bea\n`), /^ada\.yaml:3: a second key "name"; expected each key once$/);
  assert.match(yamlError(`${HEAD}kind: [a\nrules: x`), /^ada\.yaml:4: .*; expected YAML$/);
  assert.match(yamlError("--- a\n--- b\n"), /^ada\.yaml:2: /);
});

test("aliases are counted before any is followed, those of nothing too", () => {
  // Following all of them would take minutes: the parser looks through the whole document for each.
  const text = `name: Ada\nfacets:\n  a: &a {}\n  b:\n${"    - *a\n".repeat(100_000)}`;
  assert.match(yamlError(text), /^ada\.yaml:5: aliases that are too many/);
});

test("a few aliases are plain YAML", () => {
  const text = `${HEAD}provenance: &p [{source: self_report}]\nstatements: [{id: a, text: x, provenance: *p}]\n`;
  assert.equal(parsePersonaText(text, "a.yaml", "yaml").statements?.[0]?.provenance?.[0]?.source, "self_report");
});

test("a repeated key is found among twenty thousand", () => {
  const keys = Array.from({ length: 20_000 }, (_, index) => `  k${index}: 1\n`).join("");
  assert.equal(Object.keys(parsePersonaText(`${HEAD}facets:\n${keys}`, "a.yaml", "yaml").facets ?? {}).length, 20_000);
  assert.match(yamlError(`${HEAD}facets:\n${keys}  k7: 2\n`), /^ada\.yaml:20004: a second key "k7"/);
});

test("sentences, one a line, make a persona named after the file", async () => {
  const path = join(folder, "stunt-double.txt");
  await writeFile(
    path,
    "\ufeff# from the validation set\r\nyour persona: i have two dogs.\t['i', 'have_pet', '2 dog']\r\n\r\ni only eat kosher.\r\n",
  );
  const { persona, version } = await readPersona(path);
  assert.equal(persona.name, "stunt-double");
  assert.deepEqual(persona.statements, [
    { id: "s1", text: "i have two dogs." },
    { id: "s2", text: "i only eat kosher." },
  ]);
  assert.match(version, /^[0-9a-f]{16}$/);
  assert.throws(() => parsePersonaText("# only this\n", "a.txt", "sentences"), { message: /^a\.txt: no sentence/ });
});

test("a folder gives its personas in the order of their names", async () => {
  await writeFile(join(folder, "b.persona.yaml"), HEAD);
  await writeFile(join(folder, "a.persona.json"), '{"schema": "dramatis.persona/1", "name": "A"}');
  await writeFile(join(folder, "notes.yaml"), "not: a persona");
  const loaded = await readPersonas(folder);
  assert.deepEqual(
    loaded.map(({ persona }) => persona.name),
    ["A", "Ada", "stunt-double"],
  );
  const one = await readPersonas(join(folder, "b.persona.yaml"));
  assert.deepEqual(one.length, 1);
});

test("other endings and folders are errors of one line", async () => {
  const path = join(folder, "card.png");
  await writeFile(path, "x");
  await assert.rejects(readPersona(path), {
    message: `${path}: a file that ends in .png; expected .yaml, .yml, .json or .txt`,
  });
  await assert.rejects(readPersona(folder), { message: `${folder}: a folder; expected a file` });
  const empty = await mkdtemp(join(folder, "empty-"));
  await assert.rejects(readPersonas(empty), { message: /a folder without a persona; expected \*\.persona\.yaml/ });
});

test("no text and no bytes make the parser throw anything but an InputError", () => {
  const fragment = fc.constantFrom(
    "schema: dramatis.persona/1",
    "name:",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "&a ",
    "*a",
    "? ",
    "!!set ",
    "|",
    "\n",
    "  ",
    '"',
    ": ",
    "#",
    "%YAML 1.1\n",
    "---\n",
    "\t",
    "text",
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fragment).map((parts) => parts.join("")),
    fc.json(),
  );
  const survives = (read: () => unknown): void => {
    try {
      read();
    } catch (error) {
      assert.ok(error instanceof InputError, String(error));
    }
  };
  fc.assert(
    fc.property(texts, fc.constantFrom("yaml" as const, "json" as const, "sentences" as const), (text, format) => {
      survives(() => parsePersonaText(text, "f", format));
    }),
    { seed: 4, numRuns: 500 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) =>
      survives(() => parsePersonaText(decodeText(bytes, "f"), "f", "yaml")),
    ),
    { seed: 5 },
  );
});

test("a persona of more values than anybody writes is refused before each is looked at; facets hold any number", () => {
  const persona = { schema: "dramatis.persona/1", name: "Ada" };
  const many = Array.from({ length: 60_000 }, () => 1);
  assert.throws(() => parsePersonaText(JSON.stringify({ ...persona, rules: many }), "a.json", "json"), {
    message: /^a\.json: more than 50000 values; expected a persona; what is no part of the schema may lie under facets/,
  });
  const read = parsePersonaText(JSON.stringify({ ...persona, facets: { many } }), "a.json", "json");
  assert.deepEqual(read.facets, { many });
});

test("of a long JSON file no line is looked for", () => {
  const long = JSON.stringify({ schema: "dramatis.persona/1", name: 7, summary: "x".repeat(2 ** 20) });
  assert.throws(() => parsePersonaText(long, "a.json", "json"), { message: /^a\.json: name: 7; expected a text/ });
});
