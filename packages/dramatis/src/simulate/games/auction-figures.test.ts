import assert from "node:assert/strict";
import { test } from "node:test";
import { AUCTION_FIGURES, auctionFigures, profitAdvantage } from "./auction-figures.ts";
import type { AuctionItem, AuctionWorld, BidderAccount } from "./auction-world.ts";
import { houseAuction } from "./house-auction.ts";
import { ruleBidder } from "./rule-bidder.ts";

const ITEMS: readonly AuctionItem[] = [
  { name: "a", trait: "view", start: 10, value: 100 },
  { name: "b", trait: "garden", start: 10, value: 100 },
  { name: "c", trait: "view", start: 10, value: 100 },
];

function world(ada: Partial<BidderAccount>): AuctionWorld {
  const start = houseAuction({
    items: ITEMS,
    bidders: [ruleBidder({ name: "Ada", trait: "view" }), ruleBidder({ name: "Bo", trait: "garden" })],
  }).start();
  const [own, rival] = start.bidders as [BidderAccount, BidderAccount];
  return {
    ...start,
    done: true,
    bidders: [{ ...own, ...ada }, rival],
    sales: [
      { item: "a", buyer: "Ada", price: 55 },
      { item: "b", buyer: "Ada", price: 121 },
      { item: "c", buyer: null, price: 0 },
    ],
  };
}

test("figures of one auction, by hand", () => {
  const profile = (view: number, garden: number): { Bo: { weights: Record<string, number>; sentence: string } } => ({
    Bo: { weights: { view, garden }, sentence: "?" },
  });
  const found = auctionFigures(
    [
      world({
        profit: 24,
        failedBids: 3,
        reflections: [
          { item: "a", believesRight: false, profiles: profile(0, 0) },
          { item: "b", believesRight: true, profiles: profile(-1, 1) },
          { item: "c", believesRight: null, profiles: null },
        ],
      }),
    ],
    "Ada",
  );
  const value = (name: keyof typeof found): (number | null)[] => [found[name].value, found[name].n];
  assert.deepEqual(value("profit"), [24, 1]);
  assert.deepEqual(value("win-share"), [1, 2]);
  // Of the two with a view one was sold, to Ada.
  assert.deepEqual(value("matched-win-share"), [1, 1]);
  // 55/110 and 121/110.
  assert.ok(Math.abs((found["spent-of-estimate"].value ?? 0) - 0.8) < 1e-12);
  assert.deepEqual(value("overbid-rate"), [0.5, 2]);
  assert.deepEqual(value("failed-bids"), [3, 1]);
  assert.deepEqual(value("belief-error-rate"), [0.5, 2]);
  assert.equal(found["belief-error-rate"].missing.unparsed, 1);
  // A flat profile of two traits is half right; the second is right; the third could not be read.
  assert.deepEqual(value("profiling-accuracy"), [0.75, 2]);
  assert.equal(found["profiling-accuracy"].missing.unparsed, 1);
  // A flat profile has no order, and so no τ.
  assert.deepEqual(value("profiling-tau"), [1, 1]);
});

test("a bidder that was not there, or no auction, has no figures", () => {
  for (const figures of [auctionFigures([], "Ada"), auctionFigures([world({})], "Nobody")]) {
    for (const name of AUCTION_FIGURES) assert.deepEqual([figures[name].value, figures[name].n], [null, 0]);
  }
});

test("the advantage is a paired difference over auctions", () => {
  const profits = (values: readonly number[]): AuctionWorld[] => values.map((profit) => world({ profit }));
  const gains = [4, 6, 5, 5, 3, 7, 4, 6];
  const base = [100, 900, 300, 500, 200, 800, 400, 600];
  const found = profitAdvantage(profits(base.map((one, i) => one + (gains[i] as number))), profits(base), {
    bidder: "Ada",
  });
  assert.deepEqual([found.value, found.n, found.clusters], [5, 8, 8]);
  assert.ok((found.low ?? 0) > 3 && (found.high ?? 9) < 7);
  assert.throws(() => profitAdvantage(profits([1]), [], { bidder: "Ada" }), /pairs wanted: 1 and 0/);
});
