import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { engineConformance } from "../../core/conformance/engine.ts";
import {
  assertCaused,
  assertPrivate,
  assertResumes,
  castOf,
  type Prompted,
  playedOut,
  ruled,
} from "../scenes/testing.ts";
import { type SceneWorld, sceneWorld } from "../world/scene-world.ts";
import { audienceDebate, listenersOf } from "./audience-debate.ts";
import { audienceShift } from "./audience-shift.ts";

const motion = "Shops should close on Sundays.";
const AUDIENCE = ["Cy", "Di", "Ed"];
const start = (seed = 1): SceneWorld =>
  sceneWorld({ seed, agents: ["Ada", "Bo", ...AUDIENCE].map((name) => ({ name, secret: `SECRET-OF-${name}` })) });

type Ratings = Record<string, readonly [before: number | string, after: number | string, by?: string]>;
const RATINGS: Ratings = { Cy: [2, 5, "Ada"], Di: [4, 5, "Ada"], Ed: [6, 5, "Bo"] };

function engine({
  asked = [],
  ratings = RATINGS,
  rounds = 3,
}: {
  asked?: Prompted[];
  ratings?: Ratings;
  rounds?: number;
} = {}) {
  const audience = Object.entries(ratings).map(([name, [before, after, persuadedBy = "neither"]]) =>
    ruled(
      name,
      (prompt) =>
        prompt.includes("The debate is over")
          ? { reason: `REASON-OF-${name}`, agreement: after, persuadedBy }
          : { reason: `REASON-OF-${name}`, agreement: before },
      { asked },
    ),
  );
  const sides = ["Ada", "Bo"].map((name) => ruled(name, () => `Hear ${name}.`, { asked }));
  return audienceDebate({ players: castOf(...sides, ...audience), motion, rounds });
}

describe("audience-debate", () => {
  engineConformance(async () => ({ engine: engine(), world: start() }));

  test("a private rating, the speeches in turn, a private rating", async () => {
    const world = await playedOut(engine(), start());
    assert.equal(world.step, 3 + 3 * 2 + 3);
    const said = world.events.filter(({ kind }) => kind === "speech");
    assert.deepEqual(
      said.map(({ actor, data }) => [actor, data?.side]),
      [1, 2, 3].flatMap(() => [
        ["Ada", "for"],
        ["Bo", "against"],
      ]),
    );
    assert.deepEqual(listenersOf(world)[0], { name: "Cy", before: 2, after: 5, persuadedBy: "Ada" });
    assert.ok(world.events.filter(({ kind }) => kind === "choice").every(({ to }) => to.length === 0));
    assertCaused(world);
  });

  test("ratings and secrets are in nobody else's prompt; a run goes on from any step", async () => {
    const asked: Prompted[] = [];
    await playedOut(engine({ asked }), start());
    for (const name of AUDIENCE) {
      assertPrivate(asked, `REASON-OF-${name}`, name);
      assertPrivate(asked, `SECRET-OF-${name}`, name);
    }
    assert.ok(asked.some(({ name, prompt }) => name === "Cy" && prompt.includes("Hear Bo.")));
    await assertResumes(() => engine({ rounds: 1 }), start());
  });

  test("the worked shift: +3, +1, −1 of three listeners is 1, with an interval", async () => {
    const { shift, moved, persuadedFor } = audienceShift([await playedOut(engine(), start())]);
    assert.deepEqual([shift.value, shift.n, shift.clusters], [1, 3, 3]);
    assert.ok(shift.low !== null && shift.high !== null && shift.low < 1 && shift.high > 1);
    assert.deepEqual(moved, { towards: 2, away: 1, still: 0 });
    assert.deepEqual([persuadedFor?.share, persuadedFor?.n], [2 / 3, 3]);
    // Wilson for 2 of 3 at 95 %
    assert.deepEqual([persuadedFor?.low.toFixed(3), persuadedFor?.high.toFixed(3)], ["0.208", "0.939"]);
  });

  test("debates are resampled whole: two audiences that each moved as one are two units", async () => {
    const up: Ratings = { Cy: [2, 4], Di: [2, 4], Ed: [2, 4] };
    const still: Ratings = { Cy: [4, 4], Di: [4, 4], Ed: [4, 4] };
    const worlds = [
      await playedOut(engine({ ratings: up }), start(1)),
      await playedOut(engine({ ratings: still }), start(2)),
    ];
    const { shift, persuadedFor, moved } = audienceShift(worlds);
    assert.deepEqual([shift.value, shift.n, shift.clusters, persuadedFor], [1, 6, 2, null]);
    assert.deepEqual([shift.low, shift.high], [0, 2]);
    assert.deepEqual(moved, { towards: 3, away: 0, still: 3 });
  });

  test("a rating off the scale is missing and counted, not guessed", async () => {
    const world = await playedOut(engine({ ratings: { ...RATINGS, Ed: [9, "five"] } }), start());
    const { shift } = audienceShift([world]);
    assert.deepEqual([shift.value, shift.n, shift.missing.unparsed], [2, 2, 1]);
    assert.deepEqual((world.data.tally as Record<string, unknown>).before, { asked: 3, missing: 1 });
    assert.equal(audienceShift([]).shift.value, null);
  });

  test("options that are none, and a debate without an audience", async () => {
    const players = castOf();
    assert.throws(() => audienceDebate({ players, motion: " " }), /invalid motion/);
    assert.throws(() => audienceDebate({ players, motion, rounds: 0 }), /invalid rounds/);
    assert.throws(() => audienceDebate({ players, motion, levels: 1 }), /invalid levels/);
    const two = sceneWorld({ agents: [{ name: "Ada" }, { name: "Bo" }] });
    await assert.rejects(engine().step(two), /not from three: 2/);
  });
});
