import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Engine, World } from "../engine.ts";
import { testName } from "./shared.ts";

/** Steps taken in search of the end; an engine may have none. */
const STEPS = 10;

/**
 * Registers the tests that every Engine must pass.
 *
 * @param make a fresh engine whose models, if any, answer the same every time, and a world that is not done
 */
export function engineConformance<W extends World>(make: () => Promise<{ engine: Engine<W>; world: W }>): void {
  describe("Engine contract", () => {
    testName(async () => (await make()).engine);

    test("each step counts up by one", async () => {
      const { engine, world } = await make();
      let now = world;
      for (let taken = 1; taken <= STEPS && !now.done; taken++) {
        now = await engine.step(now);
        assert.equal(now.step, world.step + taken);
        assert.equal(typeof now.done, "boolean");
      }
    });

    test("the given world is left as it was", async () => {
      const { engine, world } = await make();
      const before = structuredClone(world);
      await engine.step(world);
      assert.deepEqual(world, before);
    });

    test("a world that is done stays done, at the same step", async () => {
      const { engine, world } = await make();
      const { step, done } = await engine.step({ ...world, done: true });
      assert.deepEqual({ step, done }, { step: world.step, done: true });
    });

    test("a step that was aborted before is not made", async () => {
      const { engine, world } = await make();
      await assert.rejects(engine.step(world, AbortSignal.abort(new Error("enough"))), /enough/);
    });
  });
}
