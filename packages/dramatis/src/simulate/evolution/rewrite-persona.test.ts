import assert from "node:assert/strict";
import { test } from "node:test";
import type { Persona } from "../../core/index.ts";
import { renderPersona } from "../../persona/index.ts";
import { fieldsOf, rewritePersona } from "./rewrite-persona.ts";

const ADA: Persona = {
  schema: "dramatis.persona/1",
  name: "Ada",
  identity: { social: { age: 40, gender: "female", occupation: "nurse" } },
  statements: [
    { id: "bees", text: "I keep bees.", protected: true },
    { id: "evolved-backstory", text: "I grew up by the sea." },
    { id: "evolved-knowledge", text: "I know every exit.", protected: true },
  ],
};

test("new texts take the place of the old, reach the prompt, and touch nothing else", () => {
  const before = structuredClone(ADA);
  const next = rewritePersona(
    ADA,
    { backstory: "I once hid in a cellar.", disposition: "I freeze when it is loud." },
    { method: "test" },
  );
  assert.deepEqual(ADA, before);
  assert.deepEqual(next.identity, ADA.identity);
  assert.deepEqual(
    next.statements?.map(({ id }) => id),
    ["bees", "evolved-backstory", "evolved-knowledge", "evolved-disposition"],
  );
  assert.deepEqual(fieldsOf(next), {
    backstory: "I once hid in a cellar.",
    disposition: "I freeze when it is loud.",
    knowledge: "I know every exit.",
  });
  const prompt = renderPersona(next).system;
  assert.match(prompt, /I once hid in a cellar/);
  assert.doesNotMatch(prompt, /by the sea/);
});

test("a protected statement is not written over; what is no field is refused", () => {
  const next = rewritePersona(ADA, { knowledge: "I know nothing." }, { method: "test" });
  assert.equal(fieldsOf(next).knowledge, "I know every exit.");
  assert.throws(() => rewritePersona(ADA, { name: "Eve" } as object, { method: "test" }), /name/i);
});
