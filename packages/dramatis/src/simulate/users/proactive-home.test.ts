import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { engineConformance } from "../../core/conformance/index.ts";
import { checkJson } from "../../core/conformance/shared.ts";
import type { Model } from "../../core/index.ts";
import { replying } from "../../model/testing.ts";
import { homeFigures } from "./home-figures.ts";
import {
  clock,
  type HomeAssistant,
  type HomeTick,
  type HomeView,
  type HomeWorld,
  type ProactiveHomeOptions,
  proactiveHome,
  rubricScore,
} from "./proactive-home.ts";
import { ruledModel } from "./testing-users.ts";

const CRITERIA = {
  preference: "zq-criteria You like tea.",
  timing: "zq-criteria Not while you work.",
  frequency: "zq-criteria Twice a day at most.",
  communication: "zq-criteria Short and polite.",
};

/** Does things of four hours; likes tea, and nothing more often than twice a day. */
function dweller() {
  return ruledModel((_, { messages }) => {
    const [{ content: system = "" } = {}, { content = "{}" } = {}] = messages;
    if (!system.includes('"deducted"')) return { activity: "reads a book", minutes: 240, available: true };
    const { happened } = JSON.parse(content) as { happened: string[] };
    const tea = happened.at(-1)?.includes("tea");
    const often = happened.filter((line) => line.startsWith("assistant: ")).length > 2;
    const deducted = [...(tea ? [] : ["Appropriateness"]), ...(often ? ["Frequency"] : [])];
    return { reason: "zq-reason", deducted, halved: [] };
  });
}

function home(options: Partial<ProactiveHomeOptions> & { model?: Model } = {}) {
  const { model = dweller(), ...more } = options;
  const persona = { schema: "dramatis.persona/1", name: "Kim" } as const;
  const player = { name: "Kim", model, persona: { persona, version: "v" } };
  return proactiveHome({ player, criteria: CRITERIA, assist: async () => "Have some tea.", ...more });
}

async function whole(engine: ReturnType<typeof proactiveHome>): Promise<HomeWorld> {
  let world = engine.start();
  for (let i = 0; i < 100 && !world.done; i++) world = await engine.step(world);
  return world;
}

describe("a home", () => {
  engineConformance(async () => {
    const engine = home();
    return { engine, world: engine.start() };
  });
});

test("the rubric: Frequency deducted is 4; half points; no less than 1", () => {
  assert.equal(rubricScore({ deducted: ["Frequency"] }), 4);
  assert.equal(rubricScore({ deducted: ["Frequency", "Frequency"] }), 4);
  assert.equal(rubricScore({ deducted: ["Frequency"], halved: ["Timing", "Frequency"] }), 3.5);
  assert.equal(rubricScore({ deducted: ["Appropriateness", "Timing", "Communication", "Frequency", "Diversity"] }), 1);
  assert.equal(clock(7 * 60 + 5), "07:05");
});

test("a score that misses a field is asked for again; twice so it is missing", async () => {
  const lives = { activity: "cooks", minutes: 60, available: true };
  const model = replying(lives, { reason: "too often" }, { reason: "too often", deducted: ["Frequency"] });
  const engine = home({ model: model });
  const world = await engine.step(engine.start());
  assert.deepEqual([world.ticks[0]?.score, model.asked.length], [4, 3]);
  assert.match(model.asked[2]?.messages.at(-1)?.content ?? "", /deducted/);
  const never = home({ model: replying(lives, { reason: "" }) });
  const [tick] = (await never.step(never.start())).ticks;
  assert.deepEqual([tick?.suggestion, tick?.score], ["Have some tea.", null]);
});

