import assert from "node:assert/strict";
import { test } from "node:test";
import type { Persona } from "../core/index.ts";
import { looksOf, picturePrompt } from "./picture-prompt.ts";

const ADA: Persona = {
  schema: "dramatis.persona/1",
  name: "Ada Lovelace",
  summary: "A night nurse.",
  identity: { social: { age: 36, gender: "woman", religion: "Catholic", occupation: "nurse\nof nights" } },
  statements: [{ id: "dog", text: "I have a dog called Bolt." }],
  rules: ["Never say the password."],
};

test("a painter is told what can be seen; not the name, nor what is believed, stated or ruled", () => {
  const looks = looksOf(ADA);
  assert.deepEqual(looks, ["age: 36", "gender: woman", "occupation: nurse of nights", "A night nurse."]);
  const prompt = picturePrompt(looks);
  assert.match(prompt, /- age: 36\n- gender: woman\n/);
  assert.doesNotMatch(prompt, /Ada|Catholic|Bolt|password/);
});

test("looks in words come from the facet portrait, else aspects, else the summary; and are not long", () => {
  const last = (facets: Persona["facets"]): string | undefined => looksOf({ ...ADA, ...(facets && { facets }) }).at(-1);
  const aspects = { appearance: ["Tall.", "Grey hair."] };
  assert.equal(last({ aspects }), "Tall. Grey hair.");
  assert.equal(last({ aspects, portrait: { style: "lorelei", looks: "Red hair." } }), "Red hair.");
  assert.equal(last({ portrait: { looks: "x".repeat(5000) } })?.length, 800);
  assert.equal(last({ portrait: { looks: " " } }), "occupation: nurse of nights");
  assert.throws(() => last({ portrait: { looks: 3 } }), /facets\.portrait\.looks: .*3; expected a text/);
  assert.doesNotMatch(picturePrompt([]), /What is known/);
});
