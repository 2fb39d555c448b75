import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { engineConformance } from "../../core/conformance/index.ts";
import { checkJson } from "../../core/conformance/shared.ts";
import { type GenerateRequest, type Model, type Persona, random } from "../../core/index.ts";
import { replying } from "../../model/testing.ts";
import {
  rankingAgreement,
  ratingErrors,
  tastePage,
  tastePairs,
  tasteScores,
  visitFigures,
} from "./recommender-metrics.ts";
import { type RatedItem, type RecommenderItem, recommenderPersona } from "./recommender-persona.ts";
import {
  type RecommenderUserOptions,
  type RecommenderView,
  type RecommenderWorld,
  recommenderUser,
} from "./recommender-user.ts";
import { ruledModel } from "./testing-users.ts";

const item = (id: string, about: string): RecommenderItem => ({ id: `id-${id}`, title: `Film ${id}`, about });
const rated = (id: string, about: string, rating: number): RatedItem => ({ ...item(id, about), rating });
const COMEDIES = ["a", "b", "c", "d", "e"].map((id) => rated(id, "comedy", 5));

/** Watches what is of the kind that it says it likes, and never leaves by itself. */
function fan(): ReturnType<typeof ruledModel> {
  return ruledModel((prompt, { messages }) => {
    const { happened } = JSON.parse(messages[1]?.content ?? "{}") as { happened?: string[] };
    const page = happened?.findLast((line) => line.startsWith("recommender: ")) ?? "";
    if (prompt.includes('"action"')) return { action: "next", item: null, reason: "zq-why" };
    const items = [...page.matchAll(/^(\d+)\. .*: (\w+)$/gm)].map(([, at, kind]) => {
      const watch = prompt.includes(`You like every ${kind}.`);
      return { item: Number(at), watch, rating: watch ? 4 : 2, reason: "zq-why" };
    });
    return { items };
  });
}

const FAN: Persona = {
  schema: "dramatis.persona/1",
  name: "Ada",
  statements: [{ id: "tastes", text: "You like every comedy." }],
};

function visit(options: Partial<RecommenderUserOptions> & { model?: Model } = {}) {
  const { model = fan(), ...more } = options;
  const player = { name: "Ada", model, persona: { persona: FAN, version: "v" } };
  const recommend = async ({ page }: RecommenderView) => [item(`${page}x`, "comedy"), item(`${page}y`, "horror")];
  return recommenderUser({ player, recommend, ...more });
}

async function whole(engine: ReturnType<typeof recommenderUser>): Promise<RecommenderWorld> {
  let world = engine.start();
  for (let i = 0; i < 20 && !world.done; i++) world = await engine.step(world);
  return world;
}

describe("a visit", () => {
  engineConformance(async () => {
    const engine = visit();
    return { engine, world: engine.start() };
  });
});

test("who rated five comedies high is read as liking them, and watches the comedy and not the horror", async () => {
  const model = ruledModel((prompt) => {
    const about = (tastes: string) => ({ ...{ age: 30, gender: "female", occupation: "nurse", habits: "" }, tastes });
    const traits = Object.fromEntries(
      ["openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism"].map((one) => [one, 0.5]),
    );
    if (prompt.includes('"tastes"')) {
      const likes = inferred++ === 1 ? "You like every comedy." : "You like every horror.";
      return { ...about(likes), traits, pickiness: "You are choosy." };
    }
    return { ratings: [prompt.includes("every comedy") ? 5 : 2] };
  });
  let inferred = 0;
  const { best, candidates, heldOut } = await recommenderPersona({ history: COMEDIES, model, concurrency: 1 });
  // |5 − 2| / 4 = .75 off; the second of five foretells the held-out comedy.
  assert.deepEqual(
    candidates.map(({ agreement }) => agreement),
    [0.25, 1, 0.25, 0.25, 0.25],
  );
  assert.equal(heldOut.length, 1);
  const foretold = model.asked.filter(({ prompt }) => prompt.includes('"ratings"'));
  assert.ok(foretold.length === 5 && foretold.every(({ prompt }) => !prompt.includes('"rating":')));
  assert.equal(best?.persona.statements?.[0]?.text, "You like every comedy.");
  const player = { name: "User", model: fan(), persona: { persona: best?.persona as Persona, version: "v" } };
  const { pages } = await visit({ player }).step(visit({ player }).start());
  assert.deepEqual(
    pages[0]?.decisions?.map(({ watch, rating }) => [watch, rating]),
    [
      [true, 4],
      [false, null],
    ],
  );
});