test("a day is a clock: 7:00, 11:00, 15:00, 19:00; then the next morning, until the days are over", async () => {
  const world = await whole(home({ days: 2 }));
  assert.deepEqual(
    world.ticks.map(({ day, minute }) => `${day} ${clock(minute)}`),
    ["1 07:00", "1 11:00", "1 15:00", "1 19:00", "2 07:00", "2 11:00", "2 15:00", "2 19:00"],
  );
  // Tea is liked; from the third suggestion on they are too many.
  assert.deepEqual(
    world.ticks.map(({ score }) => score),
    [5, 5, 4, 4, 4, 4, 4, 4],
  );
  assert.equal(world.step, 8);
  assert.ok(world.events.slice(1).every(({ because }) => because.length === 1));
  checkJson(world);
});

test("the assistant knows what is done and how it was rated, never the criteria or a reason; the user's days have no criteria", async () => {
  const views: HomeView[] = [];
  const model = dweller();
  const assist: HomeAssistant = async (view) => {
    views.push(view);
    return view.past.length === 1 ? " " : "Go for a run.";
  };
  await whole(home({ assist, model }));
  assert.deepEqual(
    { ...views[2], seed: 0 },
    {
      ...{ day: 1, minute: 900, activity: "reads a book", isAvailable: true, seed: 0 },
      past: [
        { day: 1, minute: 420, activity: "reads a book", isAvailable: true, suggestion: "Go for a run.", score: 4 },
        { day: 1, minute: 660, activity: "reads a book", isAvailable: true, suggestion: null, score: null },
      ],
    },
  );
  assert.ok(!/zq-|Appropriateness/.test(JSON.stringify(views)));
  for (const { prompt } of model.asked) assert.equal(prompt.includes("zq-criteria"), prompt.includes('"deducted"'));
});

test("an action that cannot be read is half an hour of nothing, and nobody is asked for a suggestion", async () => {
  let asked = 0;
  const assist = async () => `${asked++}`;
  const world = await whole(home({ model: replying("?"), assist }));
  assert.deepEqual([world.ticks.length, asked, world.ticks[1]?.minute], [32, 0, 450]);
  const { rate, score } = homeFigures(world.ticks);
  assert.deepEqual([rate.value, rate.missing.unparsed, score.value], [null, 32, null]);
});

test("who learns from the ratings rises: rate, mean a day, slope", async () => {
  // A run on the first day, tea from the second on, once a day.
  const assist: HomeAssistant = async ({ minute, past }) => {
    if (minute !== 420) return null;
    const last = past.findLast(({ suggestion }) => suggestion !== null);
    return last === undefined ? "Go for a run." : "Have some tea.";
  };
  const model = dweller();
  const { ticks } = await whole(home({ assist, model, days: 3, horizon: 2 }));
  const figures = homeFigures(ticks);
  assert.deepEqual(
    figures.days.map(({ ticks: count, suggestions, score }) => [count, suggestions, score]),
    [
      [4, 1, 4],
      [4, 1, 5],
      [4, 1, 5],
    ],
  );
  // (−1·(4 − 14/3) + 1·(5 − 14/3)) / 2 = .5
  assert.ok(Math.abs((figures.slope as number) - 0.5) < 1e-12);
  assert.deepEqual([figures.rate.value, figures.rate.n], [0.25, 12]);
  assert.ok(Math.abs((figures.score.value as number) - 14 / 3) < 1e-12 && figures.score.clusters === 3);
});

test("figures of days by hand; a suggestion without a score is missing and in no mean", () => {
  const tick = (day: number, suggestion: string | null, score: number | null): HomeTick => ({
    ...{ day, minute: 420, activity: "reads", isAvailable: true, suggestion, score },
  });
  const figures = homeFigures([
    tick(1, "a", 2),
    tick(1, "b", 4),
    tick(1, null, null),
    tick(2, "c", null),
    tick(3, "d", 5),
  ]);
  assert.deepEqual(
    figures.days.map(({ score }) => score),
    [3, null, 5],
  );
  // 3 on day 1 and 5 on day 3.
  assert.deepEqual([figures.slope, figures.score.n, figures.score.missing.unparsed], [1, 3, 1]);
  assert.equal(homeFigures([tick(1, "a", 2)]).slope, null);
  assert.throws(() => home({ days: 0 }), /days/);
});
