import type { MadeBy } from "../world/scene-world.ts";
import {
  type AuctionItem,
  type AuctionWorld,
  type Bid,
  type BidderAccount,
  estimateFor,
  leastBid,
  type Priority,
  type RivalProfile,
  type Sale,
} from "./auction-world.ts";

/** An item as a bidder sees it: an estimate in place of the worth. */
export interface SeenItem extends Pick<AuctionItem, "name" | "description" | "trait"> {
  start: number;
  estimate: number;
}

/**
 * All that one bidder may know: what happened in the open, and its own side of the ledger and thoughts. No worth of what it
 * did not buy, and nobody else's budget, estimate, plan or thought.
 */
export interface BidderView {
  name: string;
  trait?: string;
  traits: readonly string[];
  funds: number;
  budget: number;
  profit: number;
  bought: readonly { item: string; price: number; worth: number }[];
  /** The item that is up; after a sale the one that was sold. */
  item: SeenItem;
  /** All items, in the order in which they come up. */
  items: readonly SeenItem[];
  highest: { bidder: string; amount: number } | null;
  /** Lowest bid that stands. */
  least: number;
  rivals: readonly string[];
  /** Of all items so far, in the open. */
  bids: readonly Bid[];
  sales: readonly Sale[];
  plan: Readonly<Record<string, Priority>>;
  /** What it last thought of its rivals. */
  profiles: Readonly<Record<string, RivalProfile>>;
  /** What it remembers of them from the auctions before. */
  memory: Readonly<Record<string, string>>;
  /** Why its last bid of this round did not stand. */
  refused?: string;
  /** For what it draws. */
  seed: number;
}

/** What a bidder says to the price. */
export interface GivenBid {
  /** null withdraws. */
  amount: number | null;
  /** Why: letters A to F of methods E-HARBOR. */
  strategy?: string;
  made?: MadeBy;
}

/** Priorities by item. */
export type Plan = Readonly<Record<string, Priority>>;

/** By rival. */
export type Profiles = Readonly<Record<string, RivalProfile>>;

/** What a bidder thinks after an item; a member that is absent was not asked for, one that is null could not be read. */
export interface Thoughts {
  summary?: { remainingBudget: number; totalProfit: number; winningBids: Readonly<Record<string, number>> } | null;
  plan?: Plan | null;
  profiles?: Profiles | null;
}

export interface Bidder {
  readonly name: string;
  /** What its persona cares for: for the figures, and for itself. */
  readonly trait?: string;
  /** Priorities of the items that are to come; null where none could be read. */
  plan?(view: BidderView, signal?: AbortSignal): Promise<Plan | null>;
  /** Its bid; null where nothing could be read, which counts as one that does not stand. */
  bid(view: BidderView, signal?: AbortSignal): Promise<GivenBid | null>;
  reflect?(view: BidderView, signal?: AbortSignal): Promise<Thoughts>;
}

export function viewOf(
  world: AuctionWorld,
  name: string,
  { seed, memory }: { seed: number; memory: Readonly<Record<string, string>> },
): BidderView {
  const own = world.bidders.find((account) => account.name === name) as BidderAccount;
  const seen = ({ name, description, trait, start, value }: AuctionItem): SeenItem => ({
    name,
    ...(description !== undefined && { description }),
    trait,
    start,
    estimate: estimateFor(value, own.overestimate),
  });
  const items = world.items.map(seen);
  const worth = new Map(world.items.map(({ name, value }) => [name, value]));
  const bought = world.sales.flatMap(({ item, buyer, price }) =>
    buyer === name ? [{ item, price, worth: worth.get(item) as number }] : [],
  );
  return {
    name,
    ...(own.trait !== undefined && { trait: own.trait }),
    traits: world.traits,
    funds: own.funds,
    budget: own.budget,
    profit: own.profit,
    bought,
    item: { ...(items[world.lot.at] as SeenItem), start: world.lot.start },
    items,
    highest: world.lot.highest,
    least: leastBid(world),
    rivals: world.bidders.map((account) => account.name).filter((rival) => rival !== name),
    bids: world.bids,
    sales: world.sales,
    plan: own.plan,
    profiles: own.reflections.findLast(({ profiles }) => profiles)?.profiles ?? {},
    memory,
    seed,
  };
}
