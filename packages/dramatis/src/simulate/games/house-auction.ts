/**
 * Bidders with budgets and tastes bid for houses, one after another, and think about their rivals after each.
 *
 * HARBOR [233]: bids of a round are made at the same time and rise by a tenth of the first price at least; a bid that does
 * not stand is asked for once more and counted; equal bids are decided by lot; a house is sold when a round brings no bid,
 * or when one bidder alone opens; what nobody wants may come again at half the price. Bidders plan, bid, then sum up
 * where they stand, plan anew and, where they profile, weigh what draws each rival. We depart: the highest bidder is
 * not asked to outbid itself, who cannot pay the lowest bid is out, and the ledger, not the bidder's own summary, is what
 * it reads later (a wrong summary is counted). Without bidders two truthful ones meet over one house.
 *
 * @paper 233
 * @needs actor
 */
import { type Engine, random } from "../../core/index.ts";
import { mapConcurrent } from "../../model/index.ts";
import { seedOf } from "../world/player.ts";
import { type Happening, happened, sceneWorld } from "../world/scene-world.ts";
import {
  type AuctionItem,
  type AuctionWorld,
  type Bid,
  type BidderAccount,
  checkAuction,
  type Lot,
  leastBid,
  type Reflection,
  refusalOf,
  settled,
} from "./auction-world.ts";
import { type Bidder, type BidderView, type GivenBid, type Plan, type Thoughts, viewOf } from "./bidder.ts";
import { ruleBidder } from "./rule-bidder.ts";

export interface HouseAuctionOptions {
  items?: readonly AuctionItem[];
  bidders?: readonly Bidder[];
  /** The same for all, or by bidder. */
  budget?: number | Readonly<Record<string, number>>;
  /** Percent above the worth; the same for all, or by bidder. */
  overestimate?: number | Readonly<Record<string, number>>;
  /** What items may be known for; by default what these are. */
  traits?: readonly string[];
  /** How often an unsold item comes again at half its price. */
  discounts?: number;
  /** Sentences on rivals from the auctions before, by bidder and rival: `memoryOf(world)`. */
  memory?: AuctionMemory;
  seed?: number;
  concurrency?: number;
}

export type AuctionMemory = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A step is the plans, a round of bids, or the thoughts after a sale. `start` gives the world before the first. */
export interface HouseAuction extends Engine<AuctionWorld> {
  start(): AuctionWorld;
}

const ONE_HOUSE: AuctionItem = { name: "House 1", trait: "garden", start: 200_000, value: 500_000 };

/** Times that a bidder is asked for a bid that stands. */
const TRIES = 2;

/** @throws InputError for items or bidders that no auction can be held with. @throws what a bidder's model throws */
export function houseAuction({
  items = [ONE_HOUSE],
  bidders = [ruleBidder({ name: "Ada" }), ruleBidder({ name: "Bo" })],
  budget = 1_000_000,
  overestimate = 10,
  traits = [...new Set(items.map(({ trait }) => trait))],
  discounts = 0,
  memory = {},
  seed = 0,
  concurrency = 4,
}: HouseAuctionOptions = {}): HouseAuction {
  const of = (setting: number | Readonly<Record<string, number>>, name: string, usual: number): number =>
    typeof setting === "number" ? setting : (setting[name] ?? usual);
  const accounts = bidders.map(({ name, trait }): BidderAccount => {
    const funds = of(budget, name, 1_000_000);
    const start = { funds, budget: funds, profit: 0, failedBids: 0, plan: {}, reflections: [] };
    return { name, ...(trait !== undefined && { trait }), ...start, overestimate: of(overestimate, name, 10) };
  });
  checkAuction(items, accounts, traits);
  const parts: Parts = { bidders, memory, discounts, concurrency };
  return {
    name: "house-auction",
    start: () => ({
      ...sceneWorld({ seed, place: { description: "An auction" }, agents: bidders.map(({ name }) => ({ name })) }),
      traits: [...traits],
      items: items.map((item) => ({ ...item })),
      bidders: accounts,
      phase: "plan",
      lot: lotOf(items, 0),
      bids: [],
      sales: [],
    }),
    async step(world, signal) {
      signal?.throwIfAborted();
      if (world.done) return world;
      const next = await PHASES[world.phase](world, parts, signal);
      return { ...next, step: world.step + 1 };
    },
  };
}

