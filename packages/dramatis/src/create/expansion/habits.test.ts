import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceConformance } from "../../core/conformance/index.ts";
import { all } from "../../core/conformance/shared.ts";
import { InputError, type Persona, UnsupportedError } from "../../core/index.ts";
import { fakeEmbedder, listModel } from "../../model/testing.ts";
import { type Habit, habitsFacet } from "../../persona/habits-facet.ts";
import { personaSchema } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { habits } from "./habits.ts";
import { nearestHabits } from "./nearest-habits.ts";
import { answering, people } from "./testing.ts";

const schema = {
  header: "morning swim",
  roles: { swimmer: "I" },
  goals: ["to wake up"],
  steps: [
    { id: "1", text: "I walk to the pool" },
    { id: "2", text: "I swim a mile", optional: false },
  ],
  ordering: [
    ["1", "2"],
    ["2", "9"],
  ],
  gist: "I go for a swim every morning",
};
const passage = "Every morning I walk to the pool and swim a mile.";

sourceConformance(async () =>
  habits({
    personas: people(["Ann", "I swim."]),
    model: answering((_, task) => (task.includes("header") ? schema : passage)),
  }),
);

test("a claim becomes a passage and the passage a schema", async () => {
  const model = listModel([passage, JSON.stringify(schema)]);
  const counts = tally();
  const [ann] = await all(habits({ personas: people(["Ann", "I swim."]), model, tally: counts }).personas(0));
  const [habit] = habitsFacet.parse(ann?.facets?.habits);
  assert.deepEqual([habit?.id, habit?.ordering, habit?.steps.length], ["habit1", [["1", "2"]], 2]);
  assert.deepEqual([habit?.provenance?.[0]?.from, habit?.provenance?.[0]?.quote], ["s1", "I swim."]);
  assert.ok(personaSchema.safeParse(ann).success);
  assert.match(model.asked[1]?.messages[1]?.content ?? "", /swim a mile/);
  assert.deepEqual([model.asked[0]?.temperature, model.asked[1]?.temperature], [0.7, 0]);
  assert.deepEqual([counts.report().asked, counts.report().kept, counts.report().calls], [1, 1, 2]);
});

test("what is no habit, has no steps, goes in a circle or cannot be read is dropped", async () => {
  const replies = [
    "NONE",
    passage,
    JSON.stringify({ ...schema, steps: [] }),
    passage,
    JSON.stringify({
      ...schema,
      ordering: [
        ["1", "2"],
        ["2", "1"],
      ],
    }),
    passage,
    "not json",
    "not json",
  ];
  const counts = tally();
  const personas = people(["Ann", "I am tall.", "I swim.", "I bake.", "I ski."]);
  assert.deepEqual(await all(habits({ personas, model: listModel(replies), tally: counts }).personas(0)), personas);
  assert.deepEqual(counts.report().dropped, { "no habit": 1, "no steps": 1, "cyclic ordering": 1, unparsed: 1 });
});

const habit = (id: string, gist: string, step: string): Habit => ({
  id,
  header: id,
  roles: {},
  goals: [],
  preconditions: [],
  postconditions: [],
  steps: [{ id: "1", text: step }],
  ordering: [],
  gist,
});

test("a query finds the habit that it is about, by its gist or a step (methods A-HABIT)", async () => {
  const embedder = fakeEmbedder(1024);
  const ann: Persona = {
    schema: "dramatis.persona/1",
    name: "Ann",
    facets: {
      habits: [habit("bread", "I bake bread", "I knead dough"), habit("swim", "I swim at dawn", "I go to the pool")],
    },
  };
  const near = async (query: string): Promise<string[]> =>
    (await nearestHabits(ann, query, { embedder })).map((one) => one.habit.id);
  assert.deepEqual(await near("do you go to the pool?"), ["swim"]);
  assert.deepEqual(await near("I bake and swim"), ["bread", "swim"]);
  assert.deepEqual(await near("zebras"), []);
  assert.deepEqual(await near(" "), []);
  const circular = { ...ann, facets: { habits: [{ ...habit("x", "I", "I"), ordering: [["1", "1"]] }] } };
  await assert.rejects(nearestHabits(circular, "pool", { embedder }), InputError);
});

test("it says what is needed", () => {
  assert.throws(() => habits({ personas: people(["Ann", "I swim."]) }), UnsupportedError);
});
