import { InputError } from "../../core/index.ts";
import type { SceneWorld } from "../world/scene-world.ts";

// The ledger of an auction. Money is whole numbers; what is paid leaves a budget and is in the sales, to the last unit.

export interface AuctionItem {
  name: string;
  description?: string;
  /** What it is known for, such as "garden"; a bidder's persona may care for it. */
  trait: string;
  /** Lowest first bid. */
  start: number;
  /** True worth. Known to nobody before the sale, and then to the buyer alone. */
  value: number;
}

/** 1 is wanted most, 3 least. */
export type Priority = 1 | 2 | 3;

/** What a bidder thinks of a rival: how much each trait draws it, −1 to 1, and one sentence to keep for the next auction. */
export interface RivalProfile {
  weights: Readonly<Record<string, number>>;
  sentence: string;
}

/** What a bidder thought after an item. */
export interface Reflection {
  item: string;
  /** Whether its summary agreed with the ledger; null where none could be read, absent where none was asked for. */
  believesRight?: boolean | null;
  /** By rival; null where none could be read. */
  profiles?: Readonly<Record<string, RivalProfile>> | null;
}

/** A bidder's side of the ledger and its own thoughts. */
export interface BidderAccount {
  name: string;
  /** What its persona cares for. */
  trait?: string;
  /** What it had at the start. */
  funds: number;
  budget: number;
  /** Worth less price, over all that it bought. */
  profit: number;
  /** How far it thinks above the worth, in percent. */
  overestimate: number;
  failedBids: number;
  plan: Readonly<Record<string, Priority>>;
  reflections: readonly Reflection[];
}

export interface Bid {
  item: string;
  /** Round of bids on the item, from 1. */
  round: number;
  bidder: string;
  /** null for a withdrawal. */
  amount: number | null;
}

export interface Sale {
  item: string;
  /** null where nobody wanted it. */
  buyer: string | null;
  price: number;
}

/** The item that is up. */
export interface Lot {
  /** Index in the items. */
  at: number;
  /** Lowest first bid now; a discount lowers it. */
  start: number;
  round: number;
  highest: { bidder: string; amount: number } | null;
  withdrawn: readonly string[];
  discounts: number;
}

export interface AuctionWorld extends SceneWorld {
  /** What items may be known for. */
  traits: readonly string[];
  items: readonly AuctionItem[];
  bidders: readonly BidderAccount[];
  phase: "plan" | "bid" | "reflect";
  lot: Lot;
  bids: readonly Bid[];
  sales: readonly Sale[];
}

/** What a bidder thinks that the item is worth, rounded down: ⌊worth · (100 + percent) / 100⌋. */
export function estimateFor(value: number, overestimate: number): number {
  return Math.floor((value * (100 + overestimate)) / 100 + 1e-9);
}

/** Lowest bid that stands: the start, or a tenth of the item's first start above the highest bid. */
export function leastBid({ items, lot }: Pick<AuctionWorld, "items" | "lot">): number {
  if (lot.highest === null) return lot.start;
  return lot.highest.amount + Math.max(1, Math.floor((items[lot.at] as AuctionItem).start / 10));
}

/** Why a bid does not stand, or null where it does. */
export function refusalOf(amount: number, { least, budget }: { least: number; budget: number }): string | null {
  if (!Number.isSafeInteger(amount)) return "a bid is a whole number";
  if (amount < least) return `the lowest bid is ${least}`;
  if (amount > budget) return `there are only ${budget} left to spend`;
  return null;
}

/** The ledger after the item that is up went to the highest bidder, or to nobody. */
export function settled(world: AuctionWorld): AuctionWorld {
  const { at, highest } = world.lot;
  const { name, value } = world.items[at] as AuctionItem;
  const sale: Sale = { item: name, buyer: highest?.bidder ?? null, price: highest?.amount ?? 0 };
  const bidders = world.bidders.map((account) =>
    account.name === sale.buyer
      ? { ...account, budget: account.budget - sale.price, profit: account.profit + value - sale.price }
      : account,
  );
  return { ...world, bidders, sales: [...world.sales, sale], phase: "reflect" };
}

/** @throws InputError for an auction that cannot be held */
export function checkAuction(
  items: readonly AuctionItem[],
  bidders: readonly { name: string; budget: number }[],
  traits: readonly string[],
): void {
  const refuse = (found: string, expected: string): InputError => new InputError({ where: "auction", found, expected });
  if (items.length === 0) throw refuse("no items", "at least one");
  if (bidders.length < 2) throw refuse(`${bidders.length} bidders`, "at least two");
  for (const [what, names] of [
    ["item", items.map(({ name }) => name)],
    ["bidder", bidders.map(({ name }) => name)],
  ] as const) {
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) throw refuse(`two called ${JSON.stringify(twice)}`, `another name for each ${what}`);
  }
  for (const { name, start, value, trait } of items) {
    const whole = Number.isSafeInteger(start) && Number.isSafeInteger(value) && start > 0 && value >= 0;
    if (!whole) throw refuse(`${name}: start ${start}, value ${value}`, "whole numbers, the start above 0");
    if (!traits.includes(trait)) throw refuse(`${name}: trait ${JSON.stringify(trait)}`, `one of ${traits.join(", ")}`);
  }
  const poor = bidders.find(({ budget }) => !Number.isSafeInteger(budget) || budget < 0);
  if (poor) throw refuse(`${poor.name}: budget ${poor.budget}`, "a whole number from 0");
}
