import assert from "node:assert/strict";
import { test } from "node:test";
import type { GenerateRequest, Model, Persona } from "../../core/index.ts";
import { replying } from "../../model/testing.ts";
import { auctionFigures } from "./auction-figures.ts";
import type { AuctionItem, AuctionWorld } from "./auction-world.ts";
import type { Bidder } from "./bidder.ts";
import { houseAuction, memoryOf } from "./house-auction.ts";
import { personaBidder } from "./persona-bidder.ts";
import { ruleBidder } from "./rule-bidder.ts";

const persona = (name: string, text: string): Persona => ({
  schema: "dramatis.persona/1",
  name,
  statements: [{ id: "taste", text }],
});

const ITEMS: readonly AuctionItem[] = [
  { name: "Mill", trait: "view", start: 200_000, value: 512_347 },
  { name: "Barn", trait: "garden", start: 100_000, value: 233_459 },
];

interface Material {
  lowestBidThatStands?: number;
  house?: { estimate: number };
  houses?: { name: string }[];
  rivals?: string[] | object;
  sales?: { item: string; buyer: string | null; price: number }[];
  bought?: { item: string; price: number; worth: number }[];
  moneyAtTheStart?: number;
  name?: string;
}

/** Plays by the rules of the prompts; `mark` stands in its private plan and its sentences, where nobody else may read it. */
function playing(mark: string): Model & { asked: GenerateRequest[] } {
  const asked: GenerateRequest[] = [];
  return {
    id: "playing",
    asked,
    generate: async (request) => {
      asked.push(structuredClone(request));
      const [system, user] = request.messages.map(({ content }) => content);
      const material = JSON.parse(user ?? "{}") as Material;
      const reply = JSON.stringify(answerTo(system ?? "", material, mark));
      return { text: reply, finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
}

function answerTo(system: string, material: Material, mark: string): object {
  const {
    lowestBidThatStands: least,
    house,
    houses,
    rivals = [],
    sales = [],
    bought = [],
    moneyAtTheStart = 0,
  } = material;
  if (least !== undefined) {
    return least <= (house?.estimate ?? 0) ? { strategy: "A", bid: least } : { strategy: "E", bid: null };
  }
  if (houses) return { priorities: Object.fromEntries(houses.map(({ name }) => [name, 1])) };
  if (system.includes("winningBids")) {
    const own = sales.filter(({ item }) => bought.some((one) => one.item === item));
    const spent = own.reduce((sum, { price }) => sum + price, 0);
    const profit = bought.reduce((sum, { price, worth }) => sum + worth - price, 0);
    const winningBids = Object.fromEntries(own.map(({ item, price }) => [item, price]));
    return { remainingBudget: moneyAtTheStart - spent, totalProfit: profit, winningBids };
  }
  const about = (rivals as string[]).map((rival) => [rival, { weights: { view: 0.5, attic: 1 }, sentence: mark }]);
  return { rivals: Object.fromEntries(about) };
}

async function hold(bidders: readonly Bidder[], items = ITEMS): Promise<AuctionWorld> {
  const overestimate = { Ada: 10, Bo: 13 };
  const engine = houseAuction({ items, bidders, overestimate, traits: ["view", "garden"], seed: 5 });
  let world = engine.start();
  while (!world.done) world = await engine.step(world);
  return world;
}

test("no prompt holds a worth before the sale, or a rival's estimate, budget, plan or thoughts", async () => {
  const [ada, bo] = [playing("ADA-THINKS"), playing("BO-THINKS")];
  const world = await hold([
    personaBidder({ model: ada, persona: persona("Ada", "I want ADA-SECRET views."), trait: "view", profiles: true }),
    personaBidder({ model: bo, persona: persona("Bo", "I want BO-SECRET gardens."), trait: "garden", profiles: true }),
  ]);
  const read = (model: { asked: GenerateRequest[] }): string =>
    model.asked.flatMap(({ messages }) => messages.map(({ content }) => content)).join("\n");
  const [adas, bos] = [read(ada), read(bo)];
  assert.ok(ada.asked.length > 8 && bo.asked.length > 8);
  assert.doesNotMatch(adas, /BO-SECRET|BO-THINKS/);
  assert.doesNotMatch(bos, /ADA-SECRET|ADA-THINKS/);
  assert.match(adas, /ADA-THINKS/);
  // ⌊worth · 1.1⌋ and ⌊worth · 1.13⌋.
  const estimates = { adas: ["563581", "256804"], bos: ["578952", "263808"] };
  for (const own of estimates.adas) assert.ok(adas.includes(own) && !bos.includes(own), own);
  for (const own of estimates.bos) assert.ok(bos.includes(own) && !adas.includes(own), own);
  for (const { item, buyer } of world.sales) {
    const worth = String(ITEMS.find(({ name }) => name === item)?.value);
    assert.equal(adas.includes(worth), buyer === "Ada", `${item}: ${buyer}`);
    assert.equal(bos.includes(worth), buyer === "Bo", `${item}: ${buyer}`);
  }
  const open = world.events.filter(({ to }) => to === "all").map((event) => JSON.stringify(event));
  assert.doesNotMatch(open.join("\n"), /THINKS|priorit|strategy|512347|233459/);
  assert.ok(
    world.events.some(
      ({ actor, kind, text }) => actor === "Ada" && kind === "thought" && text === "priorities: Mill 1, Barn 1",
    ),
  );
  assert.ok(
    world.events.some(
      ({ actor, kind, text }) => actor === "Ada" && kind === "thought" && /left, profit .*Bo: ADA-THINKS/.test(text),
    ),
  );
  const before = ada.asked.findIndex(({ messages }) => messages[1]?.content.includes('"buyer":"'));
  const early = ada.asked
    .slice(0, before)
    .flatMap(({ messages }) => messages.map(({ content }) => content))
    .join("\n");
  for (const { value } of ITEMS) assert.ok(!early.includes(String(value)));
});

test("summaries that agree with the ledger are right, others are counted", async () => {
  const world = await hold([
    personaBidder({ model: playing("x"), name: "Ada", trait: "view", profiles: true }),
    personaBidder({ model: replying({ remainingBudget: 1, totalProfit: 2, winningBids: {} }), name: "Bo" }),
  ]);
  const [ada, bo] = [auctionFigures([world], "Ada"), auctionFigures([world], "Bo")];
  assert.deepEqual([ada["belief-error-rate"].value, ada["belief-error-rate"].n], [0, 2]);
  assert.deepEqual([bo["belief-error-rate"].value, bo["belief-error-rate"].n], [1, 2]);
  // Its replies are no bids either: two tries for each of the two houses.
  assert.deepEqual([bo["failed-bids"].value, bo["win-share"].value, ada["win-share"].value], [4, 0, 1]);
  assert.deepEqual(world.bidders[0]?.plan, {});
});

test("weights on traits that are none, and rivals that are none, are left out", async () => {
  const world = await hold([
    personaBidder({ model: playing("keen on views"), name: "Ada", profiles: true }),
    ruleBidder({ name: "Bo", trait: "view" }),
  ]);
  assert.deepEqual(world.bidders[0]?.reflections[0]?.profiles, {
    Bo: { weights: { view: 0.5, garden: 0 }, sentence: "keen on views" },
  });
  assert.deepEqual(memoryOf(world), { Ada: { Bo: "keen on views" }, Bo: {} });
  const figures = auctionFigures([world], "Ada");
  assert.deepEqual([figures["profiling-accuracy"].value, figures["profiling-accuracy"].n], [1, 2]);
});

test("a bid that stands against its strategy is asked for again, and so is one that is too low", async () => {
  const model = replying(
    { strategy: "D", bid: 200_000 },
    { strategy: "A", bid: 150_000 },
    { strategy: "A", bid: 200_000 },
  );
  const bidder = personaBidder({ model, name: "Ada" });
  const engine = houseAuction({
    items: ITEMS,
    bidders: [{ name: "Ada", bid: bidder.bid }, ruleBidder({ name: "Bo", rule: "withdrawing" })],
  });
  let world = engine.start();
  while (world.sales.length === 0) world = await engine.step(world);
  assert.deepEqual(world.sales, [{ item: "Mill", buyer: "Ada", price: 200_000 }]);
  assert.equal(world.bidders[0]?.failedBids, 1);
  assert.match(model.asked[2]?.messages[1]?.content ?? "", /"yourLastBidDidNotStand":"the lowest bid is 200000"/);
});

test("what it remembers of rivals is there in the next auction", async () => {
  const model = playing("x");
  const engine = houseAuction({
    items: ITEMS,
    bidders: [personaBidder({ model, name: "Ada" }), ruleBidder({ name: "Bo" })],
    memory: { Ada: { Bo: "Never lets a view go." }, Bo: { Ada: "Timid." } },
  });
  await engine.step(await engine.step(engine.start()));
  const prompts = model.asked.map(({ messages }) => messages[1]?.content ?? "").join("\n");
  assert.match(prompts, /Never lets a view go\./);
  assert.doesNotMatch(prompts, /Timid/);
});
