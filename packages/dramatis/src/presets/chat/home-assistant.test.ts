import assert from "node:assert/strict";
import { test } from "node:test";
import type { GenerateRequest, Model } from "../../core/index.ts";
import { replying } from "../../model/testing.ts";
import { type HomeWorld, proactiveHome } from "../../simulate/index.ts";
import { homeAssistant } from "./home-assistant.ts";

const persona = { schema: "dramatis.persona/1", name: "Hob" } as const;
const TEA = { decision: "Suggestion", suggestion: "Have some tea.", reason: "It is cold." };
const NONE = { decision: "Abstention", suggestion: "No Recommendation", reason: "They read." };
const LIVES = { activity: "Kim reads.", minutes: 10, available: true };
const RATES = { reason: "zq-reason", deducted: ["Timing"], halved: [] };
const CRITERIA = { preference: "zq-tea", timing: "zq-any", frequency: "zq-often", communication: "zq-short" };

/** Reads for ten minutes, again and again, and gives every suggestion 4. */
const dweller: Model = {
  id: "dweller",
  generate: async (request, signal) => {
    const isRating = request.messages[0]?.content.includes('"deducted"') ?? false;
    return replying(isRating ? RATES : LIVES).generate(request, signal);
  },
};

function home(model: Model) {
  const player = { name: "Kim", model: dweller, persona: { persona: { ...persona, name: "Kim" }, version: "v" } };
  return proactiveHome({ player, criteria: CRITERIA, assist: homeAssistant({ persona, model }), seed: 3 });
}

function told({ messages }: GenerateRequest): {
  event: { at: string; text: string };
  events: object[];
  memories: string[];
} {
  return JSON.parse(messages[1]?.content ?? "{}");
}

async function steps(engine: ReturnType<typeof home>, count: number, from = engine.start()): Promise<HomeWorld> {
  let world = from;
  for (let i = 0; i < count; i++) world = await engine.step(world);
  return world;
}

test("it goes by the home's clock, and knows how its last suggestion was rated; never why, nor the criteria", async () => {
  const model = replying(TEA, NONE, TEA);
  const world = await steps(home(model), 3);
  assert.deepEqual(
    world.ticks.map(({ minute, suggestion, score }) => [minute, suggestion, score]),
    [
      [420, "Have some tea.", 4],
      [430, null, null],
      [440, "Have some tea.", 4],
    ],
  );
  const [first, second, third] = model.asked.map(told);
  assert.deepEqual(first?.event, { at: "2000-01-01T07:00:00.000Z", text: "Kim reads." });
  assert.deepEqual([first?.memories, second?.memories], [[], ["Suggested: Have some tea. (0.8)"]]);
  assert.deepEqual([third?.event.at, third?.events.length], ["2000-01-01T07:20:00.000Z", 2]);
  const seeds = model.asked.map(({ seed }) => seed);
  assert.ok(seeds.every((seed) => seed !== undefined) && new Set(seeds).size === 3);
  assert.ok(!JSON.stringify(model.asked).includes("zq-"));
});

test("taken up in another process it knows what happened and how it was liked", async () => {
  const begun = await steps(home(replying(TEA, NONE)), 2);
  const model = replying(NONE);
  await steps(home(model), 1, JSON.parse(JSON.stringify(begun)));
  const [only] = model.asked.map(told);
  assert.deepEqual(only?.memories, ["Suggested: Have some tea. (0.8)"]);
  assert.deepEqual(
    only?.events.map((one) => (one as { at: string }).at),
    ["2000-01-01T07:00:00.000Z", "2000-01-01T07:10:00.000Z"],
  );
});

test("one assistant in two homes brings nothing of the first into the second", async () => {
  const model = replying(TEA);
  const engine = home(model);
  await steps(engine, 2);
  await steps(engine, 1);
  assert.deepEqual(
    model.asked.map(told).map(({ events }) => events.length),
    [0, 1, 0],
  );
});
