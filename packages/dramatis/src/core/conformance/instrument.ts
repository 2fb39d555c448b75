import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Instrument } from "../instrument.ts";
import { checkJson } from "./shared.ts";

/**
 * Registers the tests that every Instrument must pass. They say nothing of how well it measures.
 *
 * @param make loads the instrument; called once a test
 */
export function instrumentConformance(make: () => Promise<Instrument>): void {
  describe("Instrument contract", () => {
    test("is plain data", async () => checkJson(await make()));

    test("has items, each with a text and an id of its own", async () => {
      const { items } = await make();
      assert.ok(items.length > 0, "no items");
      for (const { id, text } of items) {
        assert.notEqual(id.trim(), "");
        assert.notEqual(text.trim(), "", `item ${id} has no text`);
      }
      checkUnique(items.map(({ id }) => id));
    });

    test("the key names items that are there, with a scale and a sign, once a scale", async () => {
      const { items, key } = await make();
      assert.ok(key.length > 0, "no key");
      const ids = new Set(items.map(({ id }) => id));
      for (const { item, scale, facet, sign } of key) {
        assert.ok(ids.has(item), `the key names item ${item}, which is not there`);
        assert.notEqual(scale.trim(), "");
        assert.notEqual(facet?.trim(), "");
        assert.ok(sign === 1 || sign === -1, `sign ${sign}`);
      }
      checkUnique(key.map(({ item, scale }) => JSON.stringify([item, scale])));
    });

    test("norms are of keyed scales, with sd > 0 and n > 0, once a group", async (context) => {
      const { key, norms } = await make();
      if (!norms) return context.skip("has no norms");
      const scales = new Set(key.map(({ scale }) => scale));
      for (const { scale, group, mean, sd, n } of norms) {
        assert.ok(scales.has(scale), `norms of ${scale}, which no item is keyed to`);
        assert.notEqual(group.trim(), "");
        assert.ok(Number.isFinite(mean), `mean ${mean}`);
        assert.ok(sd > 0 && Number.isFinite(sd), `sd ${sd}`);
        assert.ok(n > 0 && Number.isInteger(n), `n ${n}`);
      }
      checkUnique(norms.map(({ scale, group }) => JSON.stringify([scale, group])));
    });
  });
}

function checkUnique(names: readonly string[]): void {
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  assert.deepEqual(twice, [], "named more than once");
}
