import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceConformance } from "../../core/conformance/index.ts";
import { all } from "../../core/conformance/shared.ts";
import { InputError, type Model, type Persona, UnsupportedError } from "../../core/index.ts";
import { fakeEmbedder, fakeNli } from "../../model/testing.ts";
import { personaSchema } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { activeExpansions, expansionsOf } from "./expansions.ts";
import { type FactJudge, peacok } from "./peacok.ts";
import { answering, people } from "./testing.ts";

const personas = people(["Rosa", "I am a singer."]);
const embedder = fakeEmbedder(1024);
const nli = fakeNli((_, fact) => (fact.includes("mute") ? "contradict" : "neutral"));
const WORDS = ["alpha", "bravo", "charlie", "delta", "echo"];

/** Five facts a dimension that share two words with each other; every fact is valid. */
function distiller(): Model & { calls: number } {
  return answering((material, task) => {
    if (task.includes('"valid"')) return { valid: true };
    const { dimension } = JSON.parse(material) as { dimension: string };
    return { facts: WORDS.map((word) => `${dimension} ${word} ${word}${dimension} sing${word}`) };
  });
}

sourceConformance(async () => peacok({ personas, nli, embedder, model: distiller() }));

test("five facts for each of five dimensions, of which judges reject three: 22, none active before a turn", async () => {
  // 5 · 5 − 3 = 22
  const rejects = new Set(["alpha characteristic", "bravo goal", "echo routine"]);
  const judge: FactJudge = async ({ fact, dimension }) => !rejects.has(`${fact.split(" ")[1]} ${dimension}`);
  const counts = tally();
  const [rosa] = await all(
    peacok({ personas, nli, embedder, model: distiller(), judges: [judge, async () => true], tally: counts }).personas(
      0,
    ),
  );
  const found = expansionsOf(rosa as Persona);
  assert.equal(found.length, 22);
  assert.equal(new Set(found.map(({ id }) => id)).size, 22);
  assert.deepEqual(
    [found[0]?.parent, found[0]?.relation, found[0]?.provenance?.[0]?.source],
    ["s1", "characteristic", "commonsense_expansion"],
  );
  assert.deepEqual(rosa?.statements, personas[0]?.statements, "no statement was added");
  assert.ok(personaSchema.safeParse(rosa).success);
  assert.deepEqual(await activeExpansions(rosa as Persona, "", { embedder }), []);
  const active = await activeExpansions(rosa as Persona, "alpha alphagoal", { embedder });
  assert.equal(active[0]?.expansion.text, "goal alpha alphagoal singalpha");
  const { asked, kept, dropped, calls } = counts.report();
  assert.deepEqual([asked, kept, dropped, calls], [25, 22, { "judged invalid": 3 }, 5]);
});

test("the model and the NLI judge by default; repetitions and what cannot be read are dropped", async () => {
  const counts = tally();
  const model = answering((material, task) => {
    const { dimension, fact } = JSON.parse(material) as { dimension: string; fact?: string };
    if (task.includes('"valid"'))
      return fact === "I fly" ? { valid: false } : fact === "I hum" ? "what?" : { valid: true };
    if (dimension !== "characteristic") return dimension === "routine" ? "no json" : { facts: [] };
    return { facts: ["I am a singer", "I practise daily", "I fly", "I am mute", "I hum", "a sixth one too many"] };
  });
  const [rosa] = await all(peacok({ personas, nli, embedder, model, tally: counts }).personas(0));
  assert.deepEqual(
    expansionsOf(rosa as Persona).map(({ text }) => text),
    ["I practise daily"],
  );
  const { asked, kept, dropped } = counts.report();
  assert.deepEqual(dropped, { "repeats what is known": 1, "judged invalid": 2, "not judged": 1, unparsed: 1 });
  assert.equal(asked, kept + 5);
});

test("it says what is needed", () => {
  assert.throws(() => peacok({ personas }), UnsupportedError);
  assert.throws(() => peacok({ personas, model: distiller(), nli }), UnsupportedError);
  assert.throws(() => peacok({ model: distiller(), nli, embedder }), InputError);
});