/** The sentences on rivals that bidders keep for the next auction. */
export function memoryOf(world: AuctionWorld): AuctionMemory {
  return Object.fromEntries(
    world.bidders.map(({ name, reflections }) => {
      const newest = reflections.findLast(({ profiles }) => profiles)?.profiles ?? {};
      return [name, Object.fromEntries(Object.entries(newest).map(([rival, { sentence }]) => [rival, sentence]))];
    }),
  );
}

interface Parts {
  bidders: readonly Bidder[];
  memory: AuctionMemory;
  discounts: number;
  concurrency: number;
}

type Phase = (world: AuctionWorld, parts: Parts, signal?: AbortSignal) => Promise<AuctionWorld>;

const PHASES: Record<AuctionWorld["phase"], Phase> = { plan, bid: bidRound, reflect };

async function plan(world: AuctionWorld, parts: Parts, signal?: AbortSignal): Promise<AuctionWorld> {
  const plans = await ofEach(world, parts, { signal, ask: (bidder, view, inner) => bidder.plan?.(view, inner) });
  const bidders = world.bidders.map((account, i) => ({ ...account, plan: plans[i] ?? account.plan }));
  const told = bidders.flatMap(({ name }, i) =>
    plans[i] ? [thought(name, planText(plans[i]), { plan: plans[i] })] : [],
  );
  return { ...world, bidders, phase: "bid", events: happened(world, ...told).events };
}

async function bidRound(world: AuctionWorld, parts: Parts, signal?: AbortSignal): Promise<AuctionWorld> {
  const { lot } = world;
  const least = leastBid(world);
  const isIn = ({ name, budget }: BidderAccount): boolean =>
    budget >= least && name !== lot.highest?.bidder && !lot.withdrawn.includes(name);
  const asked = await ofEach(world, parts, {
    signal,
    ask: (bidder, view, inner) => (isIn(accountOf(world, bidder.name)) ? standingBid(bidder, view, inner) : undefined),
  });
  const item = (world.items[lot.at] as AuctionItem).name;
  const given = world.bidders.flatMap(({ name }, i) => (asked[i] ? [{ name, ...asked[i] }] : []));
  const bids = given.map(
    ({ name, bid }): Bid => ({ item, round: lot.round, bidder: name, amount: bid?.amount ?? null }),
  );
  const told = given.map(({ name, bid }): Happening => {
    const text = bid?.amount == null ? `withdraws from ${item}` : `bids ${bid.amount} for ${item}`;
    const data = { amount: bid?.amount ?? null };
    return { actor: name, kind: "choice", text, data, ...(bid?.made && { made: bid.made }) };
  });
  const why = given.flatMap(({ name, bid }) =>
    bid?.strategy ? [thought(name, `strategy ${bid.strategy}`, { strategy: bid.strategy })] : [],
  );
  const next: AuctionWorld = {
    ...world,
    bidders: world.bidders.map((account) => ({
      ...account,
      failedBids: account.failedBids + (given.find(({ name }) => name === account.name)?.failed ?? 0),
    })),
    bids: [...world.bids, ...bids],
    lot: {
      ...lot,
      round: lot.round + 1,
      withdrawn: [...lot.withdrawn, ...bids.flatMap((bid) => (bid.amount === null ? bid.bidder : []))],
    },
    events: happened(world, ...told, ...why).events,
  };
  return afterRound(next, bids.filter((bid) => bid.amount !== null) as (Bid & { amount: number })[], parts);
}

function afterRound(
  world: AuctionWorld,
  bids: readonly (Bid & { amount: number })[],
  { discounts }: Parts,
): AuctionWorld {
  const { lot } = world;
  const top = Math.max(...bids.map(({ amount }) => amount));
  const best = bids.filter(({ amount }) => amount === top);
  const lucky = best[random(seedOf(world, "tie")).int(best.length)];
  const opened = lot.highest === null && bids.length === 1;
  const highest = lucky ? { bidder: lucky.bidder, amount: lucky.amount } : lot.highest;
  if (bids.length > 0 && !opened) return { ...world, lot: { ...lot, highest } };
  const { name, value } = world.items[lot.at] as AuctionItem;
  if (highest === null && lot.discounts < discounts && lot.start > 1) {
    const again = { ...lot, start: Math.floor(lot.start / 2), withdrawn: [], discounts: lot.discounts + 1 };
    const text = `${name} comes again at ${again.start}`;
    return { ...world, lot: again, events: happened(world, { actor: "auctioneer", kind: "outcome", text }).events };
  }
  const text = highest ? `${name} goes to ${highest.bidder} for ${highest.amount}` : `nobody wants ${name}`;
  const told: Happening[] = [{ actor: "auctioneer", kind: "outcome", text }];
  if (highest)
    told.push({ actor: "auctioneer", kind: "outcome", to: [highest.bidder], text: `${name} is worth ${value}` });
  return settled({ ...world, lot: { ...lot, highest }, events: happened(world, ...told).events });
}

