import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { engineConformance } from "../../core/conformance/engine.ts";
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
import { borneOut, debateTree, isSplit, outline, withChildren } from "./debate-tree.ts";
import { treeOfDebate } from "./tree-of-debate.ts";

const topic = "teaching a small model";
const start = (): SceneWorld => sceneWorld({ agents: [{ name: "Ada" }, { name: "Bo" }] });

const paper = (name: string) => ({
  knowledge: {
    documents: [
      { id: `${name}-1`, text: `PASSAGE-OF-${name} teaching a small model with drills.` },
      { id: `${name}-2`, text: `FAR-OF-${name} weather and boats.` },
    ],
  },
});

type Verdict = { progress: boolean; questions: boolean; winner: string | null };
interface Doubles {
  asked?: Prompted[];
  verdict?: (topic: string) => Verdict | string;
  subtopics?: (topic: string) => string[];
  evidence?: (name: string) => string[];
  passages?: number;
  depth?: number;
}

const topicIn = (prompt: string): string => /The topic: (.*)/.exec(prompt)?.[1] ?? "";

function engine({ asked = [], ...doubles }: Doubles = {}) {
  const {
    verdict = () => ({ progress: false, questions: false, winner: null }),
    subtopics = (above: string) => [`${above}.1`, `${above}.2`],
    evidence = (name: string) => [`${name}-1#1`, "made-up"],
    ...options
  } = doubles;
  const debater = (name: string) =>
    ruled(
      name,
      (prompt, { schema }) => {
        const properties = Object.keys((schema?.properties as object | undefined) ?? {});
        const title = `TITLE-OF-${name}`;
        if (properties.includes("arguments"))
          return { arguments: [{ title, claim: "It is new in teaching a small model.", evidence: evidence(name) }] };
        const cited = { evidence: [`${name}-1#1`] };
        const answers = [{ title: "It", isCovered: true, why: `WHY-OF-${name}`, ...cited }];
        return properties.includes("answers") ? { answers } : `${name} on ${topicIn(prompt)}.`;
      },
      { asked, persona: paper(name) },
    );
  const moderator = ruled(
    "moderator",
    (prompt, { schema }) => {
      if (!schema) return "Both teach; Ada drills.";
      const at = topicIn(prompt);
      if (prompt.includes("Judge this debate")) {
        const said = verdict(at);
        return typeof said === "string" ? said : { reason: `Reason on ${at}.`, ...said };
      }
      return { subtopics: subtopics(at) };
    },
    { asked },
  );
  return treeOfDebate({
    players: castOf(debater("Ada"), debater("Bo")),
    moderator,
    embedder: fakeEmbedder(),
    topic,
    ...options,
  });
}

const progress = { progress: true, questions: false, winner: null };
const topics = (world: SceneWorld): string[] => debateTree(world, topic).map((node) => node.topic);

