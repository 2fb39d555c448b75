import type { Estimate, Score } from "../../core/index.ts";
import { estimateOf, kendallTau } from "../../stats/index.ts";
import {
  type AuctionItem,
  type AuctionWorld,
  type BidderAccount,
  estimateFor,
  type RivalProfile,
  type Sale,
} from "./auction-world.ts";

// How a bidder fared, over auctions [233] (methods E19). An auction is one independent case.

export type AuctionFigure =
  | "profit"
  | "win-share"
  | "matched-win-share"
  | "spent-of-estimate"
  | "overbid-rate"
  | "failed-bids"
  | "belief-error-rate"
  | "profiling-accuracy"
  | "profiling-tau";

interface Case {
  world: AuctionWorld;
  account: BidderAccount;
  won: readonly { sale: Sale; item: AuctionItem }[];
}

interface Definition {
  unit: Estimate["unit"];
  direction: Estimate["direction"];
  values: (one: Case) => (number | null)[];
}

const DEFINITIONS: Record<AuctionFigure, Definition> = {
  /** Worth less price over all it bought; one value an auction. */
  profit: { unit: "points", direction: "higher", values: ({ account }) => [account.profit] },
  /** Of the items that were sold. */
  "win-share": { unit: "ratio", direction: "none", values: (one) => winsAmong(one, () => true) },
  /** Of the sold items that are known for what the bidder cares for. */
  "matched-win-share": {
    unit: "ratio",
    direction: "none",
    values: (one) => winsAmong(one, ({ trait }) => trait === one.account.trait),
  },
  /** Price over its own estimate, of what it bought. */
  "spent-of-estimate": {
    unit: "ratio",
    direction: "lower",
    values: ({ account, won }) =>
      won.flatMap(({ sale, item }) => {
        const estimate = estimateFor(item.value, account.overestimate);
        return estimate > 0 ? [sale.price / estimate] : [];
      }),
  },
  /** Bought for more than it is worth. */
  "overbid-rate": {
    unit: "ratio",
    direction: "lower",
    values: ({ won }) => won.map(({ sale, item }) => (sale.price > item.value ? 1 : 0)),
  },
  /** Bids that did not stand; one value an auction. */
  "failed-bids": { unit: "count", direction: "lower", values: ({ account }) => [account.failedBids] },
  /** Summaries that disagree with the ledger. */
  "belief-error-rate": {
    unit: "ratio",
    direction: "lower",
    values: ({ account }) =>
      account.reflections.flatMap(({ believesRight: right }) =>
        right === undefined ? [] : [right === null ? null : right ? 0 : 1],
      ),
  },
  /** Profiles in which the rival's true trait weighs most; where k weigh alike, 1/k. */
  "profiling-accuracy": { unit: "ratio", direction: "higher", values: (one) => profileValues(one, topShare) },
  /** Kendall's τ-b of the weights with the truth, 1 for the rival's trait and 0 for the others; a flat profile has none. */
  "profiling-tau": { unit: "cosine", direction: "higher", values: (one) => profileValues(one, tauOf) },
};

export const AUCTION_FIGURES = Object.keys(DEFINITIONS) as readonly AuctionFigure[];

/** The figures of one bidder over auctions that were played to their end. What could not be read counts as unparsed. */
export function auctionFigures(
  worlds: readonly AuctionWorld[],
  bidder: string,
  { seed }: { seed?: number } = {},
): Record<AuctionFigure, Estimate> {
  const cases = worlds.flatMap((world): Case[] => {
    const account = world.bidders.find(({ name }) => name === bidder);
    if (account === undefined) return [];
    const items = new Map(world.items.map((item) => [item.name, item]));
    const own = world.sales.filter(({ buyer }) => buyer === bidder);
    return [{ world, account, won: own.map((sale) => ({ sale, item: items.get(sale.item) as AuctionItem })) }];
  });
  const estimate = (name: AuctionFigure): Estimate => {
    const { unit, direction, values } = DEFINITIONS[name];
    const scores = cases.flatMap((one, at) =>
      values(one).map((value): Score => {
        const cluster = `auction ${at}`;
        return value === null ? { value, missing: "unparsed", cluster } : { value, cluster };
      }),
    );
    return estimateOf(scores, { measure: name, version: "1", unit, direction, arguments: { bidder }, seed });
  };
  return Object.fromEntries(AUCTION_FIGURES.map((name) => [name, estimate(name)])) as Record<AuctionFigure, Estimate>;
}

/**
 * What a change brings a bidder in profit: the mean difference over auctions that were held once with it and once without, in
 * the same order. Methods E19 asks for 30 or more.
 *
 * @throws RangeError for lists of different lengths
 */
export function profitAdvantage(
  withIt: readonly AuctionWorld[],
  without: readonly AuctionWorld[],
  { bidder, seed }: { bidder: string; seed?: number },
): Estimate {
  if (withIt.length !== without.length) {
    throw new RangeError(`invalid auctions; pairs wanted: ${withIt.length} and ${without.length}`);
  }
  const profit = (world: AuctionWorld | undefined): number | undefined =>
    world?.bidders.find(({ name }) => name === bidder)?.profit;
  const scores = withIt.flatMap((world, at): Score[] => {
    const [now, before] = [profit(world), profit(without[at])];
    return now === undefined || before === undefined ? [] : [{ value: now - before, cluster: `auction ${at}` }];
  });
  const options = { measure: "profit-advantage", version: "1", unit: "points", direction: "higher" } as const;
  return estimateOf(scores, { ...options, arguments: { bidder }, seed });
}

function winsAmong({ world, account }: Case, counts: (item: AuctionItem) => boolean): number[] {
  const items = new Map(world.items.map((item) => [item.name, item]));
  return world.sales.flatMap(({ item, buyer }) =>
    buyer === null || !counts(items.get(item) as AuctionItem) ? [] : [buyer === account.name ? 1 : 0],
  );
}

/** One value for each profile of a rival whose trait is known; null where profiles were asked for and could not be read. */
function profileValues(
  { world, account }: Case,
  value: (weights: RivalProfile["weights"], trait: string) => number | undefined,
): (number | null)[] {
  const rivals = world.bidders.filter(({ name, trait }) => name !== account.name && trait !== undefined);
  return account.reflections.flatMap(({ profiles }) => {
    if (profiles === undefined) return [];
    if (profiles === null) return rivals.map(() => null);
    return rivals.flatMap(({ name, trait }) => {
      const profile = profiles[name];
      if (profile === undefined) return [null];
      const found = value(profile.weights, trait as string);
      return found === undefined ? [] : [found];
    });
  });
}

function topShare(weights: RivalProfile["weights"], trait: string): number {
  const all = Object.values(weights);
  const top = Math.max(...all);
  return weights[trait] === top ? 1 / all.filter((weight) => weight === top).length : 0;
}

function tauOf(weights: RivalProfile["weights"], trait: string): number | undefined {
  const names = Object.keys(weights);
  const tau = kendallTau(
    names.map((name) => weights[name] as number),
    names.map((name) => (name === trait ? 1 : 0)),
  );
  return tau ?? undefined;
}
