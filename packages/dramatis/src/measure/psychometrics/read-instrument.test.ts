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

for (const name of ["ipip-50", "ipip-neo-120", "mpi-120", "dramatis-values"])
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
    for (const name of ["bfi-44", "bfi-2-s", "sd3", "dirty-dozen", "pvq-21-spectrum"]) {
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
  });

  test("items can be left out, with their keys; one that is not there is refused", async () => {
    const file = withoutItems(await readInstrument("ipip-neo-120"), ["28", "58", "88", "118"]);
    assert.equal(file.items.length, 116);
    assert.ok(!file.key.some(({ facet }) => facet === "liberalism"));
    assert.throws(() => withoutItems(file, ["28"]), /no item "28"/);
  });
});
