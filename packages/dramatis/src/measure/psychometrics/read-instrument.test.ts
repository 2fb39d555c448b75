import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { instrumentConformance } from "../../core/conformance/index.ts";
import { InputError, UnknownNameError } from "../../core/index.ts";
import {
  bundledInstruments,
  instrumentOf,
  languagesOf,
  parseInstrument,
  readInstrument,
  withItems,
  withoutItems,
} from "./read-instrument.ts";

const OWN = ["dramatis-scenarios", "dramatis-judgement", "dramatis-types", "dramatis-conduct"];

for (const name of ["ipip-50", "ipip-neo-120", "mpi-120", "dramatis-values", ...OWN])
  instrumentConformance(async () => instrumentOf(await readInstrument(name)));

const SMALL = {
  schema: "dramatis.instrument/1",
  name: "small",
  title: "Small",
  licence: "ours",
  source: "this test",
  options: { min: 1, labels: { en: ["no", "perhaps", "yes"] } },
  aggregate: "mean",
  scales: [{ id: "calm" }],
  items: [
    { id: "1", text: { en: "I am calm." } },
    { id: "2", text: { en: "I worry." } },
  ],
  key: [
    { item: "1", scale: "calm", sign: 1 },
    { item: "2", scale: "calm", sign: -1 },
  ],
};

function fault(changed: object): string {
  try {
    parseInstrument(JSON.stringify({ ...SMALL, ...changed }, null, 1), "small.json", "json");
  } catch (error) {
    assert.ok(error instanceof InputError);
    assert.ok(!error.message.includes("\n"));
    return error.message;
  }
  return "";
}

function fileOf(t: TestContext, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "instrument-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "items.txt");
  writeFileSync(path, text);
  return path;
}

