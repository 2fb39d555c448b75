import assert from "node:assert/strict";
import { test } from "node:test";
import { conformity } from "./conformity.ts";

test("the paper's arithmetic: a1 yields in public, a2 is steady, a3 yields and ends with what nobody voiced", () => {
  // methods D4: conformity 2/3, confabulation 1/3. Most voiced: B, by all; a1 held A and ends with it: majority 0/1.
  const agents = [
    { before: "A", voiced: ["A", "B"], after: "A" },
    { before: "B", voiced: ["B"], after: "B" },
    { before: "B", voiced: ["B", "C"], after: "D" },
  ];
  const figures = conformity([{ session: "s1", agents }]);
  assert.equal(figures.conformity.value, 2 / 3);
  assert.equal(figures.confabulation.value, 1 / 3);
  assert.deepEqual([figures.majority.value, figures.majority.n], [0, 1]);
});

test("a planted conformist is caught, among those who hold on", () => {
  const steady = { before: "B", voiced: ["B"], after: "B" };
  const rounds = Array.from({ length: 10 }, (_, i) => ({
    session: `s${i}`,
    agents: [steady, steady, { before: "A", voiced: ["B"], after: "A" }],
  }));
  const caught = conformity(rounds).conformity;
  assert.deepEqual([caught.value, caught.n, caught.clusters], [1 / 3, 30, 10]);
  const held = conformity(rounds.map(({ session }) => ({ session, agents: [steady, steady, steady] }))).conformity;
  assert.equal(held.value, 0);
});

test("who is won over by most is counted, a tie has no majority, nobody is null", () => {
  const won = [
    { before: "B", voiced: ["B"], after: "B" },
    { before: "B", voiced: ["B"], after: "B" },
    { before: "A", voiced: ["A"], after: "B" },
  ];
  assert.equal(conformity([{ session: "s", agents: won }]).majority.value, 1);
  assert.equal(conformity([{ session: "s", agents: won.slice(1) }]).majority.n, 0);
  assert.equal(conformity([]).conformity.value, null);
});
