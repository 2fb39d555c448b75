// survey on instruments whose items have options of their own, and write-tests, which makes them.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { ADA, dramatis, folderOf, type Said } from "../testing-cli.ts";

const ALWAYS_A = JSON.stringify({ default: "A" });

/** A reader's own form: two dichotomies, and what a person may get wrong in it. */
function form(changed: object = {}): string {
  const item = (id: string, scale: string): object => ({
    id,
    text: { en: `Question ${id}` },
    options: [
      { text: { en: "this" }, scores: { [scale]: 1 } },
      { text: { en: "that" }, scores: { [scale]: 0 } },
    ],
  });
  const file = {
    schema: "dramatis.instrument/1",
    ...{ name: "my-form", title: "My form", licence: "mine", source: "me", choices: "types" },
    scales: [{ id: "EI" }, { id: "JP" }],
    items: [item("1", "EI"), item("2", "JP")],
  };
  return JSON.stringify({ ...file, ...changed }, null, 2);
}

/** Statements with one scale of options for all. */
function rated(key: object[], labels = ["no", "yes"]): string {
  const file = {
    schema: "dramatis.instrument/1",
    ...{ name: "rated", title: "Rated", licence: "mine", source: "me", aggregate: "mean" },
    options: { min: 1, labels: { en: labels } },
    scales: [{ id: "calm" }],
    items: [{ id: "1", text: { en: "I am calm." } }],
    key,
  };
  return JSON.stringify(file, null, 2);
}

function survey(t: TestContext, args: readonly string[], files: Record<string, string> = {}): Promise<Said> {
  const folder = folderOf(t, { "ada.persona.yaml": ADA, "mock.json": ALWAYS_A, ...files });
  const placed = args.map((arg) => (arg in files ? join(folder, arg) : arg));
  const shared = ["--model", `mock:${join(folder, "mock.json")}`, "--runs", join(folder, "runs")];
  return dramatis(t, ["survey", join(folder, "ada.persona.yaml"), ...placed, ...shared]);
}

