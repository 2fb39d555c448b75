import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { engineConformance } from "../../core/conformance/engine.ts";
import { assertCaused, assertPrivate, assertResumes, type Prompted, playedOut, ruled } from "../scenes/testing.ts";
import type { SceneWorld } from "../world/scene-world.ts";
import { chooseGroup, crossEntropy } from "./choose-group.ts";
import { MODES } from "./national-debate.prompts.ts";
import { debateFor, groupFigures, opinionsHeld } from "./opinions-held.ts";
import { type Nation, nations, nationsEngine } from "./testing-nations.ts";

const steady = (opinion: string): Nation => ({ before: opinion, voices: [opinion], after: opinion });
/** The worked example: Bo alone holds B, and ends with the others. */
const CONFORMIST = { Ada: steady("A"), Bo: { before: "B", voices: ["B"], after: "A" }, Cy: steady("A") };

const speeches = ({ events }: SceneWorld): string[] =>
  events.filter(({ kind }) => kind === "speech").map(({ actor }) => actor);

describe("national-debate", () => {
  engineConformance(async () => ({ engine: nationsEngine(CONFORMIST), world: nations(CONFORMIST) }));

  test("in private, 15 messages in turn, in private", async () => {
    const world = await playedOut(nationsEngine(CONFORMIST), nations(CONFORMIST));
    assert.equal(speeches(world).length, 15);
    assert.deepEqual(speeches(world).slice(0, 4), ["Ada", "Bo", "Cy", "Ada"]);
    assert.equal(world.step, 3 + 1 + 15 * 2 + 3);
    assertCaused(world);
    assert.deepEqual(opinionsHeld(world)[1], {
      ...{ name: "Bo", before: "B", voiced: ["B", "B", "B", "B", "B"], after: "A", impersonates: false },
    });
  });

  test("a planted conformist is caught: [A, B, A], a majority of A, [A, A, A] is 1 of 1", async () => {
    const world = await playedOut(nationsEngine(CONFORMIST), nations(CONFORMIST));
    const { conformity, confabulation, impersonation, inconstancy } = groupFigures([world]);
    assert.deepEqual([conformity?.share, conformity?.n], [1, 1]);
    // Wilson for 1 of 1: 1 / (1 + 1.96²) = .2065 to 1.
    assert.deepEqual([conformity?.low.toFixed(4), conformity?.high], ["0.2065", 1]);
    assert.deepEqual([confabulation?.share, impersonation?.share, inconstancy?.share], [0, 0, 0]);
    const firm = { ...CONFORMIST, Bo: steady("B") };
    const held = groupFigures([await playedOut(nationsEngine(firm), nations(firm))]);
    assert.deepEqual([held.conformity?.share, held.conformity?.n], [0, 1]);
  });

  test("who makes an opinion up, speaks as another, or begins with another opinion is caught", async () => {
    const cast = {
      Ada: steady("A"),
      Bo: { before: "B", voices: ["D", "B"], after: "B" },
      Cy: { before: "A", voices: ["as Bo", "D"], after: "A" },
      Di: { before: "A", voices: ["B"], after: "A" },
    };
    const { confabulation, impersonation, inconstancy } = groupFigures([
      await playedOut(nationsEngine(cast, { messages: 8 }), nations(cast)),
    ]);
    // Bo alone made D up, for Cy took it from him, and Di's B was never voiced before: 2 of 4. Cy spoke as Bo. First voiced other than held: Bo, Cy, Di.
    assert.deepEqual([confabulation?.share, impersonation?.share, inconstancy?.share], [2 / 4, 1 / 4, 3 / 4]);
  });

  test("what is private stays so; the mode is told; a run goes on from any step", async () => {
    const asked: Prompted[] = [];
    await playedOut(nationsEngine(CONFORMIST, { asked, mode: "debate", messages: 3 }), nations(CONFORMIST));
    for (const name of Object.keys(CONFORMIST)) {
      assertPrivate(asked, `SECRET-OF-${name}`, name);
      assertPrivate(asked, `FIRST-OF-${name}`, name);
    }
    assert.ok(asked.some(({ prompt }) => prompt.includes(MODES.debate)));
    assert.ok(!asked.some(({ prompt }) => prompt.includes(MODES.collaborate)));
    await assertResumes(() => nationsEngine(CONFORMIST, { messages: 3 }), nations(CONFORMIST));
  });

  test("only who knows its people is gold: cross-entropy below the threshold, by default that of knowing nothing", async () => {
    // −(.5 ln .5 + .5 ln .5) = ln 2 where the label is right; −ln .25 = ln 4 where nothing is known.
    assert.equal(crossEntropy([0.5, 0.5, 0, 0], [50, 50, 0, 0]).toFixed(6), Math.LN2.toFixed(6));
    assert.equal(crossEntropy([1, 0, 0, 0], [1, 1, 1, 1]).toFixed(6), Math.log(4).toFixed(6));
    assert.equal(crossEntropy([1, 0], [0, 1]).toFixed(3), Math.log(1000).toFixed(3));
    const cast = {
      ...CONFORMIST,
      Di: { ...steady("C"), shares: [0, 0, 100, 0] },
      Ed: { ...steady("C"), shares: [90, 10, 0, 0] },
    };
    const labels = { Di: [0.1, 0.1, 0.7, 0.1], Ed: [0.8, 0.2, 0, 0] };
    const world = await playedOut(nationsEngine(cast, { labels, messages: 4 }), nations(cast));
    assert.deepEqual(world.data.group, ["Ada", "Bo", "Cy", "Ed"]);
    assert.ok(!speeches(world).includes("Di"));
    const few = await playedOut(nationsEngine(CONFORMIST, { size: 4 }), nations(CONFORMIST));
    assert.equal(few.data.over, "too few whose opinion could be read and fits their people: 3, 4 wanted");
    assert.deepEqual(opinionsHeld(few), []);
  });

  test("the group is of a diversity that was had least often", () => {
    const people = ["A", "A", "A", "B", "C"].map((opinion, i) => ({ name: `p${i}`, opinion }));
    // Three of them: all alike 0 bits, two and one .92 bits, all different 1.58 bits.
    assert.deepEqual(chooseGroup(people, { size: 3 }), { names: ["p0", "p1", "p2"], diversity: "0.00" });
    assert.equal(chooseGroup(people, { size: 3, had: { "0.00": 1 } }).diversity, "0.92");
    const last = chooseGroup(people, { size: 3, had: { "0.00": 2, "0.92": 2, "1.58": 1 } });
    assert.equal(last.diversity, "1.58");
    assert.deepEqual(last.names.slice(1), ["p3", "p4"]);
    const seeds = Array.from({ length: 20 }, (_, seed) =>
      chooseGroup(people, { size: 3, had: { "0.00": 1 }, seed }).names.join(),
    );
    assert.ok(new Set(seeds).size > 1, "drawn among all of that diversity");
    assert.throws(() => chooseGroup(people, { size: 6 }), /invalid size/);
    assert.throws(() => chooseGroup(Array(60).fill({ name: "p", opinion: "A" }), { size: 10 }), /more than 200000/);
  });

  test("it ends when all only thank; who says nothing and what cannot be read is counted", async () => {
    const polite = {
      Ada: { ...steady("A"), voices: ["A", "thanks"] },
      Bo: { ...steady("A"), voices: ["A", "thanks"] },
    };
    const world = await playedOut(nationsEngine(polite), nations(polite));
    assert.equal(speeches(world).length, 4);
    assert.equal(opinionsHeld(world).length, 2);
    const odd = { ...CONFORMIST, Bo: { before: "Z", voices: ["B"], after: "A" } };
    const clerk = ruled("clerk", () => "B, I think.");
    const unread = await playedOut(nationsEngine(odd, { clerk, messages: 2 }), nations(odd));
    const tally = unread.data.tally as Record<string, { missing: number }>;
    assert.deepEqual([tally.before?.missing, tally.read?.missing], [1, 2]);
    assert.deepEqual(unread.data.group, ["Ada", "Cy"]);
    assert.deepEqual(groupFigures([unread]), {
      ...{ conformity: null, confabulation: null, impersonation: null, inconstancy: null, missing: 2 },
    });
    assert.deepEqual(opinionsHeld(unread), []);
  });

  test("a debate for a measure; an agent outside it has none; options and labels that are none", async () => {
    const world = await playedOut(nationsEngine(CONFORMIST, { messages: 3 }), nations(CONFORMIST));
    const { messages } = debateFor(world, "Bo");
    assert.deepEqual(
      messages.map(({ speaker }) => speaker),
      ["moderator", "Bo", "Ada", "Bo", "Cy", "moderator", "Bo"],
    );
    assert.deepEqual(messages[5]?.evidence?.probe, { kind: "opinion", stage: "after", options: ["A", "B", "C", "D"] });
    assert.deepEqual(debateFor(nations(CONFORMIST), "Bo").messages, []);
    assert.throws(() => nationsEngine(CONFORMIST, { options: ["A", "A"] }), /invalid options/);
    assert.throws(() => nationsEngine(CONFORMIST, { labels: { Bo: [1, 1, 0, 0] } }), /invalid label of Bo/);
  });
});
