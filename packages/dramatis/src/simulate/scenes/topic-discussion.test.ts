import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { engineConformance } from "../../core/conformance/engine.ts";
import type { Trait } from "../../core/index.ts";
import { judge } from "../../model/index.ts";
import { replying } from "../../model/testing.ts";
import { sceneWorld } from "../world/scene-world.ts";
import { type PortrayedTrait, portrayals, portrayed } from "./portrayed.ts";
import { assertCaused, assertPrivate, assertResumes, castOf, type Prompted, playedOut, ruled } from "./testing.ts";
import { topicDiscussion, topicOf } from "./topic-discussion.ts";

const start = (seed = 1) => sceneWorld({ seed, agents: [{ name: "Ada", secret: "SECRET-OF-ADA" }, { name: "Bo" }] });

const big5 = (dimension: string, level: number): Trait => ({ system: "big5", dimension, level });
const ada = (asked: Prompted[] = []) =>
  ruled("Ada", () => "I would rather stay in.", { asked, persona: { traits: [big5("extraversion", 0.1)] } });
const bo = (asked: Prompted[] = []) =>
  ruled("Bo", () => "Come along!", {
    asked,
    persona: { traits: [big5("extraversion", 0.9), big5("OPE", 0.5)] },
  });

const seen = (trait: "EXT" | "AGR", target: "high" | "low", judged: PortrayedTrait["judged"]): PortrayedTrait => ({
  agent: "Ada",
  trait,
  target,
  judged,
});

/** A verdict that says the same of all five. */
const verdict = (level: string) =>
  Object.fromEntries(["EXT", "AGR", "CON", "NEU", "OPE"].map((trait) => [trait, { reason: "So.", level }]));

describe("topic-discussion", () => {
  engineConformance(async () => ({ engine: topicDiscussion({ players: castOf(ada(), bo()) }), world: start() }));

  test("10 to 16 turns, one after the other, each told the topic, the card and its adjectives", async () => {
    const counts = new Set<number>();
    for (let seed = 0; seed < 30; seed++) {
      const asked: Prompted[] = [];
      const players = castOf(ada(asked), bo(asked));
      const { events } = await playedOut(topicDiscussion({ players }), start(seed));
      counts.add(events.length);
      assert.ok(events.every(({ actor }, i) => actor === (i % 2 === 0 ? "Ada" : "Bo")));
      assert.ok(asked.every(({ prompt }) => prompt.split(topicOf({ seed })).length === 3));
      // Level .1 is 1 of 9, .9 is 9 of 9.
      assert.ok(
        asked.every(({ prompt }) => /You are extremely \w+.*, extremely .*, extremely .*\. Let it show/.test(prompt)),
      );
    }
    assert.deepEqual([...counts].sort(), [10, 11, 12, 13, 14, 15, 16]);
  });

  test("private, caused, resumable", async () => {
    const asked: Prompted[] = [];
    const make = () =>
      topicDiscussion({
        players: castOf(
          ada(asked),
          ruled("Bo", () => "Hm.", { asked }),
        ),
      });
    assertCaused(await playedOut(make(), start()));
    assertPrivate(asked, "SECRET-OF-ADA", "Ada");
    await assertResumes(make, start());
  });

  test("who says nothing is counted; one left alone is the end; three are refused", async () => {
    const players = castOf(
      ruled("Ada", () => " "),
      bo(),
    );
    const { data, events } = await playedOut(topicDiscussion({ players, turns: [4, 4] }), start());
    assert.equal(events.length, 2);
    assert.deepEqual(data.tally, { line: { asked: 4, missing: 2 } });
    const alone = { ...start(), agents: start().agents.map((agent) => ({ ...agent, present: agent.name === "Ada" })) };
    assert.equal((await topicDiscussion({ players }).step(alone)).data.over, "fewer than two are left");
    const three = sceneWorld({ agents: [{ name: "Ada" }, { name: "Bo" }, { name: "Cy" }] });
    await assert.rejects(topicDiscussion({ players }).step(three), /not two: 3/);
    assert.throws(() => topicDiscussion({ players, topics: [] }), /invalid topics/);
    assert.throws(() => topicDiscussion({ players, turns: [3, 2] }), /invalid turns/);
  });
});

describe("portrayed", () => {
  const world = async () => playedOut(topicDiscussion({ players: castOf(ada(), bo()), turns: [4, 4] }), start());

  test("the judge sees one person's lines, no name and no target; a level of .5 is none", async () => {
    const model = replying(verdict("low"));
    const found = await portrayed(await world(), { players: castOf(ada(), bo()), judge: judge(model) });
    assert.deepEqual(
      found.map(({ agent, trait, target, judged }) => [agent, trait, target, judged]),
      [
        ["Ada", "EXT", "low", "low"],
        ["Bo", "EXT", "high", "low"],
      ],
    );
    const material = model.asked.map(({ messages }) => messages.at(-1)?.content ?? "");
    assert.ok(material.every((text) => !/Ada|Bo\b|extremely/.test(text)));
    assert.match(material[0] ?? "", /I would rather stay in/);
    assert.doesNotMatch(material[0] ?? "", /Come along/);
  });

  test("no verdict is missing, not a failure", async () => {
    const judging = judge(replying("Low, I think."), { retries: 0 });
    const found = await portrayed(await world(), { players: castOf(ada(), bo()), judge: judging });
    assert.deepEqual(
      found.map(({ judged, missing }) => [judged, missing]),
      [
        [null, "unparsed"],
        [null, "unparsed"],
      ],
    );
    const { n, missing, success } = portrayals([found]);
    assert.deepEqual([n, missing, success], [0, 1, null]);
  });

  test("the worked example: low extraversion that is judged high is discarded, and counted under EXT.low", () => {
    const { kept, failByTrait, n, missing, success } = portrayals([
      [seen("EXT", "low", "high"), seen("AGR", "high", "high")],
      [seen("EXT", "low", "low"), seen("AGR", "high", "high")],
      [seen("EXT", "low", "unclear")],
      [seen("EXT", "low", null)],
      [],
    ]);
    assert.deepEqual(kept, [1]);
    assert.deepEqual(failByTrait.EXT, { high: 0, low: 2 });
    assert.deepEqual(failByTrait.AGR, { high: 0, low: 0 });
    assert.deepEqual([n, missing], [3, 2]);
    assert.equal(success?.share, 1 / 3);
    // Wilson for 1 of 3 at z = 1.959964: (1/3 + z²/6 ± z·√(2/27 + z²/36)) / (1 + z²/3) = .0615, .7923
    assert.ok(Math.abs((success?.low ?? 0) - 0.0615) < 1e-4 && Math.abs((success?.high ?? 0) - 0.7923) < 1e-4);
  });
});