describe("dramatis survey with options of the items' own", () => {
  test("scenarios: scores of 0 to 100 and the three sensitivities", async (t) => {
    const { code, out, err } = await survey(t, ["-i", "dramatis-scenarios", "--frames", "2"]);
    assert.equal(code, 0, err);
    assert.match(out, /2 wordings, 2 orders of options, 1 time; 0 to 100/);
    assert.match(out, /extraversion +50 +– +0\n/);
    assert.match(out, /share of items +unanswered +other by order +other by wording/);
    assert.match(out, /openness +0 \[0, [\d.]+\] +1 \[[\d.]+, 1\] +0 \[0, [\d.]+\]/);
    assert.match(out, /first option, above chance +0\.75/);
    assert.match(out, /These choices say where the options stood/);
  });

  test("a form of the reader's own: letters, the caveat, and the same as data", async (t) => {
    const { code, out, err } = await survey(t, ["-i", "my.json"], { "my.json": form() });
    assert.equal(code, 0, err);
    assert.match(out, /persona +type +E % +J %\nAda +I--P +50 +50/);
    assert.match(out, /an ad-hoc typology, not a validated measure of traits/);
    const data = await survey(t, ["-i", "my.json", "--json", "-"], { "my.json": form() });
    const { choices, scales } = JSON.parse(data.out);
    assert.deepEqual([choices.kind, choices.types.people[0].type], ["types", "I--P"]);
    assert.match(choices.types.caveat, /not a validated measure/);
    assert.deepEqual(
      scales.map(({ scale }: { scale: string }) => scale),
      ["EI", "JP"],
    );
  });

  test("all refused is an answer of its own: no type, no score, exit code 0", async (t) => {
    const refusing = JSON.stringify({ default: "I cannot answer that." });
    const { code, out } = await survey(t, ["-i", "dramatis-types"], { "mock.json": refusing });
    assert.equal(code, 0);
    assert.match(out, /EI +– +– +8 refused/);
    assert.match(out, /Ada +---- +– +– +– +–/);
    assert.match(out, /refused +1 +\[/);
  });

  test("judgement and conduct have tables of their own", async (t) => {
    const judgement = await survey(t, ["-i", "dramatis-judgement"]);
    assert.match(judgement.out, /attribute +parallel forms agree +follows assigned level, r/);
    const conduct = await survey(t, ["-i", "dramatis-conduct"]);
    assert.match(conduct.out, /said and done, 10 pairs +value +by chance/);
  });

  test("what cannot be used is one line and exit code 2", async (t) => {
    const option = (text: string, EI: number): object => ({ text: { en: text }, scores: { EI } });
    const items = (options: object[]): string =>
      form({ scales: [{ id: "EI" }], items: [{ id: "1", text: { en: "Q" }, options }] });
    const files = {
      "one.json": items([option("this", 1)]),
      "five.json": items([option("this", 5), option("that", 0)]),
      "key.json": form({ key: [{ item: "9", scale: "EI", sign: 1 }] }),
      "texts.txt": "one\ntwo\n",
      "mine.json": form(),
      "lost.json": rated([{ item: "9", scale: "calm", sign: 1 }]),
      "twice.json": rated([
        { item: "1", scale: "calm", sign: -1 },
        { item: "1", scale: "calm", sign: -1 },
      ]),
      "label.json": rated([{ item: "1", scale: "calm", sign: 1 }], ["yes"]),
    };
    const faults: [string[], RegExp][] = [
      [["-i", "one.json"], /one\.json:\d+: items\[0\]\.options: a list of 1; expected at least 2 of them/],
      [["-i", "five.json"], /five\.json:\d+: an option worth 5 on EI; expected 1 for the first letter/],
      [["-i", "key.json"], /key\.json:\d+: unknown key "key"/],
      [["-i", "lost.json"], /lost\.json:\d+: a key for item 9, which is not there; expected an item's id/],
      [["-i", "twice.json"], /twice\.json:\d+: item 1 keyed twice on calm; expected one sign/],
      [["-i", "label.json"], /label\.json:\d+: options\.labels\.en: a list of 1; expected at least 2 of them/],
      [["-i", "mine.json", "--without", "1,2"], /my-form: all items left out; expected one to ask at least/],
      [["-i", "dramatis-types", "--orders", "4"], /--orders: 4; expected 2/],
      [["-i", "dramatis-types", "--orders", "1"], /--orders: 1; expected 2/],
      [["-i", "dramatis-judgement", "--orders", "25"], /--orders: 25 orders of 4 options; expected at most 24/],
      [["-i", "dramatis-scenarios", "--mode", "batch"], /--mode: batch; expected --mode single/],
      [["-i", "dramatis-scenarios", "--language", "fr"], /dramatis-scenarios: no language fr; expected one of en/],
      [["-i", "dramatis-scenarios", "--norms", "women"], /expected no --norms: dramatis-scenarios has none/],
      [["-i", "dramatis-types", "--items", "texts.txt"], /texts of items; expected no items beside dramatis-types/],
      [["-i", "dramatis-typs"], /unknown instrument "dramatis-typs"; did you mean dramatis-types/],
      [["-i", "hexaco-60"], /hexaco-60: only its key.*60 items with --items FILE/],
    ];
    for (const [args, message] of faults) {
      const { code, out, err } = await survey(t, args, files);
      assert.equal(code, 2, `${args.join(" ")}\n${err}`);
      assert.equal(out, "");
      assert.match(err, message);
      assert.equal(err.trim().split("\n").length, 1, err);
    }
  });
});

describe("dramatis write-tests", () => {
  const actions = (of: string): object[] => [0, 1, 2, 3].map((worth) => ({ text: `${of} ${worth}`, worth }));
  const script = JSON.stringify({
    rules: [
      {
        match: '"number"',
        reply: JSON.stringify({
          tests: [
            { number: 1, situation: "A train", actions: actions("train") },
            { number: 2, situation: "A ship", actions: actions("ship") },
          ],
        }),
      },
    ],
    default: JSON.stringify({
      tests: [
        { situation: "A bus", actions: actions("bus") },
        { situation: "A car", actions: actions("car") },
        { situation: "A cart", actions: actions("cart").slice(1) },
      ],
    }),
  });

  function write(
    t: TestContext,
    args: readonly string[],
    files: Record<string, string> = {},
  ): Promise<Said> & { folder: string } {
    const folder = folderOf(t, { "ada.persona.yaml": ADA, "writer.json": script, "always-a.json": ALWAYS_A, ...files });
    const placed = args.map((arg) => (/\.json$/.test(arg) ? join(folder, arg) : arg));
    const model = ["--model", `mock:${join(folder, "writer.json")}`];
    return Object.assign(dramatis(t, ["write-tests", ...placed, ...model]), { folder });
  }

  const BRIEF = ["--role", "a driver", "--attribute", "care=looks before acting"];

  test("tests and their parallel forms become an instrument that survey takes", async (t) => {
    const asked = write(t, [...BRIEF, "--count", "3", "--parallel", "--out", "driver.json"]);
    const { code, err } = await asked;
    assert.equal(code, 0, err);
    assert.match(err, /4 tests; 6 looked at, 4 kept, 2 dropped \(not usable: 2\); \d+ calls/);
    const path = join(asked.folder, "driver.json");
    const { name, source, items } = JSON.parse(readFileSync(path, "utf8"));
    assert.deepEqual([name, items.length, items[2].parallelTo, items[3].parallelTo], ["driver", 4, "1", "2"]);
    assert.match(source, /written and keyed by mock:.*; not checked by people/);
    const model = ["--model", `mock:${join(asked.folder, "always-a.json")}`, "--runs", join(asked.folder, "runs")];
    const { code: asks, out } = await dramatis(t, [
      "survey",
      join(asked.folder, "ada.persona.yaml"),
      "-i",
      path,
      ...model,
    ]);
    assert.equal(asks, 0);
    assert.match(out, /Situational judgement: care: Ada/);
    assert.match(out, /care +[\d.]+ /);
  });

  test("the same seed lists the actions in the same order", async (t) => {
    const text = async (...more: string[]): Promise<string> => {
      const asked = write(t, [...BRIEF, "--count", "2", "--out", "driver.json", ...more]);
      assert.equal((await asked).code, 0);
      const { items } = JSON.parse(readFileSync(join(asked.folder, "driver.json"), "utf8"));
      return JSON.stringify(items);
    };
    assert.equal(await text(), await text());
    assert.notEqual(await text(), await text("--seed", "7"));
  });

  test("what cannot be used is said, and no file is left", async (t) => {
    const faults: [string[], RegExp][] = [
      [["--role", "x", "--out", "a.json"], /required option '--attribute/],
      [["--role", "x", "--attribute", "care", "--out", "a.json"], /Expected name=meaning/],
      [[...BRIEF, "--attribute", "care=again", "--out", "a.json"], /care is there already/],
      [[...BRIEF, "--out", "a.txt"], /--out: a\.txt; expected a file that ends in \.json/],
    ];
    for (const [args, message] of faults) {
      const asked = write(t, args);
      const { code, err } = await asked;
      assert.equal(code, 2, err);
      assert.match(err, message);
      assert.equal(existsSync(join(asked.folder, "a.json")), false);
    }
    const useless = write(t, [...BRIEF, "--out", "a.json"], { "writer.json": JSON.stringify({ default: "No." }) });
    const { code, err } = await useless;
    assert.equal(code, 2);
    assert.match(err, /no test that can be used, of 8; expected tests; name a larger model/);
    assert.equal(existsSync(join(useless.folder, "a.json")), false);
  });

  test("without a chat model it says how to name one", async (t) => {
    const folder = folderOf(t);
    const { code, err } = await dramatis(t, ["write-tests", ...BRIEF, "--out", join(folder, "a.json")]);
    assert.equal(code, 2);
    assert.match(err, /writing tests needs .*--model openai:MODEL/);
  });
});
