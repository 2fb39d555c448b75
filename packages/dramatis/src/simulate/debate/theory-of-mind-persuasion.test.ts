import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { engineConformance } from "../../core/conformance/engine.ts";
import type { Embedder } from "../../core/index.ts";
import { fakeEmbedder } from "../../model/testing.ts";
import {
  assertCaused,
  assertPrivate,
  assertResumes,
  castOf,
  type Prompted,
  playedOut,
  ruled,
} from "../scenes/testing.ts";
import { directed, type SceneWorld, sceneWorld } from "../world/scene-world.ts";
import { AIMS } from "./theory-of-mind-persuasion.prompts.ts";
import { type PersuadeeState, persuasionRecord, theoryOfMindPersuasion } from "./theory-of-mind-persuasion.ts";

const generative = {
  content: "Cycle to work.",
  belief: "BELIEF-G the road is not safe.",
  desire: "DESIRE-G I wish to come home in one piece.",
};
const preventive = {
  content: "CONTENT-P I take the car.",
  belief: "BELIEF-P the car is quicker.",
  desire: "DESIRE-P I wish to sleep longer.",
};
const TRUTHS = ["CONTENT-P", "BELIEF-P", "DESIRE-P", "BELIEF-G", "DESIRE-G"];

const start = (mind: PersuadeeState = { preventive, generative }, description = "A canteen."): SceneWorld =>
  sceneWorld({
    seed: 3,
    place: { description },
    agents: [
      { name: "Ada", secret: "SECRET-OF-ADA" },
      { name: "Bo", mind: { ...mind } },
    ],
  });

interface Doubles {
  asked?: Prompted[];
  observes?: string | object;
  bo?: string;
  embedder?: Embedder;
}

/** Ada never says what she was told; Bo says what he is asked to, or `bo`. */
function engine({ asked = [], observes = { correct: false, advice: "Look again." }, bo, embedder }: Doubles = {}) {
  const ada = ruled(
    "Ada",
    (_prompt, { schema }) => (schema ? { belief: "It rains.", desire: "A dry coat." } : "Would you?"),
    { asked },
  );
  const persuadee = ruled("Bo", (prompt) => bo ?? /as your own view: (.*) Two or/.exec(prompt)?.[1] ?? "Yes.", {
    asked,
  });
  const observer = ruled("observer", () => observes, { asked });
  return theoryOfMindPersuasion({ players: castOf(ada, persuadee), observer, ...(embedder && { embedder }) });
}

const linesBy = ({ events }: SceneWorld, name: string): string[] =>
  events.flatMap(({ actor, kind, text }) => (actor === name && kind === "speech" ? [text] : []));

