import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { engineConformance } from "../../core/conformance/index.ts";
import { checkJson } from "../../core/conformance/shared.ts";
import { type AuctionItem, type AuctionWorld, estimateFor, leastBid, refusalOf } from "./auction-world.ts";
import type { Bidder } from "./bidder.ts";
import { type HouseAuctionOptions, houseAuction, memoryOf } from "./house-auction.ts";
import { ruleBidder } from "./rule-bidder.ts";

const HOUSE: AuctionItem = { name: "Mill", trait: "view", start: 200_000, value: 500_000 };

async function hold(options: HouseAuctionOptions): Promise<AuctionWorld> {
  const engine = houseAuction(options);
  let world = engine.start();
  for (let step = 0; !world.done; step++) {
    assert.ok(step < 2000, "the auction does not end");
    world = await engine.step(world);
  }
  return world;
}

/** Bids these amounts in turn, then withdraws; each refusal takes the next one. */
function scripted(
  name: string,
  amounts: readonly (number | null)[],
  more: Partial<Bidder> = {},
): Bidder & { refusals: string[] } {
  const left = [...amounts];
  const refusals: string[] = [];
  return {
    name,
    refusals,
    bid: async ({ refused }) => {
      if (refused !== undefined) refusals.push(refused);
      return { amount: left.shift() ?? null };
    },
    ...more,
  };
}

describe("rules", () => {
  engineConformance(async () => {
    const bidders = [ruleBidder({ name: "Ada", profiles: true }), ruleBidder({ name: "Bo", rule: "reckless" })];
    const engine = houseAuction({ items: [HOUSE, { ...HOUSE, name: "Barn" }], bidders });
    return { engine, world: engine.start() };
  });
});

test("the worked example: increment 20,000, estimate 550,000, won at 260,000", async () => {
  assert.equal(estimateFor(500_000, 10), 550_000);
  const bo = scripted("Bo", [220_000, 240_000, 270_000, 275_000]);
  const ada = scripted("Ada", [200_000, 260_000]);
  const world = await hold({ items: [HOUSE], bidders: [ada, bo] });
  // Ada 200,000 and Bo 220,000; Ada 260,000 over 220,000; Bo 240,000 and 270,000 over 260,000 do not stand: the lowest is 280,000.
  assert.deepEqual(world.sales, [{ item: "Mill", buyer: "Ada", price: 260_000 }]);
  const [winner, loser] = world.bidders;
  assert.deepEqual([winner?.profit, winner?.budget], [240_000, 740_000]);
  assert.deepEqual([loser?.profit, loser?.budget, loser?.failedBids], [0, 1_000_000, 2]);
  assert.deepEqual(bo.refusals, ["the lowest bid is 280000"]);
  assert.equal(refusalOf(270_000, { least: 280_000, budget: 1_000_000 }), "the lowest bid is 280000");
  const lot = { ...world.lot, highest: { bidder: "Ada", amount: 260_000 } };
  assert.equal(leastBid({ items: world.items, lot }), 280_000);
});

test("bids that are no money do not stand", () => {
  const terms = { least: 100, budget: 500 };
  for (const amount of [Number.NaN, 120.5, -5, 99, 501, Number.POSITIVE_INFINITY])
    assert.notEqual(refusalOf(amount, terms), null);
  assert.equal(refusalOf(100, terms), null);
  assert.equal(refusalOf(500, terms), null);
});

test("who opens alone has it at the bid; what nobody wants is unsold", async () => {
  const alone = await hold({
    items: [HOUSE],
    bidders: [ruleBidder({ name: "Ada" }), ruleBidder({ name: "Bo", rule: "withdrawing" })],
  });
  assert.deepEqual(alone.sales, [{ item: "Mill", buyer: "Ada", price: 200_000 }]);
  const bidders = ["Ada", "Bo"].map((name) => ruleBidder({ name, rule: "withdrawing" }));
  const nobody = await hold({ items: [HOUSE], bidders });
  assert.deepEqual(nobody.sales, [{ item: "Mill", buyer: null, price: 0 }]);
  assert.deepEqual(
    nobody.bidders.map(({ budget, profit }) => [budget, profit]),
    [
      [1_000_000, 0],
      [1_000_000, 0],
    ],
  );
});

test("an unsold house comes again at half the price, three times at most", async () => {
  const starts: number[] = [];
  const waiting = (name: string): Bidder => ({
    name,
    bid: async ({ least }) => {
      if (name === "Ada") starts.push(least);
      return { amount: name === "Ada" && least <= 50_000 ? least : null };
    },
  });
  const world = await hold({ items: [HOUSE], bidders: [waiting("Ada"), waiting("Bo")], discounts: 3 });
  assert.deepEqual(starts, [200_000, 100_000, 50_000]);
  assert.deepEqual(world.sales, [{ item: "Mill", buyer: "Ada", price: 50_000 }]);
  const never = await hold({
    items: [HOUSE],
    bidders: ["Ada", "Bo"].map((name) => ruleBidder({ name, rule: "withdrawing" })),
    discounts: 3,
  });
  assert.deepEqual([never.sales[0]?.buyer, never.lot.start], [null, 25_000]);
});