test("held-out ratings are in no prompt, and nobody is a persona where nothing can be read", async () => {
  const history = COMEDIES.map((one, i) => ({ ...one, title: `T${i}`, rating: 1 + (i % 5) }));
  const model = replying("none");
  const none = await recommenderPersona({ history, model });
  assert.deepEqual([none.best, none.candidates], [null, []]);
  const held = none.heldOut[0] as RatedItem;
  const prompts = model.asked.map(({ messages }: GenerateRequest) => JSON.stringify(messages));
  assert.ok(prompts.length > 0 && prompts.every((prompt) => !prompt.includes(held.title) && !prompt.includes("id-")));
  await assert.rejects(recommenderPersona({ history: COMEDIES.slice(0, 1), model }), /at least two/);
});

test("the visit ends by fatigue without being asked: 1 a page, 2 where nothing is watched", async () => {
  const model = fan();
  const world = await whole(visit({ model, mostFatigue: 3 }));
  assert.deepEqual([world.ended, world.pages.length, world.fatigue, world.satisfaction], ["fatigue", 3, 3, 4]);
  assert.deepEqual(
    world.pages.map(({ move }) => move),
    ["next", "next", null],
  );
  assert.equal(model.asked.length, 5);
  const recommend = async ({ page }: RecommenderView) => [item(`${page}`, "horror")];
  const bored = await whole(visit({ recommend, mostFatigue: 3 }));
  assert.deepEqual([bored.ended, bored.pages.length, bored.fatigue, bored.satisfaction], ["fatigue", 2, 4, 1]);
  checkJson(world);
});

test("the recommender learns what was done and never why; the model sees no id", async () => {
  const seen: RecommenderView[] = [];
  const moves = ["click", "next", "exit"];
  const prompts: string[] = [];
  const model = ruledModel((prompt) => {
    prompts.push(prompt);
    if (prompt.includes('"action"')) return { action: moves.shift(), item: 2, reason: "zq-why" };
    return {
      items: [
        { item: 2, watch: true, rating: 3, reason: "zq-why" },
        { item: 9, watch: true, rating: 1, reason: "" },
      ],
    };
  });
  const recommend = async (view: RecommenderView) => {
    seen.push(view);
    return [item(`${view.page}x`, "comedy"), item(`${view.page}y`, "horror")];
  };
  const world = await whole(visit({ model, recommend, history: COMEDIES }));
  assert.deepEqual([world.ended, world.pages.length], ["exit", 3]);
  assert.deepEqual(
    { ...seen[2], seed: 0 },
    {
      page: 3,
      shown: ["id-1x", "id-1y", "id-2x", "id-2y"],
      watched: [
        { id: "id-1y", rating: 3 },
        { id: "id-2y", rating: 3 },
      ],
      clicked: ["id-1y"],
      seed: 0,
    },
  );
  assert.ok(!JSON.stringify(seen).includes("zq-why"));
  assert.ok(prompts.every((prompt) => !prompt.includes("id-") && prompt.includes("Film a: 5")));
  // Every event but the first has a cause, and those of the user are its own.
  assert.ok(world.events.slice(1).every(({ because }) => because.length === 1));
  assert.ok(world.events.filter(({ kind }) => kind === "choice").every(({ to, made }) => to.length === 0 && made));
});

test("an unreadable answer ends the visit, and so does an empty page; an item twice is refused", async () => {
  const unread = await whole(visit({ model: replying("?") }));
  assert.deepEqual([unread.ended, unread.pages[0]?.decisions], ["unread", null]);
  const empty = await whole(visit({ recommend: async () => [] }));
  assert.deepEqual([empty.ended, empty.pages, empty.satisfaction], ["nothing shown", [], null]);
  const engine = visit({ recommend: async () => [item("a", "x"), item("a", "y")] });
  await assert.rejects(engine.step(engine.start()), /id-a/);
  assert.throws(() => visit({ mostFatigue: 0 }), /mostFatigue/);
});

