import assert from "node:assert/strict";
import { test } from "node:test";
import { type Habit, habitSchema, isCyclic } from "./habits-facet.ts";

const swim: Habit = {
  id: "swim",
  header: "I swim before work",
  roles: { place: "the bay" },
  goals: ["wake up"],
  preconditions: ["it is light"],
  postconditions: ["I am cold"],
  steps: [
    { id: "1", text: "I walk down" },
    { id: "2", text: "I jump in" },
    { id: "3", text: "I dry off" },
  ],
  ordering: [
    ["1", "2"],
    ["2", "3"],
  ],
  gist: "I swim in the bay every morning.",
};

test("a habit has steps, in an order that goes round nowhere", () => {
  assert.ok(habitSchema.safeParse(swim).success);
  assert.ok(habitSchema.safeParse({ ...swim, ordering: [], mood: "kept" }).success);
  const faults = [
    { ...swim, steps: [], ordering: [] },
    { ...swim, ordering: [...swim.ordering, ["3", "1"]] },
    { ...swim, ordering: [["1", "9"]] },
  ];
  const messages = faults.map((fault) => habitSchema.safeParse(fault).error?.issues[0]?.message);
  assert.deepEqual(messages, ["at least one step", "an ordering without a circle", "ids of steps, not 9"]);
});

test("circles are found however long, and wherever they hang", () => {
  assert.equal(isCyclic([]), false);
  assert.equal(isCyclic([["a", "a"]]), true);
  assert.equal(
    isCyclic([
      ["a", "b"],
      ["b", "c"],
      ["a", "c"],
    ]),
    false,
  );
  assert.equal(
    isCyclic([
      ["start", "a"],
      ["a", "b"],
      ["b", "c"],
      ["c", "a"],
      ["c", "end"],
    ]),
    true,
  );
});