test("truthful bidders go up to what they think it is worth, and equal bids are decided by lot", async () => {
  const buyers = new Set<string | null>();
  for (let seed = 0; seed < 12; seed++) {
    const world = await hold({
      items: [HOUSE],
      bidders: [ruleBidder({ name: "Ada" }), ruleBidder({ name: "Bo" })],
      seed,
    });
    const again = await hold({
      items: [HOUSE],
      bidders: [ruleBidder({ name: "Ada" }), ruleBidder({ name: "Bo" })],
      seed,
    });
    assert.deepEqual(again, world);
    buyers.add(world.sales[0]?.buyer ?? null);
    // 200,000 and steps of 20,000: 540,000 is the last that is not above 550,000.
    assert.equal(world.sales[0]?.price, 540_000);
  }
  assert.deepEqual([...buyers].sort(), ["Ada", "Bo"]);
});

test("reckless bidders pay more than the worth, and no more than they have", async () => {
  const bidders = ["Ada", "Bo"].map((name) => ruleBidder({ name, rule: "reckless" }));
  const world = await hold({ items: [HOUSE], bidders, budget: 700_000 });
  const [sale] = world.sales;
  assert.ok((sale?.price ?? 0) > 500_000 && (sale?.price ?? 0) <= 700_000, `${sale?.price}`);
  assert.ok(world.bidders.some(({ failedBids }) => failedBids > 0));
});

test("money is conserved whatever is bid: budgets and prices add up to the start, profits to worth less price", async () => {
  const amount = fc.oneof(
    fc.constant(null),
    fc.integer({ min: -100, max: 3000 }),
    fc.constantFrom(Number.NaN, 0.5, 1e300, Number.POSITIVE_INFINITY),
  );
  const item = fc.record({ start: fc.integer({ min: 1, max: 900 }), value: fc.integer({ min: 0, max: 2000 }) });
  const bidder = fc.record({ funds: fc.integer({ min: 0, max: 2500 }), bids: fc.array(amount, { maxLength: 30 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(item, { minLength: 1, maxLength: 4 }),
      fc.array(bidder, { minLength: 2, maxLength: 4 }),
      fc.integer({ min: 0, max: 3 }),
      async (items, people, discounts) => {
        const named = items.map((one, i) => ({ ...one, name: `house ${i}`, trait: "view" }));
        const bidders = people.map(({ bids }, i) => scripted(`bidder ${i}`, bids));
        const budget = Object.fromEntries(people.map(({ funds }, i) => [`bidder ${i}`, funds]));
        const world = await hold({ items: named, bidders, budget, discounts });
        const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
        const sold = world.sales.filter(({ buyer }) => buyer !== null);
        const paid = sum(sold.map(({ price }) => price));
        assert.equal(sum(world.bidders.map((one) => one.budget)) + paid, sum(people.map(({ funds }) => funds)));
        const worth = sum(sold.map((sale) => named.find(({ name }) => name === sale.item)?.value ?? 0));
        assert.equal(sum(world.bidders.map(({ profit }) => profit)), worth - paid);
        assert.ok(world.bidders.every((one) => one.budget >= 0));
        assert.equal(world.sales.length, named.length);
        checkJson(world);
      },
    ),
    { seed: 11, numRuns: 150 },
  );
});

test("a profile by bids finds what a collector collects", async () => {
  const items = ["view", "garden", "quiet", "view", "garden", "quiet"].map(
    (trait, i): AuctionItem => ({ name: `house ${i}`, trait, start: 50_000, value: 120_000 }),
  );
  const world = await hold({
    items,
    bidders: [
      ruleBidder({ name: "Ada", profiles: true }),
      ruleBidder({ name: "Bo", rule: "collector", trait: "garden" }),
      ruleBidder({ name: "Cy", rule: "collector", trait: "quiet" }),
    ],
  });
  const profiles = world.bidders[0]?.reflections.at(-1)?.profiles;
  assert.deepEqual(profiles?.Bo?.weights, { view: -1, garden: 1, quiet: -1 });
  assert.deepEqual(profiles?.Cy?.weights, { view: -1, garden: -1, quiet: 1 });
  assert.equal(memoryOf(world).Ada?.Bo, "Bids most readily for garden.");
});

test("a bidder that fails stops the step and loses nothing", async () => {
  let calls = 0;
  const flaky: Bidder = {
    name: "Flaky",
    bid: async ({ least }) => {
      if (++calls === 2) throw new Error("gone");
      return { amount: least };
    },
  };
  const engine = houseAuction({
    items: [HOUSE],
    bidders: [flaky, ruleBidder({ name: "Bo" })],
    budget: 300_000,
    seed: 3,
  });
  let world = engine.start();
  let failures = 0;
  while (!world.done) {
    const before = structuredClone(world);
    try {
      world = await engine.step(JSON.parse(JSON.stringify(world)));
    } catch (error) {
      assert.match(String(error), /gone/);
      assert.deepEqual(world, before);
      failures += 1;
    }
  }
  assert.equal(failures, 1);
  assert.equal(world.sales.length, 1);
});

test("what no auction can be held with is refused in one line", () => {
  const bidders = [ruleBidder({ name: "Ada" }), ruleBidder({ name: "Ada" })];
  assert.throws(() => houseAuction({ bidders }), /two called "Ada"/);
  assert.throws(() => houseAuction({ items: [] }), /no items/);
  assert.throws(() => houseAuction({ bidders: [ruleBidder({ name: "Ada" })] }), /1 bidders; expected at least two/);
  assert.throws(() => houseAuction({ items: [{ ...HOUSE, start: 0.5 }] }), /start 0\.5/);
  assert.throws(() => houseAuction({ items: [HOUSE], traits: ["garden"] }), /trait "view"; expected one of garden/);
  assert.throws(() => houseAuction({ budget: -1 }), /budget -1/);
});