describe("theory-of-mind-persuasion", () => {
  engineConformance(async () => ({ engine: engine(), world: start() }));

  test("4 rounds with a preventive state, causes before what comes of them", async () => {
    const world = await playedOut(engine(), start());
    assert.equal(linesBy(world, "Ada").length, 4);
    assert.deepEqual(
      linesBy(world, "Bo").map((text) => TRUTHS.filter((truth) => text.includes(truth))),
      [["CONTENT-P", "BELIEF-P", "DESIRE-P"], ["BELIEF-G"], ["DESIRE-G"], []],
    );
    assert.equal(world.data.over, "Bo agrees");
    const { inferred, leak } = persuasionRecord(world);
    assert.deepEqual(
      inferred.map(({ about, isCorrect, advice }) => [about, isCorrect, advice]),
      ["preventive", "generative belief", "generative desire"].map((about) => [about, false, "Look again."]),
    );
    assert.equal(leak, null);
    assertCaused(world);
  });

  test("without one exactly 3", async () => {
    const world = await playedOut(engine(), start({ generative }));
    assert.deepEqual([linesBy(world, "Ada").length, linesBy(world, "Bo").length], [3, 3]);
    assert.equal(persuasionRecord(world).inferred.length, 2);
    assert.equal(world.step, 4 + 4 + 2);
  });

  test("audit: no state in the persuader's or the observer's prompts before it is voiced, no aim in the persuadee's", async () => {
    const asked: Prompted[] = [];
    await playedOut(engine({ asked }), start());
    const voicedAt = (truth: string) => asked.findIndex(({ name, prompt }) => name === "Bo" && prompt.includes(truth));
    const early = asked.filter(
      ({ name, prompt }, i) => name !== "Bo" && TRUTHS.some((truth) => prompt.includes(truth) && i < voicedAt(truth)),
    );
    const later = asked.filter(({ name, prompt }) => name === "Ada" && prompt.includes("DESIRE-G"));
    assert.deepEqual(early, []);
    assert.ok(later.length > 0, "the scan sees what was voiced");
    const aims = [...Object.values(AIMS), "Look again.", "It rains."];
    const seen = asked.filter(({ name, prompt }) => name === "Bo" && aims.some((aim) => prompt.includes(aim)));
    assert.deepEqual(seen, []);
    assert.ok(Object.values(AIMS).every((aim) => asked.some(({ prompt }) => prompt.includes(aim))));
    assertPrivate(asked, "SECRET-OF-ADA", "Ada");
    await assertResumes(() => engine(), start());
  });

  test("a planted leak is caught before the persuader reads it: in the place, from outside, from the observer", async () => {
    const asked: Prompted[] = [];
    const place = await playedOut(engine({ asked }), start(undefined, `A canteen. ${generative.desire}`));
    assert.equal(place.data.over, "a leak: the episode is invalid");
    assert.equal(persuasionRecord(place).leak, generative.desire);
    assert.deepEqual(asked, []);

    const told = directed(start(), { text: preventive.belief.toUpperCase(), to: ["Ada"] });
    assert.match(persuasionRecord(await playedOut(engine(), told)).leak ?? "", /BELIEF-P/);

    const blurted = await playedOut(engine({ observes: { correct: true, advice: generative.desire } }), start());
    assert.equal(persuasionRecord(blurted).leak, generative.desire);
    assert.equal(linesBy(blurted, "Ada").length, 1);
  });

  test("a leak in other words is caught with an embedder; what the persuadee says itself is none", async () => {
    const other = "In one piece I wish to come home, DESIRE-G.";
    const leaky = start(undefined, other);
    assert.equal(persuasionRecord(await playedOut(engine(), leaky)).leak, null);
    assert.equal(persuasionRecord(await playedOut(engine({ embedder: fakeEmbedder() }), leaky)).leak, other);
    const open = await playedOut(engine({ bo: generative.desire, embedder: fakeEmbedder() }), start());
    assert.equal(persuasionRecord(open).leak, null);
  });

  test("silence is an episode that is not to be used; what cannot be read is counted", async () => {
    const mute = await playedOut(engine({ bo: " " }), start());
    assert.equal(mute.data.over, "Bo said nothing: the episode is invalid");
    const unread = await playedOut(engine({ observes: "Hm." }), start());
    assert.deepEqual((unread.data.tally as Record<string, unknown>).correct, { asked: 3, missing: 3 });
    assert.ok(persuasionRecord(unread).inferred.every(({ isCorrect }) => isCorrect === null));
  });

  test("other than two, no state, an office called as an agent", async () => {
    const three = sceneWorld({ agents: [{ name: "Ada" }, { name: "Bo" }, { name: "Cy" }] });
    await assert.rejects(engine().step(three), /not two: 3/);
    await assert.rejects(engine().step(sceneWorld({ agents: [{ name: "Ada" }, { name: "Bo" }] })), /holds no state/);
    const observer = ruled("Bo", () => "");
    const bad = theoryOfMindPersuasion({ players: castOf(ruled("Ada", () => "")), observer });
    await assert.rejects(bad.step(start()), /both called Bo/);
  });
});
