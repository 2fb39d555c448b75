import assert from "node:assert/strict";
import { test } from "node:test";
import { talk } from "../testing.ts";
import { averageNidf, nidfOf, specificity } from "./specificity.ts";

const near = (found: number | null | undefined, expected: number): void =>
  assert.ok(typeof found === "number" && Math.abs(found - expected) < 1e-6, `${found} is not ${expected}`);

const nidf = nidfOf(new Map(Object.entries({ i: 100, like: 50, turtles: 2, rare: 1 })));

test("NIDF is 0 for the commonest and 1 for the rarest word", () => {
  // like: (log 100 − log 50) / log 100 = .150515; turtles: log 50 / log 100 = .849485
  near(nidf.get("i"), 0);
  near(nidf.get("like"), 0.150515);
  near(nidf.get("turtles"), 0.849485);
  near(nidf.get("rare"), 1);
});

test("'i like turtles' is .333333; unknown words are left out; only unknown words are 1", () => {
  near(averageNidf(["i", "like", "turtles"], nidf), 0.333333);
  near(averageNidf(["i", "xyzzy"], nidf), 0);
  near(averageNidf(["xyzzy"], nidf), 1);
});

test("with the shipped counts, detail is more specific than a greeting", async () => {
  const subject = talk([], ["ana: I like you .", "ana: My turtles collect vintage stamps .", "ana: "]);
  const [plain, detailed, empty] = await specificity().score(subject, { seed: 42 });
  assert.ok(plain?.value != null && detailed?.value != null && plain.value < 0.2 && detailed.value > 0.4);
  assert.equal(empty?.missing, "refused");
  assert.deepEqual([plain.evidence?.strength, detailed.evidence], [1 - plain.value, undefined]);
});

test("a persona that speaks another language is unsupported", async () => {
  const subject = talk([], ["ana: Bonjour"]);
  const french = { ...subject, persona: { ...subject.persona, style: { language: "fr" } } };
  const [score] = await specificity().score(french, { seed: 42 });
  assert.deepEqual([score?.value, score?.missing], [null, "unsupported"]);
});
