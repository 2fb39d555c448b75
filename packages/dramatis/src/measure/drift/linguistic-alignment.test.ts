import assert from "node:assert/strict";
import { test } from "node:test";
import { type AgentWriting, groupSeparation, linguisticAlignment, traitShift } from "./linguistic-alignment.ts";

const plain = (i: number): string =>
  `The report of number ${i} describes the organization considered by several departments.`;
const lively = (i: number): string => `Oh! You and I? We go! Is it fun? Yes ${i}!`;

const agents = (afterOfA: (i: number) => string): AgentWriting[] =>
  Array.from({ length: 8 }, (_, i): AgentWriting[] => [
    { group: "a", before: plain(i), after: afterOfA(i) },
    { group: "b", before: lively(i), after: lively(i) },
  ]).flat();

test("who takes over the other group's way of writing is aligned with it", () => {
  const moved = linguisticAlignment(agents(lively));
  assert.ok(moved && moved.value > 1 && moved.value <= 4, `${moved?.value}`);
  assert.ok(moved.interval && moved.interval.low > 0);
  // All eight moved the same way: 2 of the 2⁸ signs are as far.
  assert.deepEqual([moved.n, moved.test.p], [8, 2 / 256]);
});

test("who writes on as before is not", () => {
  const still = linguisticAlignment(agents(plain));
  assert.deepEqual([still?.value, still?.test.p], [0, 1]);
  assert.equal(linguisticAlignment([{ group: "a", before: "Hi.", after: "Hi." }]), null);
});

test("separation: groups that write differently are told apart, one text for all is not", () => {
  const texts = agents(plain).map(({ group, before }) => ({ group, text: before }));
  const apart = groupSeparation(texts);
  assert.deepEqual([apart?.value, apart?.n], [1, 16]);
  const same = groupSeparation(texts.map(({ group }) => ({ group, text: "The same." })));
  assert.ok(same && same.value <= 0.5, `${same?.value}`);
  assert.equal(groupSeparation([]), null);
});

test("a trait's shift is Cohen's d of those who met the others", () => {
  // Means 4.2 and 2.8 over pooled deviation .836660: 1.673320
  const { d, interval } = traitShift([2, 3, 3, 2, 4], [4, 5, 4, 5, 3]);
  assert.equal(d?.toFixed(6), "1.673320");
  assert.ok(interval && interval.low < 1.67 && interval.high > 1.67);
  assert.deepEqual(traitShift([3, 3], [3, 3]), { d: null, interval: null });
});
