import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { idTable } from "./id-table.ts";

test("ids are numbered in the order of adding, whatever they hold", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 12 }), { maxLength: 200 }), fc.string(), (ids, other) => {
      const table = idTable();
      const numbers = new Map<string, number>();
      for (const id of ids) {
        if (!numbers.has(id)) numbers.set(id, numbers.size);
        assert.equal(table.add(id), numbers.get(id));
      }
      assert.equal(table.size, numbers.size);
      for (const id of [...ids, other]) assert.equal(table.find(id), numbers.get(id));
    }),
    { numRuns: 50 },
  );
});

test("it grows past its first slots and past a block of keys, and finds all", () => {
  // 2^16 numbers a block hold the keys of 2^14 ids; the first 1,024 slots are three quarters full at 768.
  const count = 2 ** 14 + 10;
  const table = idTable();
  for (let i = 0; i < count; i++) assert.equal(table.add(`id-${i}`), i);
  for (let i = 0; i < count; i++) assert.equal(table.find(`id-${i}`), i);
  assert.equal(table.find(`id-${count}`), undefined);
});
