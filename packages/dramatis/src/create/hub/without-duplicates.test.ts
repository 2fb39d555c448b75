import assert from "node:assert/strict";
import { test } from "node:test";
import { all } from "../../core/conformance/shared.ts";
import type { Embedder, Persona } from "../../core/index.ts";
import { fakeEmbedder } from "../../model/testing.ts";
import { tally } from "../tally.ts";
import { oneLinerPersona } from "./one-liner.ts";
import { withoutDuplicates } from "./without-duplicates.ts";
import { withoutParaphrases } from "./without-paraphrases.ts";

const people = (lines: readonly string[]): Persona[] =>
  lines.map((line) => oneLinerPersona(line, { source: "human_entered" }));
const lines = (personas: readonly Persona[]): (string | undefined)[] => personas.map(({ summary }) => summary);

const LINES = [
  "A night nurse who keeps bees on the roof of a hospital",
  "A retired baker who teaches children to read maps",
  "a night nurse, who keeps bees on the roof of a hospital!",
  "A baker with 2 ovens who teaches children to read old maps",
  "A baker with 3 ovens who teaches children to read old maps",
];

test("what nearly repeats an earlier one is left out; what differs in a numeral stays; all is counted", async () => {
  const counts = tally();
  const kept = await all(withoutDuplicates(people(LINES), { tally: counts }));
  assert.deepEqual(lines(kept), LINES.toSpliced(2, 1));
  const { asked, kept: count, dropped } = counts.report();
  assert.deepEqual({ asked, count, dropped }, { asked: 5, count: 4, dropped: { duplicate: 1 } });
});

test("a persona without a summary is compared by what can be said of it, or by what the caller says", async () => {
  const statements = (name: string): Persona => ({
    schema: "dramatis.persona/1",
    name,
    statements: [{ id: "s1", text: "I keep bees on the roof." }],
  });
  assert.equal((await all(withoutDuplicates([statements("Ada"), statements("Ben")]))).length, 1);
  const aged = (age: number): Persona => ({ ...statements("Ada"), identity: { social: { age } } });
  assert.equal((await all(withoutDuplicates([aged(29), aged(30), aged(29)]))).length, 2);
  const byName = { text: ({ name }: Persona) => name };
  assert.equal((await all(withoutDuplicates([statements("Ada"), statements("Ben")], byName))).length, 2);
});

test("takes a stream as it comes, and stops when it is told to", async () => {
  const abort = new AbortController();
  async function* endless(): AsyncGenerator<Persona> {
    for (let i = 0; ; i++) yield people([`A keeper of the lighthouse of island number ${i}`])[0] as Persona;
  }
  let seen = 0;
  await assert.rejects(async () => {
    for await (const _ of withoutDuplicates(endless(), { signal: abort.signal })) {
      if (++seen === 3) abort.abort(new Error("enough"));
    }
  }, /enough/);
  assert.equal(seen, 3);
});

test("paraphrases by the embedder's cosine are left out", async () => {
  // By word counts: 11 of 11 words alike but for the order has a cosine of 1; one of 11 another: 10 / 11 = .91; two: .82.
  const texts = [
    "one two three four five six seven eight nine ten eleven",
    "eleven ten nine eight seven six five four three two one",
    "one two three four five six seven eight nine ten twelve",
    "one two three four five six seven eight nine twenty thirty",
  ];
  const embedder = fakeEmbedder(1024);
  const counts = tally();
  const kept = await all(withoutParaphrases(people(texts), { embedder, batch: 3, tally: counts }));
  assert.deepEqual(lines(kept), [texts[0], texts[3]]);
  assert.deepEqual(counts.report().dropped, { paraphrase: 2 });
  assert.equal((await all(withoutParaphrases(people(texts), { embedder, threshold: 0.5 }))).length, 1);
  assert.equal((await all(withoutParaphrases(people(texts), { embedder, threshold: 0.95 }))).length, 3);
  assert.deepEqual(await all(withoutParaphrases([], { embedder })), []);
});

test("what the embedder cannot read is kept", async () => {
  const texts = ["一位在医院屋顶养蜂的夜班护士", "一位教孩子读地图的退休面包师"];
  // Every text that holds no Latin letter is the same to it.
  const blind: Embedder = {
    ...fakeEmbedder(8),
    embed: async (some) => some.map(() => Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0)),
  };
  assert.equal((await all(withoutParaphrases(people(texts), { embedder: blind }))).length, 2);
  assert.equal((await all(withoutParaphrases(people(texts), { embedder: blind, reads: () => true }))).length, 1);
});