describe("tree-of-debate", () => {
  engineConformance(async () => ({ engine: engine(), world: start() }));

  test("the rule of the worked examples: a leaf without progress or question, at depth 3, or where one won", () => {
    const leaf = { progress: false, questions: false, winner: null };
    assert.equal(isSplit(leaf, { at: 0, depth: 3 }), false);
    assert.equal(isSplit(progress, { at: 3, depth: 3 }), false);
    assert.equal(isSplit(progress, { at: 2, depth: 3 }), true);
    assert.equal(isSplit({ ...leaf, questions: true }, { at: 0, depth: 3 }), true);
    assert.equal(isSplit({ ...progress, winner: "Ada" }, { at: 0, depth: 3 }), false);
    assert.equal(isSplit(null, { at: 0, depth: 3 }), false);
  });

  test("a root that is a leaf: each stage of both, a judgement, a synthesis", async () => {
    const world = await playedOut(engine(), start());
    assert.deepEqual(
      world.events.map(({ actor, kind, data }) => `${actor} ${data?.stage ?? kind}`),
      [
        ...["thought", "thought", "present", "respond", "revise"].flatMap((stage) => [`Ada ${stage}`, `Bo ${stage}`]),
        "moderator choice",
        "moderator synthesis",
      ],
    );
    assert.equal(world.data.over, "the tree is debated");
    assertCaused(world);
  });

  test("breadth first, to the depth that is set, at most five subtopics, none twice", async () => {
    const verdict = () => progress;
    const two = await playedOut(engine({ verdict, depth: 2 }), start());
    const below = (one: string) => [`${one}.1`, `${one}.2`];
    assert.deepEqual(topics(two), [topic, ...below(topic), ...below(topic).flatMap(below)]);
    assert.deepEqual(
      debateTree(two, topic).map(({ depth }) => depth),
      [0, 1, 1, 2, 2, 2, 2],
    );
    const subtopics = () => ["a", " A ", "", topic, "b", "c", "d", "e", "f"];
    const wide = await playedOut(engine({ verdict, subtopics, depth: 1 }), start());
    assert.deepEqual(topics(wide), [topic, "a", "b", "c", "d", "e"]);
  });

  test("only where it is worth it: a topic that one side won is not split", async () => {
    const verdict = (at: string) => (at.endsWith(".1") ? { ...progress, winner: "Bo" } : progress);
    const world = await playedOut(engine({ verdict, depth: 2 }), start());
    assert.deepEqual(topics(world), [topic, `${topic}.1`, `${topic}.2`, `${topic}.2.1`, `${topic}.2.2`]);
  });

  test("passages and preparations are their owner's alone, and a debate sees no other one", async () => {
    const asked: Prompted[] = [];
    const verdict = (at: string) => (at === topic ? progress : { ...progress, winner: "Ada" });
    const world = await playedOut(engine({ asked, verdict, passages: 1 }), start());
    for (const name of ["Ada", "Bo"]) {
      assertPrivate(asked, `PASSAGE-OF-${name}`, name);
      assertPrivate(asked, `WHY-OF-${name}`, name);
      assert.ok(!asked.some(({ prompt }) => prompt.includes(`FAR-OF-${name}`)), "only the nearest passage");
    }
    const second = asked.filter(({ prompt }) => topicIn(prompt) === `${topic}.2`);
    assert.ok(second.length > 0 && second.every(({ prompt }) => !prompt.includes(`${topic}.1`)));
    assert.ok(second.some(({ prompt }) => prompt.includes(`Ada on ${topic}.2`)));
    const last = asked.at(-1)?.prompt ?? "";
    assert.ok(
      last.includes(outline(debateTree(world, topic))) && last.includes(`  - ${topic}.2 (won by Ada): Reason on`),
    );
  });

  test("the other's arguments are known when they are pre-empted, and not before", async () => {
    const asked: Prompted[] = [];
    await playedOut(engine({ asked }), start());
    const first = asked.filter(({ prompt }) => prompt.includes('"arguments":'));
    assert.ok(first.length === 2 && first.every(({ prompt }) => !prompt.includes("TITLE-OF")));
    assert.ok(asked.some(({ name, prompt }) => name === "Ada" && prompt.includes("What Bo will argue:\nTITLE-OF-Bo")));
  });

  test("what comes from outside is heard in every debate", async () => {
    const asked: Prompted[] = [];
    await playedOut(engine({ asked }), directed(start(), { text: "The hall is cold." }));
    assert.ok(asked.some(({ name, prompt }) => name === "Bo" && prompt.includes("The hall is cold.")));
  });

  test("an argument whose evidence was not shown is dropped, and the other has nothing to pre-empt", async () => {
    const shown = [{ id: "a#1" }];
    const claimed = { title: "T", claim: "C" };
    assert.deepEqual(
      borneOut(
        [
          { ...claimed, evidence: ["a#1", "b#1"] },
          { ...claimed, evidence: ["b#1"] },
        ],
        shown,
      ),
      [{ ...claimed, evidence: ["a#1"] }],
    );
    const world = await playedOut(engine({ evidence: () => ["made-up"] }), start());
    const thoughts = world.events.filter(({ kind }) => kind === "thought").map(({ text }) => text);
    assert.deepEqual(thoughts, ["Nothing that the passages bear out.", "Nothing that the passages bear out."]);
  });

  test("a judgement that cannot be read makes a leaf and is counted; a run goes on from any step", async () => {
    const world = await playedOut(engine({ verdict: () => "Well." }), start());
    assert.deepEqual((world.data.tally as Record<string, unknown>).judge, { asked: 1, missing: 1 });
    assert.equal(debateTree(world, topic)[0]?.verdict, null);
    await assertResumes(() => engine({ verdict: () => progress, depth: 1 }), start());
  });

  test("children keep their places; a blank topic and three papers are refused", async () => {
    const [root] = debateTree({ data: {} }, topic);
    assert.ok(root);
    const tree = withChildren([root], root, { topics: ["x", "y"], most: 5 });
    assert.deepEqual(
      tree.map(({ id, parent, depth }) => [id, parent, depth]),
      [
        [0, null, 0],
        [1, 0, 1],
        [2, 0, 1],
      ],
    );
    assert.throws(
      () => treeOfDebate({ players: castOf(), moderator: ruled("m", () => ""), embedder: fakeEmbedder(), topic: "" }),
      /invalid topic/,
    );
    const three = sceneWorld({ agents: [{ name: "Ada" }, { name: "Bo" }, { name: "Cy" }] });
    await assert.rejects(engine().step(three), /not two: 3/);
  });
});
