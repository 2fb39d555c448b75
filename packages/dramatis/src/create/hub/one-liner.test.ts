import assert from "node:assert/strict";
import { test } from "node:test";
import { areOfDifferentLanguages } from "./language.ts";
import { isNameless, oneLinerFault, oneLinerPersona } from "./one-liner.ts";

const GOOD = "A night nurse who keeps bees on the roof of a hospital";

test("5 to 60 words", () => {
  assert.equal(oneLinerFault(GOOD), null);
  assert.equal(oneLinerFault("A nurse in Ghent today"), null);
  assert.match(oneLinerFault("A nurse in Ghent") ?? "", /words/);
  assert.equal(oneLinerFault(`A nurse of${" big".repeat(57)}`), null);
  assert.match(oneLinerFault(`A nurse of${" big".repeat(58)}`) ?? "", /words/);
});

test("somebody of some kind", () => {
  for (const text of [
    "A person who keeps bees at night",
    "Someone who keeps bees at night",
    "An individual with two bees and a cat",
  ]) {
    assert.equal(oneLinerFault(text), "a person of no kind");
  }
  assert.equal(oneLinerFault("A sales person who keeps bees at night"), null);
});

test("no personal data", () => {
  for (const data of [
    "reached at rosa.lind@example.org",
    "seen on https://example.org/rosa",
    "known as @rosalind online",
    "called at +32 470 12 34 56",
    "called at 555-123-4567",
    "called at (555) 123-4567",
    "paid by 4111 1111 1111 1111",
    "with the number 123-45-6789",
    "treated by Dr. Lind of Ghent",
    "married to a man named Tom",
  ]) {
    assert.equal(oneLinerFault(`A night nurse who keeps bees and is ${data}`), "personal data", data);
  }
  for (const data of [
    "born in 1990",
    "who worked from 1990-2005",
    "of 45 years with 3,000 patients",
    "called to help at any hour",
  ]) {
    assert.equal(oneLinerFault(`A night nurse who keeps bees ${data}`), null, data);
  }
});

test("in the language of the text", () => {
  const german = "Eine Krankenschwester, die nachts arbeitet und auf dem Dach mit ihren Bienen spricht";
  assert.equal(oneLinerFault(german, "Das Krankenhaus ist nicht mit der Straßenbahn und dem Bus erreichbar."), null);
  assert.equal(oneLinerFault(GOOD, german), "another language");
  assert.equal(areOfDifferentLanguages(GOOD, "Ночная медсестра держит пчёл на крыше больницы"), true);
  assert.equal(areOfDifferentLanguages(GOOD, "12 + 30 = 42"), false);
  assert.equal(areOfDifferentLanguages("Night nurse, beekeeper", german), false);
});

test("named by its first words, which is no name", () => {
  const provenance = { source: "human_entered" } as const;
  const persona = oneLinerPersona(` ${GOOD}\n`, provenance);
  assert.equal(persona.name, "A night nurse");
  assert.equal(persona.summary, GOOD);
  assert.deepEqual(persona.provenance, [provenance]);
  assert.equal(isNameless(persona), true);
  assert.equal(isNameless(oneLinerPersona("Lighthouse keepers of the old school", provenance)), true);
  assert.equal(isNameless({ schema: "dramatis.persona/1", name: "Someone" }), true);
  assert.equal(isNameless({ schema: "dramatis.persona/1", name: "Ada Lind", summary: "Ada Lind, a nurse" }), false);
  const long = oneLinerPersona(`A ${"very ".repeat(30)}old nurse`, provenance);
  assert.ok(long.name.length <= 60 && long.name.startsWith("A very"));
  assert.ok(oneLinerPersona("x".repeat(200), provenance).name.length <= 60);
});
