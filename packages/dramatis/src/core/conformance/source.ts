import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Source } from "../source.ts";
import { checkPersona, take, testAbort, testName } from "./shared.ts";

/** Enough to see an order, and few for a source that asks a model. */
const COUNT = 5;

/**
 * Registers the tests that every Source must pass.
 *
 * @param make a fresh source whose models, if any, answer the same every time; called once a test
 */
export function sourceConformance(make: () => Promise<Source>): void {
  describe("Source contract", () => {
    testName(make);

    test("yields well-formed personas, at least one, for any seed", async () => {
      for (const seed of [0, 1, 2 ** 31]) {
        const personas = await take((await make()).personas(seed), COUNT);
        assert.ok(personas.length > 0, `no personas for seed ${seed}`);
        personas.forEach(checkPersona);
      }
    });

    test("the same seed gives the same personas in the same order", async () => {
      const source = await make();
      const first = await take(source.personas(42), COUNT);
      await take(source.personas(43), COUNT);
      assert.deepEqual(await take(source.personas(42), COUNT), first, "asked again");
      assert.deepEqual(await take((await make()).personas(42), COUNT), first, "asked of another");
    });

    test("two iterations at once do not disturb each other", async () => {
      const source = await make();
      const alone = await take(source.personas(42), COUNT);
      const [one, two] = await Promise.all([take(source.personas(42), COUNT), take(source.personas(42), COUNT)]);
      assert.deepEqual(one, alone);
      assert.deepEqual(two, alone);
    });

    testAbort(async (signal) => (await make()).personas(42, signal));
  });
}
