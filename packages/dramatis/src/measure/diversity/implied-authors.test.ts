import assert from "node:assert/strict";
import { test } from "node:test";
import { impliedAuthors, type Story } from "./implied-authors.ts";

const sailor = (i: number): string =>
  `${["Aye", "Ho", "Look"][i % 3]}, the mast and the tide were mine on day ${i}, and the gulls cried`;
const clerk = (i: number): string =>
  `${["Item", "Note", "File"][i % 3]} ${i}: invoices, ledgers, quarterly figures; taxes filed punctually`;
const axis = (at: number): Float32Array => Float32Array.from([0, 1].map((i) => Number(i === at)));

const stories = (clerks: (i: number) => string, at = 1): Story[] =>
  Array.from({ length: 12 }, (_, i): Story[] => [
    { author: "sailor", text: sailor(i), vector: axis(0) },
    { author: "clerk", text: clerks(i), vector: axis(at) },
  ]).flat();

test("two authors who write each in their own way", () => {
  const found = impliedAuthors(stories(clerk));
  assert.deepEqual([found?.separability.value, found?.chance, found?.isCollapsed, found?.n], [1, 0.5, false, 24]);
  // Two directions, twelve stories each: nothing varies within, and they amount to two stories.
  assert.deepEqual([found?.withinShare, found?.vendi?.toFixed(6)], [0, "2.000000"]);
});

test("one author under two names is a collapse", () => {
  const found = impliedAuthors(stories(sailor, 0));
  assert.ok(found?.isCollapsed);
  assert.ok(found.separability.low <= 0.5);
  assert.equal(found.withinShare, null);
});

test("one beginning for all is a collapse, however different the rest", () => {
  const same = (one: Story): Story => ({ ...one, text: `Once upon a time there ${one.text}` });
  const found = impliedAuthors(stories(clerk).map(same));
  assert.deepEqual([found?.modalOpening, found?.isCollapsed], [1, true]);
});

test("without vectors, with one author, with one story of an author", () => {
  const bare = stories(clerk).map(({ author, text }) => ({ author, text }));
  assert.deepEqual([impliedAuthors(bare)?.withinShare, impliedAuthors(bare)?.vendi], [null, null]);
  assert.equal(impliedAuthors(bare.filter(({ author }) => author === "clerk")), null);
  assert.equal(impliedAuthors([...bare, { author: "third", text: "x" }]), null);
});