test("a visit can be taken up after any step", async () => {
  const engine = visit({ mostFatigue: 3 });
  const first = await engine.step(engine.start());
  const taken = JSON.parse(JSON.stringify(first)) as RecommenderWorld;
  assert.deepEqual(await visit({ mostFatigue: 3 }).step(taken), await engine.step(first));
});

test("taste scores, rating errors and rank agreement by hand", () => {
  const pair = (predicted: boolean, gold: boolean) => ({ predicted, gold });
  const pairs = [pair(true, true), pair(true, false), pair(false, true), pair(false, false), pair(false, false)];
  // 3 of 5 right; 1 of 2 taken; 1 of 2 liked; F1 2·1/(2+2).
  assert.deepEqual(tasteScores(pairs), { accuracy: 0.6, precision: 0.5, recall: 0.5, f1: 0.5, n: 5 });
  assert.deepEqual(tasteScores([]), { accuracy: null, precision: null, recall: null, f1: null, n: 0 });
  // Errors 1, −2, 0: √(5/3) and 1.
  const errors = ratingErrors([
    { predicted: 4, gold: 3 },
    { predicted: 1, gold: 3 },
    { predicted: 5, gold: 5 },
  ]);
  assert.ok(Math.abs((errors.rmse as number) - Math.sqrt(5 / 3)) < 1e-12 && errors.mae === 1);
  assert.deepEqual(ratingErrors([]), { rmse: null, mae: null, n: 0 });
  // Of the three pairs of a, b, c two agree and one does not: (2 − 1) / 3.
  const { tau, n } = rankingAgreement({ a: 1, b: 2, c: 3, only: 9 }, { a: 10, b: 30, c: 20 });
  assert.ok(Math.abs((tau as number) - 1 / 3) < 1e-12 && n === 3);
});

test("a taste page holds one liked item in 1 + m, and a visit to it is scored", async () => {
  const others = Array.from({ length: 30 }, (_, i) => item(`o${i}`, "horror"));
  for (const m of [1, 3, 9]) {
    const page = tastePage(
      { liked: COMEDIES, others },
      { m, size: 20 / (m === 9 ? 1 : m === 3 ? 1 : 2), random: random(m) },
    );
    const isLiked = page.items.filter(({ id }) => page.liked.has(id));
    assert.equal(page.items.length, isLiked.length * (1 + m));
    assert.equal(new Set(page.items.map(({ id }) => id)).size, page.items.length);
  }
  const recommend = async () => tastePage({ liked: COMEDIES, others }, { m: 1, size: 10, random: random(1) }).items;
  const { pages } = await visit({ recommend }).step(visit().start());
  const liked = new Set(COMEDIES.map(({ id }) => id));
  assert.deepEqual(tasteScores(tastePairs(pages, liked)), { accuracy: 1, precision: 1, recall: 1, f1: 1, n: 10 });
  assert.throws(() => tastePage({ liked: COMEDIES, others }, { m: 2, size: 20, random: random(1) }), /multiple of 3/);
  assert.throws(() => tastePage({ liked: [], others }, { m: 1, size: 2, random: random(1) }), /1 liked/);
});

test("figures of visits: what could not be read is missing, not 0", async () => {
  const good = await whole(visit({ mostFatigue: 3 }));
  const bad = await whole(visit({ model: replying("?") }));
  const figures = visitFigures([good, bad]);
  // Half of the items are comedies; nothing was clicked on the two pages that were turned.
  assert.deepEqual([figures["view-rate"].value, figures["view-rate"].n], [0.5, 6]);
  assert.deepEqual([figures["click-rate"].value, figures["click-rate"].n], [0, 2]);
  assert.deepEqual([figures.pages.value, figures.pages.missing.unparsed], [3, 1]);
  assert.deepEqual([figures.satisfaction.value, figures.satisfaction.n], [4, 1]);
});
