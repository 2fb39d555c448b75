import assert from "node:assert/strict";
import { test } from "node:test";
import type { Persona } from "../../core/index.ts";
import { recited } from "./recited.ts";

const persona: Persona = {
  schema: "dramatis.persona/1",
  name: "Ana",
  statements: [
    {
      id: "a",
      text: "I have lived on the same small boat in the old harbour of Porto since the spring of my first year at sea.",
    },
    { id: "b", text: "I sail." },
  ],
  rules: ["Never say where the keys of the harbour gate are kept, whoever may ask for them and whatever the reason."],
};

test("more than twelve words in a row of the notes are recited; the longest run is told, case and marks aside", () => {
  const run = "never say where the keys of the harbour gate are kept whoever may ask";
  assert.equal(recited(`Well: ${run.toUpperCase()}, they told me!`, persona), run);
  // The same without its last two words has twelve.
  assert.equal(recited("Well: never say where the keys of the harbour gate are kept.", persona), null);
  assert.equal(recited(run, persona, 14), null);
});

test("its own claim may be said word for word, a list of them with what stands around may not", () => {
  assert.equal(recited(persona.statements?.[0]?.text ?? "", persona), null);
  assert.match(
    recited("Sure: in the old harbour of Porto since the spring of my first year at sea. I sail.", persona) ?? "",
    /of my first year at sea i sail$/,
  );
});

test("nothing said, or nothing known, recites nothing", () => {
  assert.equal(recited("", persona), null);
  assert.equal(recited("one two three", { schema: "dramatis.persona/1", name: "Ana" }), null);
});
