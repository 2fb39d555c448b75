import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { take } from "../../core/conformance/shared.ts";
import { sourceConformance } from "../../core/conformance/source.ts";
import { InputError, type Model, type Persona, UnsupportedError } from "../../core/index.ts";
import { listModel } from "../../model/testing.ts";
import { tally } from "../tally.ts";
import { archetypes } from "./archetypes.ts";
import { completeProfiles } from "./complete-profiles.ts";

const person = (name: string): Persona => ({
  schema: "dramatis.persona/1",
  name,
  identity: { social: { age: 34, occupationGroup: "protective service", languages: ["en", "es"] } },
  statements: [{ id: "hobbies-1", text: "I fish." }],
});
const fixed = person("").identity?.social ?? {};
const open = {
  personality: ["I am calm."],
  quirks: ["I count stairs."],
  ideology: ["I vote."],
  hobbies: ["I box."],
  mannerisms: ["I nod."],
  quotes: ["Mind the gap."],
};
const yes = { consistent: true, reasons: [] };
const says = (...replies: unknown[]): ReturnType<typeof listModel> =>
  listModel(replies.map((reply) => JSON.stringify(reply)));

/** Answers whatever it is asked, for the conformance suite. */
const life = {
  fixed,
  behaviour: ["I plan."],
  psychology: ["I worry."],
  lifeHistory: ["I grew up here."],
  socialRole: ["I help."],
  memoir: "It rained that day.",
};
const always: Model = {
  id: "always",
  generate: async ({ messages }, signal) => {
    signal?.throwIfAborted();
    const [task] = messages.map(({ content }) => String(content));
    const reply = task?.includes("contradicts itself") ? yes : task?.includes("archetype") ? life : { fixed, open };
    return { text: JSON.stringify(reply), finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
  },
};

describe("completeProfiles", () => {
  sourceConformance(async () => completeProfiles({ personas: [person("A"), person("B")], model: always }));

  test("fills what is open and leaves what is there", async () => {
    const model = says({ fixed, open }, yes);
    const [made] = await take(completeProfiles({ personas: [person("A")], model }).personas(4), 2);
    assert.deepEqual(made?.identity, person("A").identity);
    assert.deepEqual(
      made?.statements?.map(({ id, text }) => `${id}: ${text}`),
      [
        "hobbies-1: I fish.",
        "personality-1: I am calm.",
        "quirks-1: I count stairs.",
        "ideology-1: I vote.",
        "hobbies-2: I box.",
        "mannerisms-1: I nod.",
      ],
    );
    assert.deepEqual(made?.style?.examples, ["Mind the gap."]);
    const provenance = { source: "llm_generated", method: "complete-profiles", model: "list", seed: 4 };
    assert.deepEqual(made?.statements?.[1]?.provenance, [provenance]);
    assert.deepEqual(made?.facets?.provenance, { "style.examples": [provenance] });
    assert.deepEqual(
      model.asked.map(({ temperature }) => temperature),
      [0.8, 0],
    );
  });

  test("a changed, dropped or added fact, a contradiction, what cannot be read: all dropped and counted", async () => {
    const { age, ...less } = fixed;
    const counted = tally();
    const model = listModel([
      JSON.stringify({ fixed: { ...fixed, age: 35 }, open }),
      JSON.stringify({ fixed: { ...fixed, age: String(age) }, open }),
      JSON.stringify({ fixed: less, open }),
      JSON.stringify({ fixed: { ...fixed, car: "red" }, open }),
      JSON.stringify({ fixed, open }),
      JSON.stringify({ consistent: false, reasons: ["too young"] }),
      "no",
      "still no",
      JSON.stringify({ fixed, open }),
      "?",
      "?",
      JSON.stringify({ fixed, open }),
      JSON.stringify(yes),
    ]);
    const personas = Array.from("ABCDEFGH", person);
    const made = await take(completeProfiles({ personas, model, tally: counted }).personas(1), 10);
    assert.deepEqual(
      made.map(({ name }) => name),
      ["H"],
    );
    const { asked, kept, dropped, calls } = counted.report();
    assert.deepEqual([asked, kept, calls], [8, 1, 13]);
    assert.deepEqual(dropped, { "changed a fixed fact": 4, "contradicts itself": 1, unparsed: 2 });
  });

  test("fields of one's own; material is data", async () => {
    const model = says({ fixed, open: { fears: ["I fear heights."] } }, yes);
    const [made] = await take(
      completeProfiles({ personas: [person("A")], model, fields: { fears: "what they fear" } }).personas(1),
      1,
    );
    assert.equal(made?.statements?.at(-1)?.topic, "fears");
    assert.match(String(model.asked[0]?.messages[1]?.content), /"fears":"what they fear"/);
  });

  test("no personas, no model", async () => {
    await assert.rejects(take(completeProfiles({ model: always }).personas(1), 1), InputError);
    await assert.rejects(take(completeProfiles({ personas: [person("A")] }).personas(1), 1), UnsupportedError);
  });
});

describe("archetypes", () => {
  sourceConformance(async () => archetypes({ personas: [person("A"), person("B")], model: always }));

  test("a life beside what is fixed, its archetype kept", async () => {
    const [made] = await take(
      archetypes({ personas: [person("A")], model: says(life), weights: [0, 0, 0, 1, 0, 0, 0, 0] }).personas(2),
      1,
    );
    assert.equal(made?.facets?.archetype, "explorer");
    assert.equal(made?.identity?.life?.backstory, "It rained that day.");
    assert.deepEqual(made?.identity?.social, fixed);
    assert.deepEqual(
      made?.statements?.map(({ topic }) => topic),
      [undefined, "behaviour", "psychology", "lifeHistory", "socialRole"],
    );
  });

  test("what changes a fact or cannot be read is dropped", async () => {
    const counted = tally();
    const model = listModel([JSON.stringify({ ...life, fixed: {} }), "no", "no"]);
    const made = await take(archetypes({ personas: [person("A"), person("B")], model, tally: counted }).personas(2), 2);
    assert.deepEqual(made, []);
    assert.deepEqual(counted.report().dropped, { "changed a fixed fact": 1, unparsed: 1 });
  });

  test("each archetype comes by its weight; weights that are none are refused", async () => {
    const personas = Array.from({ length: 400 }, (_, i) => person(`P${i}`));
    const made = await take(archetypes({ personas, model: always }).personas(6), 400);
    const kinds = Map.groupBy(made, ({ facets }) => facets?.archetype);
    assert.equal(kinds.size, 8);
    // Of 400 each expects 50, deviation √(400·⅛·⅞) = 6.6.
    assert.ok([...kinds.values()].every((some) => some.length > 20 && some.length < 80));
    assert.throws(() => archetypes({ weights: [1] }), /archetypes: the weights 1; expected 8 numbers/);
    assert.throws(() => archetypes({ weights: [1, -1, 1, 1, 1, 1, 1, 1] }), InputError);
  });
});
