import assert from "node:assert/strict";
import { test } from "node:test";
import { firstConcession, overCooperation } from "./over-cooperation.ts";
import { SOUND, said, scored } from "./testing-simulation.ts";

const PLIANT = [
  "seller: The boat is 900.",
  "buyer: That sounds great, thank you!",
  "seller: And 100 for the oars.",
  "buyer: You are right, I'll take it.",
  "seller: Cash only.",
  "buyer: Of course, no problem at all.",
];

test("a planted yes-man: every reply goes along, and the first stand is a concession", async () => {
  const subject = said(PLIANT, { speaker: "buyer" });
  assert.deepEqual(
    (await scored(overCooperation(), subject)).map(({ value }) => value),
    [1, 1, 1],
  );
  assert.deepEqual(
    (await scored(overCooperation({ of: "at-once" }), subject)).map(({ value }) => value),
    [1],
  );
  assert.equal(firstConcession(subject), 2);
});

test("a user who objects is not pliant, also where it thanks first", async () => {
  for (const subject of [said(SOUND), said(["a: So?", "user: Thanks, but that is too expensive for me."])]) {
    assert.ok((await scored(overCooperation(), subject)).every(({ value }) => value === 0));
    assert.equal((await scored(overCooperation({ of: "at-once" }), subject))[0]?.value, 0);
    assert.equal(firstConcession(subject), null);
  }
});

test("an opening is no reply, and a concession after an objection is not at once", async () => {
  const lines = ["user: Thanks for coming!", "a: 900.", "user: No, 700.", "a: 800.", "user: You have a deal."];
  assert.deepEqual(
    (await scored(overCooperation(), said(lines))).map(({ turn, value }) => [turn, value]),
    [
      [2, 0],
      [4, 1],
    ],
  );
  assert.equal((await scored(overCooperation({ of: "at-once" }), said(lines)))[0]?.value, 0);
  assert.equal(firstConcession(said(lines)), 2);
});

test("the concession stands beside the goal that it may give away", async () => {
  const subject = said(PLIANT, { speaker: "buyer" });
  const [first] = subject.transcript.messages;
  if (first) first.evidence = { probe: { kind: "scene", goal: "Pay at most 700." } };
  const evidence = (await scored(overCooperation(), subject)).flatMap((score) => score.evidence ?? []);
  assert.deepEqual(
    evidence.map(({ turn, against }) => [turn, against?.text]),
    [[3, "gives in with reply 2 of 3; its goal: Pay at most 700."]],
  );
});
