import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { engineConformance } from "../../core/conformance/engine.ts";
import { sceneWorld } from "../world/scene-world.ts";
import { type GivenCircumstanceActingOptions, givenCircumstanceActing } from "./given-circumstance-acting.ts";
import { assertCaused, assertPrivate, assertResumes, castOf, type Prompted, playedOut, ruled } from "./testing.ts";

const start = () =>
  sceneWorld({
    seed: 5,
    place: { description: "A storm; the boat is late." },
    agents: [{ name: "Ada", goal: "MOTIVE-OF-ADA" }, { name: "Bo" }, { name: "Cy" }],
  });

const actor = (name: string, line: string, asked: Prompted[] = []) =>
  ruled(name, () => line, { asked, persona: { summary: `A sailor, ${name.length} letters.` } });

const LINE = "[I fear him] (steps back) Who are you?";

/** Casting by a list of names, the last one again and again. */
function scene(next: readonly (string | object)[], options: Partial<GivenCircumstanceActingOptions> = {}) {
  const asked: Prompted[] = [];
  let calls = 0;
  const engine = givenCircumstanceActing({
    players: castOf(
      ...["Ada", "Bo", "Cy"].map((name) => actor(name, LINE.replace("him", `WHOM-${name}-FEARS`), asked)),
    ),
    environment: ruled("Environment", () => "The wind rises.", { asked }),
    casting: ruled(
      "casting",
      () => {
        const said = next[Math.min(calls++, next.length - 1)] ?? "";
        return typeof said === "string" ? { reasoning: "So.", next: said } : said;
      },
      { asked },
    ),
    ...options,
  });
  return { engine, asked };
}

const order = ({ events }: { events: readonly { actor: string; kind: string }[] }): string[] =>
  events.filter(({ kind }) => kind === "speech" || kind === "scene").map(({ actor: name }) => name);

describe("given-circumstance-acting", () => {
  engineConformance(async () => ({ engine: scene(["Bo", "Ada"]).engine, world: start() }));

  test("the worked example: others hear the action and the words, the actor keeps its thought", async () => {
    const { engine, asked } = scene(["Bo", "Ada", "Cy", "Environment", "Ada", "END"]);
    const world = await playedOut(engine, start());
    assert.equal(world.events[1]?.text, "(steps back) Who are you?");
    assert.deepEqual([world.events[0]?.kind, world.events[0]?.to], ["thought", []]);
    assertPrivate(asked, "WHOM-Ada-FEARS", "Ada");
    assertPrivate(asked, "MOTIVE-OF-ADA", "Ada");
    const bo = asked.find(({ name }) => name === "Bo")?.prompt ?? "";
    assert.match(bo, /Ada: \(steps back\) Who are you\?/);
    assert.match(bo, /A sailor, 3 letters/, "the others' profiles are known");
    assertCaused(world);
    await assertResumes(() => scene(["Bo"]).engine, start());
  });

  test("an end counts from five turns on; before, somebody is drawn", async () => {
    const { engine } = scene(["END"]);
    const world = await playedOut(engine, start());
    assert.equal(order(world).length, 5);
    assert.equal(world.data.over, "END");
    const choices = world.events.filter(({ kind }) => kind === "choice");
    assert.deepEqual(
      choices.map(({ data }) => [data?.said, data?.isDrawn]),
      [...Array.from({ length: 4 }, () => ["END", true]), ["END", false]],
    );
    assert.equal((await playedOut(scene(["Bo", "Ada"]).engine, start())).data.over, "20 turns");
  });

  test("the same speaker, a stranger, or no answer: a draw among majors and environment without the last", async () => {
    for (const next of ["Ada", "Nobody", "random", {}]) {
      const { engine } = scene([next], { majors: ["Ada", "Bo"], rounds: 12 });
      const world = await playedOut(engine, start());
      const names = order(world);
      assert.equal(names.length, 12);
      assert.ok(names.every((name, i) => name !== names[i - 1]));
      assert.ok(!names.includes("Cy"), "Cy is no major");
      assert.ok(names.includes("Environment"));
    }
    const unread = await playedOut(scene([{}], { rounds: 4 }).engine, start());
    assert.deepEqual((unread.data.tally as Record<string, object>)["next speaker"], { asked: 3, missing: 3 });
  });

  test("an unbalanced bracket is asked for once more, then the remainder is speech; thoughts alone pass the turn", async () => {
    for (const [line, said] of [
      ["[I fear him. Who are you?", "I fear him. Who are you?"],
      ["[Not a word.]", undefined],
    ] as const) {
      const asked: Prompted[] = [];
      const { engine } = scene(["Bo"], { players: castOf(actor("Ada", line, asked)), rounds: 1 });
      const world = await playedOut(engine, start());
      assert.equal(asked.length, 2);
      assert.equal(world.events.find(({ kind }) => kind === "speech")?.text, said);
      assert.deepEqual(world.data.tally, {
        line: { asked: 1, missing: 1 },
        "line again": { asked: 1, missing: 1 },
      });
    }
  });

  test("the first turns are those of the original, their thoughts as private as any", async () => {
    const original = [
      { speaker: "Cy", text: "[OLD-THOUGHT] Ahoy!" },
      { speaker: "Environment", text: "A wave breaks." },
      { speaker: "Bo", text: "Hm." },
    ];
    const { engine, asked } = scene(["Cy", "Ada"], { original, continueFrom: 2, rounds: 4 });
    const world = await playedOut(engine, start());
    assert.deepEqual(order(world), ["Cy", "Environment", "Cy", "Ada"]);
    assert.deepEqual(
      world.events.filter(({ step }) => step <= 2).map(({ text }) => text),
      ["OLD-THOUGHT", "Ahoy!", "A wave breaks."],
    );
    assertPrivate(asked, "OLD-THOUGHT", "Cy");
  });
});
