import assert from "node:assert/strict";
import { test } from "node:test";
import { sceneTranscript } from "./scene-transcript.ts";
import { happened, left, sceneWorld, stepped } from "./scene-world.ts";

function played() {
  const place = { time: "noon", description: "A quay." };
  let world = sceneWorld({
    seed: 4,
    place,
    agents: [{ name: "Ada", goal: "Sell the boat.", secret: "It leaks." }, { name: "Bo" }, { name: "Cy" }],
  });
  const made = { model: "m", seed: 1, personaVersion: "v" };
  world = stepped(
    happened(
      world,
      { actor: "Ada", kind: "thought", text: "THOUGHT" },
      { actor: "Ada", kind: "action", text: "points at the boat", made },
      { actor: "Ada", kind: "speech", text: "Two hundred.", made },
      { actor: "narrator", kind: "outcome", text: "A gull laughs." },
      { actor: "narrator", kind: "scene", to: [], text: "REJECTED" },
    ),
  );
  world = stepped(
    happened(
      world,
      { actor: "Bo", kind: "speech", to: ["Ada"], text: "Does it leak?" },
      { actor: "Bo", kind: "choice", text: "CHOICE" },
      { actor: "Bo", kind: "answer", to: [], text: "ANSWER" },
    ),
  );
  return stepped(left(world, "Cy", { text: "walks off" }));
}

const lines = (as?: string) =>
  sceneTranscript(played(), as === undefined ? {} : { as }).messages.map(({ speaker, text }) => `${speaker}: ${text}`);

test("what is done and said in one go is one turn; what is not in the open is left out", () => {
  assert.deepEqual(lines(), ["Ada: (points at the boat) Two hundred.", "narrator: A gull laughs.", "Cy: (walks off)"]);
});

test("as an agent: with what was said to it alone, its goal and its secret; not so for the others", () => {
  assert.ok(lines("Ada").includes("Bo: Does it leak?"));
  assert.ok(!lines("Cy").includes("Bo: Does it leak?"));
  const place = { time: "noon", description: "A quay." };
  const noteOf = (as?: string) =>
    sceneTranscript(played(), as === undefined ? {} : { as }).messages[0]?.evidence?.probe;
  assert.deepEqual(noteOf("Ada"), { kind: "scene", ...place, goal: "Sell the boat.", secret: "It leaks." });
  assert.deepEqual(noteOf("Bo"), { kind: "scene", ...place });
  assert.deepEqual(noteOf(), { kind: "scene", ...place });
  assert.throws(() => sceneTranscript(played(), { as: "Dee" }), /not in the scene: Dee/);
});

test("messages keep what they were made from; more can be noted", () => {
  const { session, messages } = sceneTranscript(played(), { session: "s", note: { reference: [] } });
  assert.equal(session, "s");
  assert.deepEqual(messages[0], {
    session: "s",
    turn: 0,
    speaker: "Ada",
    text: "(points at the boat) Two hundred.",
    model: "m",
    personaVersion: "v",
    evidence: { probe: { kind: "scene", time: "noon", description: "A quay.", reference: [] }, events: [1, 2] },
  });
  assert.deepEqual(sceneTranscript(sceneWorld({ agents: [{ name: "Ada" }] })).messages, []);
});
