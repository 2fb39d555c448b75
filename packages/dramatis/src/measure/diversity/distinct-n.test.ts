import assert from "node:assert/strict";
import { test } from "node:test";
import { talk } from "../testing.ts";
import { distinctN, shareDistinct } from "./distinct-n.ts";

const texts = ["the cat sat", "the cat ran", "a dog ran fast"];

test("distinct-1 is 7 of 10, distinct-2 6 of 7", () => {
  assert.equal(shareDistinct(texts, 1), 7 / 10);
  assert.equal(shareDistinct(texts, 2), 6 / 7);
  assert.equal(shareDistinct(["one two"], 3), null);
});

test("a session is one unit, pooled over the speaker's turns", async () => {
  const lines = texts.flatMap((text) => [`ana: ${text}`, "ben: the cat sat"]);
  assert.deepEqual(await distinctN().score(talk([], lines), { seed: 42 }), [
    {
      cluster: "s1",
      value: 6 / 7,
      // "the cat" of "the cat ran" was said before, as "dog ran" was not of "a dog ran fast".
      evidence: { session: "s1", turn: 2, quote: "the cat ran", verdict: "other", strength: 0.5 },
    },
  ]);
  const silent = await distinctN().score(talk([], ["ana: ", "ben: Oh"]), { seed: 42 });
  assert.deepEqual(silent, [{ cluster: "s1", value: null, missing: "refused" }]);
});