/** A bid that stands, or null for a withdrawal; with how many did not stand. */
async function standingBid(
  bidder: Bidder,
  view: BidderView,
  signal?: AbortSignal,
): Promise<{ bid: GivenBid | null; failed: number }> {
  let refused: string | undefined;
  for (let failed = 0; failed < TRIES; failed++) {
    const bid = await bidder.bid(refused === undefined ? view : { ...view, refused }, signal);
    if (bid?.amount === null) return { bid, failed };
    const why = bid === null ? "no bid could be read" : refusalOf(bid.amount as number, view);
    if (why === null) return { bid, failed };
    refused = why;
  }
  return { bid: null, failed: TRIES };
}

async function reflect(world: AuctionWorld, parts: Parts, signal?: AbortSignal): Promise<AuctionWorld> {
  const item = (world.items[world.lot.at] as AuctionItem).name;
  const all = await ofEach(world, parts, { signal, ask: (bidder, view, inner) => bidder.reflect?.(view, inner) });
  const bidders = world.bidders.map((account, i): BidderAccount => {
    const { summary, plan, profiles } = all[i] ?? {};
    const reflection: Reflection = {
      item,
      ...(summary !== undefined && { believesRight: summary && isRight(summary, account, world) }),
      ...(profiles !== undefined && { profiles }),
    };
    return { ...account, plan: plan ?? account.plan, reflections: [...account.reflections, reflection] };
  });
  const told = bidders.flatMap(({ name }, i) => (all[i] ? [thought(name, thoughtsText(all[i]), { ...all[i] })] : []));
  const at = world.lot.at + 1;
  const done = at >= world.items.length;
  const lot = done ? world.lot : lotOf(world.items, at);
  return { ...world, bidders, lot, phase: "bid", done, events: happened(world, ...told).events };
}

function isRight(
  summary: NonNullable<Thoughts["summary"]>,
  { name, budget, profit }: BidderAccount,
  { sales }: AuctionWorld,
): boolean {
  const won = sales.filter(({ buyer }) => buyer === name);
  return (
    summary.remainingBudget === budget &&
    summary.totalProfit === profit &&
    Object.keys(summary.winningBids).length === won.length &&
    won.every(({ item, price }) => summary.winningBids[item] === price)
  );
}

interface Question<T> {
  ask: (bidder: Bidder, view: BidderView, signal: AbortSignal) => Promise<T> | undefined;
  signal: AbortSignal | undefined;
}

/** Asks all at once; each is shown its own view and nothing else. */
function ofEach<T>(
  world: AuctionWorld,
  { bidders, memory, concurrency }: Parts,
  { ask, signal }: Question<T>,
): Promise<(T | undefined)[]> {
  return mapConcurrent(
    bidders,
    async (bidder, inner) => {
      const own = { seed: seedOf(world, bidder.name), memory: memory[bidder.name] ?? {} };
      return await ask(bidder, viewOf(world, bidder.name, own), inner);
    },
    { concurrency, signal },
  );
}

function accountOf({ bidders }: AuctionWorld, name: string): BidderAccount {
  return bidders.find((account) => account.name === name) as BidderAccount;
}

function lotOf(items: readonly AuctionItem[], at: number): Lot {
  return { at, start: (items[at] as AuctionItem).start, round: 1, highest: null, withdrawn: [], discounts: 0 };
}

function planText(plan: Plan): string {
  return `priorities: ${Object.entries(plan)
    .map(([item, priority]) => `${item} ${priority}`)
    .join(", ")}`;
}

function thoughtsText({ summary, profiles }: Thoughts): string {
  const money = summary ? [`${summary.remainingBudget} left, profit ${summary.totalProfit}`] : [];
  const rivals = Object.entries(profiles ?? {}).map(([rival, { sentence }]) => `${rival}: ${sentence}`);
  return [...money, ...rivals].join("; ") || "nothing that could be read";
}

function thought(actor: string, text: string, data: Record<string, unknown>): Happening {
  return { actor, kind: "thought", text, data };
}
