import { z } from "zod";
import type { Model, Persona } from "../../core/index.ts";
import { askJson, type JsonQuestion } from "../../model/index.ts";
import { personaVersion, renderPersona } from "../../persona/index.ts";
import type { Priority, RivalProfile } from "./auction-world.ts";
import type { Bidder, BidderView, Plan, Profiles } from "./bidder.ts";
import { BID, PLAN, PROFILES, SUMMARY } from "./persona-bidder.prompts.ts";

export interface PersonaBidderOptions {
  model: Model;
  persona?: Persona;
  name?: string;
  /** What the persona cares for, of the auction's traits. */
  trait?: string;
  /** Whether it weighs its rivals after each item, and bids with that in mind. */
  profiles?: boolean;
}

const priority = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const planShape = z.object({ priorities: z.record(z.string(), priority) });
const bidShape = z
  .object({ strategy: z.enum(["A", "B", "C", "D", "E", "F"]), bid: z.number().nullable() })
  .refine(({ strategy, bid }) => "ABC".includes(strategy) === (bid !== null), "A to C go with a bid, D to F with null");
const summaryShape = z.object({
  remainingBudget: z.number(),
  totalProfit: z.number(),
  winningBids: z.record(z.string(), z.number()),
});
const profilesShape = z.object({
  rivals: z.record(
    z.string(),
    z.object({ weights: z.record(z.string(), z.number().min(-1).max(1)), sentence: z.string().regex(/\S/) }),
  ),
});

/** Longest sentence on a rival that is kept, in characters. */
const MOST_SENTENCE = 300;

/** A persona that a model plays, which plans, bids, sums up and, where asked to, profiles its rivals. All answers are data. */
export function personaBidder({
  model,
  persona,
  name = persona?.name ?? model.id,
  trait,
  profiles = false,
}: PersonaBidderOptions): Bidder {
  const system = persona ? `${renderPersona(persona).system}\n\n` : "";
  const version = persona && personaVersion(persona);
  const ask = <T>(
    view: BidderView,
    { task, ...question }: Omit<JsonQuestion<T>, "seed">,
    signal?: AbortSignal,
  ): Promise<T | null> => askJson(model, { task: `${system}${task}`, seed: view.seed, ...question }, signal);

  const plan = async (view: BidderView, signal?: AbortSignal): Promise<Plan | null> => {
    const left = view.items.slice(view.sales.length);
    if (left.length === 0) return {};
    const reply = await ask(
      view,
      { task: PLAN, material: { ...selfOf(view), houses: left }, shape: planShape },
      signal,
    );
    return (
      reply &&
      onlyKnown<Priority>(
        reply.priorities,
        left.map((item) => item.name),
      )
    );
  };
  const profilesOf = async (view: BidderView, signal?: AbortSignal): Promise<Profiles | null> => {
    const material = { traits: view.traits, rivals: view.rivals, bids: bidsOf(view), thoughtBefore: thoughtOf(view) };
    const reply = await ask(view, { task: PROFILES, material, shape: profilesShape }, signal);
    return reply && onlyKnown(profilesFrom(reply.rivals, view), view.rivals);
  };

  return {
    name,
    ...(trait !== undefined && { trait }),
    plan,
    async bid(view, signal) {
      const { item, items, highest, least, refused, plan: priorities } = view;
      const material = {
        ...selfOf(view),
        house: item,
        priority: priorities[item.name] ?? 3,
        highestBid: highest,
        lowestBidThatStands: least,
        bids: bidsOf(view),
        coming: items.slice(view.sales.length + 1).map((each) => ({
          ...each,
          priority: priorities[each.name] ?? 3,
        })),
        rivals: thoughtOf(view),
        ...(refused !== undefined && { yourLastBidDidNotStand: refused }),
      };
      const reply = await ask(view, { task: BID, material, shape: bidShape }, signal);
      const made = { model: model.id, seed: view.seed, ...(version !== undefined && { personaVersion: version }) };
      return reply && { amount: reply.bid, strategy: reply.strategy, made };
    },
    async reflect(view, signal) {
      const material = { moneyAtTheStart: view.funds, name: view.name, sales: view.sales, bought: view.bought };
      const summary = await ask(view, { task: SUMMARY, material, shape: summaryShape }, signal);
      const weighed = profiles ? { profiles: await profilesOf(view, signal) } : {};
      return { summary, plan: await plan(view, signal), ...weighed };
    },
  };
}

function selfOf({ name, trait, budget, profit, bought }: BidderView): object {
  return {
    you: name,
    ...(trait !== undefined && { youCareFor: trait }),
    moneyLeft: budget,
    profitSoFar: profit,
    bought,
  };
}

/** Everybody's bids so far, each with what the item is known for. */
function bidsOf({ bids, items }: BidderView): object[] {
  const traits = new Map(items.map(({ name, trait }) => [name, trait]));
  return bids.map(({ bidder, item, amount }) => ({
    bidder,
    house: item,
    trait: traits.get(item),
    bid: amount ?? "withdrew",
  }));
}

/** What it thinks of its rivals now, or else remembers of them. */
function thoughtOf({ profiles, memory }: BidderView): object {
  return Object.keys(profiles).length > 0 ? profiles : memory;
}

function profilesFrom(
  rivals: Readonly<Record<string, RivalProfile>>,
  { traits }: BidderView,
): Record<string, RivalProfile> {
  return Object.fromEntries(
    Object.entries(rivals).map(([rival, { weights, sentence }]) => {
      const known = Object.fromEntries(traits.map((trait) => [trait, weights[trait] ?? 0]));
      return [rival, { weights: known, sentence: sentence.slice(0, MOST_SENTENCE) }];
    }),
  );
}

/** Models name what is not there. */
function onlyKnown<T>(given: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)));
}