describe("instrument files", () => {
  test("every bundled one is read, by its own name, with a licence", async () => {
    assert.ok(bundledInstruments().length >= 9);
    for (const name of bundledInstruments()) {
      const file = await readInstrument(name);
      assert.equal(file.name, name);
      assert.match(file.licence, /\S/);
    }
  });

  test("items that may not be bundled are not: only numbers and the key", async () => {
    for (const name of ["bfi-44", "bfi-2-s", "sd3", "dirty-dozen", "pvq-21-spectrum", "hexaco-60"]) {
      const file = await readInstrument(name);
      assert.ok(
        file.items.every((item) => item.text === undefined),
        name,
      );
      assert.throws(() => instrumentOf(file), /only its key: its items may not be bundled.*--items FILE/);
    }
  });

  test("IPIP-NEO-120: 55 reversed items, 5 traits of 6 facets of 4 items, 280 norms of 8 groups", async () => {
    const { key, norms = [] } = await readInstrument("ipip-neo-120");
    // As methods-measure C3 lists them.
    const reversed =
      "9 19 24 30 39 40 48 49 51 53 54 60 62 67 68 69 70 73 74 75 78 79 80 81 83 84 85 88 89 90 92 94 96 97 98 99 100 101 102 103 104 105 106 107 108 109 110 111 113 114 115 116 118 119 120";
    assert.equal(key.flatMap(({ item, sign }) => (sign < 0 ? item : [])).join(" "), reversed);
    const facets = Map.groupBy(key, ({ scale, facet }) => `${scale}/${facet}`);
    assert.equal(facets.size, 30);
    assert.ok([...facets.values()].every(({ length }) => length === 4));
    assert.equal(norms.length, 8 * 35);
  });

  test("HEXACO-60: six scales of ten items, four facets each, the reversed ones as published", async () => {
    const { key, scales } = await readInstrument("hexaco-60");
    // The authors' key, R marking what is reversed.
    const reversed = "1 9 10 12 14 15 19 20 21 24 26 28 30 31 32 35 41 42 44 46 48 49 52 53 55 56 57 59 60";
    assert.equal(key.flatMap(({ item, sign }) => (sign < 0 ? item : [])).join(" "), reversed);
    assert.deepEqual(
      scales.map(({ id }) => key.filter(({ scale }) => scale === id).length),
      [10, 10, 10, 10, 10, 10],
    );
    assert.equal(new Set(key.map(({ scale, facet }) => `${scale}/${facet}`)).size, 24);
  });

  test("faults are one line each: what was found, what was expected", () => {
    assert.equal(fault({}), "");
    assert.match(
      fault({ key: [...SMALL.key, { item: "7", scale: "calm", sign: 1 }] }),
      /small\.json:\d+: a key for item 7, which is not there; expected an item's id/,
    );
    assert.match(
      fault({ key: [...SMALL.key, { item: "2", scale: "calm", sign: -1 }] }),
      /item 2 keyed twice on calm; expected one sign/,
    );
    assert.match(fault({ options: { min: 1, labels: { en: ["yes"] } } }), /options\.labels\.en.*expected at least 2/);
    assert.match(fault({ options: { min: 1, labels: { en: ["yes", "yes"] } } }), /the label "yes" twice/);
    assert.match(
      fault({ options: { min: 1, labels: { en: ["no", "yes"], de: ["nein", "jein", "ja"] } } }),
      /3 labels in de; expected 2/,
    );
    assert.match(fault({ key: [{ item: "1", scale: "calm", sign: 2 }] }), /sign.*expected 1, or -1/);
    assert.match(fault({ scales: [{ id: "calm" }, { id: "bold" }] }), /a scale without an item/);
    assert.match(
      fault({ norms: [{ scale: "bold", group: "all", mean: 1, sd: 1 }] }),
      /norms of bold, which is not keyed/,
    );
    assert.match(fault({ norms: [{ scale: "calm", group: "all", mean: 1, sd: 0 }] }), /sd/);
    assert.match(fault({ itmes: [] }), /unknown key "itmes"/);
  });

  test("options of items' own: what does not hang together is one line", () => {
    const { options: _options, aggregate: _aggregate, key: _key, ...rest } = SMALL;
    const option = (text: string, scores: object): object => ({ text: { en: text }, scores });
    const two = [option("yes", { calm: 3 }), option("no", { calm: 0 })];
    const item = (options: object[], more: object = {}): object => ({
      id: "1",
      text: { en: "And?" },
      options,
      ...more,
    });
    const of = (items: object[], more: object = {}): string => {
      const file = { ...rest, choices: "judgement", items, ...more };
      try {
        parseInstrument(JSON.stringify(file, null, 1), "own.json", "json");
      } catch (error) {
        assert.ok(error instanceof InputError && !error.message.includes("\n"));
        return error.message;
      }
      return "";
    };
    assert.equal(of([item(two)]), "");
    const faults: [string, RegExp][] = [
      [of([item(two.slice(1))]), /own\.json:\d+: items\[0\]\.options: a list of 1; expected at least 2/],
      [
        of([item([option("a", { calm: 4 }), ...two])]),
        /own\.json:\d+: an option worth 4 on calm; expected a whole number, 0/,
      ],
      [of([item([option("a", { bold: 1 }), ...two])]), /scale bold, which is not there/],
      [of([item([option("yes", { calm: 1 }), ...two])]), /the option "yes" twice/],
      [
        of([item([option("a", { calm: 1 }), option("b", { calm: 1 })])]),
        /item 1, whose options are all worth the same on calm/,
      ],
      [of([item([option("a", {}), option("b", {})])]), /item 1, whose options are all worth the same;/],
      [of([item(two), item(two)]), /the item 1 twice/],
      [of([item(two, { parallelTo: "9" })]), /item 1 parallel to 9; expected the id of another item/],
      [of([item(two)], { choices: "traits" }), /an option worth 3 on calm; expected 1 for an option of people high/],
      [
        of([item([option("a", { calm: 1 }), option("b", { calm: 0 })])], { choices: "traits" }),
        /2 options, calm 1, calm 0; expected four options on one scale/,
      ],
      [
        of([item([option("a", { calm: 1 }), option("b", { calm: 0 })])], { choices: "types" }),
        /the dichotomy calm; expected one of EI, SN, TF, JP/,
      ],
      [
        of([item([option("a", { calm: 1 }), option("b", { calm: 2 })])], { choices: "conduct" }),
        /no pair; expected situations that name their statement/,
      ],
      [
        of([item(two)], { choices: "quiz" }),
        /choices: "quiz"; expected one of "traits", "judgement", "types", "conduct"/,
      ],
      [of([item(two)], { key: [] }), /unknown key "key"/],
      [of([item(two)], { scales: [{ id: "calm" }, { id: "bold" }] }), /a scale without an item/],
      [
        of([item([{ text: { de: "ja" }, scores: { calm: 1 } }, ...two])]),
        /texts in different languages; expected one language/,
      ],
    ];
    for (const [found, message] of faults) assert.match(found, message);
  });

  test("bundled items with options of their own: enough of them, and both ends as often first", async () => {
    const counts: [string, number][] = [
      ["dramatis-scenarios", 6],
      ["dramatis-types", 8],
      ["dramatis-judgement", 6],
      ["dramatis-conduct", 4],
    ];
    for (const [name, each] of counts) {
      const { scales, key, items } = await readInstrument(name);
      for (const { id } of scales) assert.equal(key.filter(({ scale }) => scale === id).length, each, `${name} ${id}`);
      const texts = items.map(({ text }) => text?.en);
      assert.equal(new Set(texts).size, texts.length, name);
    }
    const { items } = await readInstrument("dramatis-types");
    const first = items.filter(({ options }) => Object.values(options?.[0]?.scores ?? {})[0] === 1).length;
    assert.equal(first, items.length / 2);
  });

  test("a language that it does not have is one line with those it has", async () => {
    const file = await readInstrument("ipip-neo-120");
    assert.deepEqual(languagesOf(file), ["en", "es", "pt"]);
    assert.equal(instrumentOf(file, "es").items[0]?.text, "Me preocupo por las cosas.");
    assert.throws(() => instrumentOf(file, "fr"), /ipip-neo-120: no language fr; expected one of en, es, pt/);
  });

  test("a name that is not there is answered with the nearest", async () => {
    await assert.rejects(
      readInstrument("ipip-5"),
      (error) => error instanceof UnknownNameError && /ipip-50/.test(error.message),
    );
    await assert.rejects(readInstrument("bfi.csv"), /a file that ends in \.csv/);
  });

  test("the reader's own items are joined to the key, numbered or not; another count is refused", async (t) => {
    const text = Array.from({ length: 12 }, (_, i) => `${i + 1}. Statement ${i + 1}`).join("\n");
    const file = await readInstrument("dirty-dozen", { items: fileOf(t, `${text}\n\n`) });
    assert.equal(instrumentOf(file).items[11]?.text, "Statement 12");
    assert.throws(
      () => withItems(file, "one\ntwo", { where: "my.txt" }),
      /my\.txt: 2 lines; expected the 12 items of dirty-dozen/,
    );
    const types = await readInstrument("dramatis-types");
    assert.throws(
      () => withItems(types, "one", { where: "my.txt" }),
      /texts of items; expected no items beside dramatis-types/,
    );
  });

  test("items can be left out, with their keys; one that is not there is refused", async () => {
    const file = withoutItems(await readInstrument("ipip-neo-120"), ["28", "58", "88", "118"]);
    assert.equal(file.items.length, 116);
    assert.ok(!file.key.some(({ facet }) => facet === "liberalism"));
    assert.throws(() => withoutItems(file, ["28"]), /no item "28"/);
    const judgement = withoutItems(await readInstrument("dramatis-judgement"), ["1"]);
    assert.equal(judgement.items.find(({ id }) => id === "10")?.parallelTo, undefined);
    assert.equal(judgement.items.find(({ id }) => id === "11")?.parallelTo, "2");
  });
});
