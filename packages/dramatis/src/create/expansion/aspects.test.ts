import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceConformance } from "../../core/conformance/index.ts";
import { all } from "../../core/conformance/shared.ts";
import { type Persona, UnsupportedError } from "../../core/index.ts";
import { listModel, replying } from "../../model/testing.ts";
import { tally } from "../tally.ts";
import { aspects } from "./aspects.ts";

const mia: Persona = {
  schema: "dramatis.persona/1",
  name: "Mia",
  facets: { aspects: { career: "baker", aspiration: "a shop of her own", trait: ["patient"], skill: "sourdough" } },
};
const reply = {
  age: 31,
  gender: "woman",
  tone: "warm",
  personality: "calm",
  advantages: "",
  disadvantages: null,
  hobby: "chess",
  familyRelationship: "close",
  socialRelationship: "few friends",
  livingConditions: "a flat",
  career: "pilot",
};

sourceConformance(async () => aspects({ personas: [mia], model: replying(reply) }));

test("what is given stays, and only what was left empty is asked again", async () => {
  const model = listModel([
    JSON.stringify(reply),
    JSON.stringify({ advantages: "tireless", disadvantages: "x ".repeat(41) }),
  ]);
  const counts = tally();
  const [made] = await all(aspects({ personas: [mia], model, tally: counts }).personas(0));
  const filled = made?.facets?.aspects as Record<string, unknown>;
  assert.deepEqual(
    [filled.career, filled.trait, filled.hobby, filled.advantages],
    ["baker", ["patient"], "chess", "tireless"],
  );
  assert.equal(filled.disadvantages, undefined, "41 words are too many");
  assert.deepEqual(made?.identity?.social, { age: 31, gender: "woman" });
  assert.deepEqual(JSON.parse(model.asked[1]?.messages[1]?.content ?? "").fields, ["advantages", "disadvantages"]);
  const sources = made?.facets?.provenance as Record<string, { method: string }[]>;
  assert.equal(sources["facets.aspects.hobby"]?.[0]?.method, "aspects");
  assert.equal(sources["facets.aspects.career"], undefined);
  const { asked, kept, dropped, calls } = counts.report();
  assert.deepEqual([asked, kept, dropped, calls], [10, 9, { "left empty": 1 }, 2]);
});

test("what cannot be read leaves the persona with what was given", async () => {
  const counts = tally();
  const [made] = await all(aspects({ personas: [mia], model: replying("?"), tally: counts }).personas(0));
  assert.deepEqual(made, mia);
  assert.deepEqual(counts.report().dropped, { unparsed: 10 });
});

test("it says what is needed", () => {
  assert.throws(() => aspects({ personas: [mia] }), UnsupportedError);
});
