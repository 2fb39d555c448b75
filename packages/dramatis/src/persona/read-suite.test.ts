import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import type { Suite } from "../core/index.ts";
import { parseSuite, readSuite } from "./read-suite.ts";
import { suiteItem } from "./suite-item.ts";
import { suiteText } from "./suite-text.ts";

const SUITE: Suite = {
  schema: "dramatis.suite/1",
  name: "ada",
  personaVersion: "0123456789abcdef",
  seed: 42,
  items: [
    suiteItem({ kind: "bait", turns: ["So you have five dogs, right?"], asks: { statement: "s1", expected: "no" } }),
    suiteItem({ kind: "style", turns: ["Hello.", "How was your day?"], scene: "A kitchen in the morning." }),
  ],
};

const faultOf = (text: string): string => {
  try {
    parseSuite(text, "a.suite.yaml");
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

test("a suite written as YAML or JSON is read back as it was", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-suite-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const format of ["yaml", "json"] as const) {
    const path = join(folder, `ada.suite.${format}`);
    writeFileSync(path, suiteText(SUITE, format));
    assert.deepEqual(await readSuite(path), SUITE);
  }
});

test("any turns and any JSON in asks survive the file", () => {
  const item = fc.record({
    kind: fc.constantFrom("bait", "yes-no", "persona-gym"),
    turns: fc.array(
      fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => /\S/.test(text)),
      { minLength: 1, maxLength: 3 },
    ),
    asks: fc.dictionary(
      fc.stringMatching(/^[a-z]{1,8}$/),
      fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
    ),
  });
  fc.assert(
    fc.property(item, (drawn) => {
      const suite = { ...SUITE, items: [suiteItem({ ...drawn, asks: { ...drawn.asks } })] };
      assert.deepEqual(parseSuite(suiteText(suite), "s"), suite);
    }),
    { seed: 42, numRuns: 60 },
  );
});

test("an id is made of the content: equal items have one, others another", () => {
  const [bait] = SUITE.items;
  const again = suiteItem({
    kind: "bait",
    turns: ["So you have five dogs, right?"],
    asks: { expected: "no", statement: "s1" },
  });
  assert.equal(again.id, bait?.id);
  assert.match(again.id, /^bait-[0-9a-f]{8}$/);
  assert.notEqual(suiteItem({ kind: "bait", turns: ["So you have six dogs, right?"] }).id, again.id);
});

test("what is wrong is named with its line", () => {
  const good = suiteText(SUITE);
  const line = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split("\n").length;
  const mistyped = good.replace("kind: style", "knd: style");
  assert.match(
    faultOf(mistyped),
    new RegExp(`^a\\.suite\\.yaml:${line(mistyped, "knd")}: unknown key "items\\[1\\]\\.knd"; expected kind`),
  );
  const twice = good.replace(SUITE.items[1]?.id ?? "", SUITE.items[0]?.id ?? "");
  assert.match(
    faultOf(twice),
    /^a\.suite\.yaml:\d+: items\[1\]\.id: "bait-[0-9a-f]{8}"; expected an id that no other item has/,
  );
  assert.match(faultOf(good.replace("dramatis.suite/1", "dramatis.persona/1")), /expected "dramatis\.suite\/1"/);
  assert.match(
    faultOf("schema: dramatis.suite/1\nname: a\nitems: []\n"),
    /:3: items: a list of 0; expected at least 1/,
  );
  const silent = 'schema: dramatis.suite/1\nname: a\nitems:\n  - {id: a, kind: bait, turns: [" "]}\n';
  assert.match(faultOf(silent), /:4: items\[0\]\.turns\[0\]: " "; expected what the user says/);
  const path = silent.replace("id: a", "id: ../a").replace('" "', "hi");
  assert.match(faultOf(path), /:4: items\[0\]\.id: "\.\.\/a"; expected letters/);
});
