import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inLots } from "./in-lots.ts";

describe("inLots", () => {
  test("what comes while a lot is under way is the next one, in its order; each ends with its own", async () => {
    const lots: string[][] = [];
    const doors = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const give = inLots<string>(async (lot) => {
      lots.push([...lot]);
      await doors[lots.length - 1]?.promise;
    });
    const ended: string[] = [];
    const given = (one: string): Promise<unknown> => give(one).then(() => ended.push(one));
    const first = [given("a"), given("b")];
    await turns();
    const second = [given("c"), given("d")];
    await turns();
    assert.deepEqual(lots, [["a", "b"]]);
    doors[0]?.resolve();
    await Promise.all(first);
    assert.deepEqual(ended, ["a", "b"]);
    await turns();
    assert.deepEqual(lots, [
      ["a", "b"],
      ["c", "d"],
    ]);
    doors[1]?.resolve();
    await Promise.all(second);
    assert.deepEqual(ended, ["a", "b", "c", "d"]);
  });

  test("less than enough waits for more, enough does not", async () => {
    const lots: number[][] = [];
    const give = inLots<number>(async (lot) => void lots.push([...lot]), { enough: 3, lingerMs: 2 ** 30 });
    const given = [give(1), give(2)];
    await turns();
    assert.deepEqual(lots, []);
    given.push(give(3));
    await Promise.all(given);
    assert.deepEqual(lots, [[1, 2, 3]]);
  });

  test("a lot that fails is told to those in it, and the next is done", async () => {
    const give = inLots<number>(async (lot) => {
      if (lot.includes(1)) throw new Error("not this one");
    });
    await assert.rejects(give(1), /not this one/);
    await give(2);
  });
});

/** Lets everything go on that waits for nothing. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}
