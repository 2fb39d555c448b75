import type { RivalProfile } from "./auction-world.ts";
import type { Bidder, BidderView } from "./bidder.ts";

/**
 * "truthful" takes the lowest bid up to what it thinks the item is worth; "withdrawing" wants nothing; "reckless" goes two
 * steps above the lowest bid, whatever the worth, and out when that is refused; "collector" is truthful for its own trait alone.
 */
export type BidRule = "truthful" | "withdrawing" | "reckless" | "collector";

export interface RuleBidderOptions {
  name: string;
  rule?: BidRule;
  trait?: string;
  /** Whether it weighs its rivals after each item, by what they bid for. */
  profiles?: boolean;
}

/** A bidder that follows a rule. It keeps no summary: the ledger is its memory. */
export function ruleBidder({ name, rule = "truthful", trait, profiles = false }: RuleBidderOptions): Bidder {
  return {
    name,
    ...(trait !== undefined && { trait }),
    bid: async (view) => ({ amount: RULES[rule](view) }),
    ...(profiles && { reflect: async (view: BidderView) => ({ profiles: profilesByBids(view) }) }),
  };
}

const RULES: Record<BidRule, (view: BidderView) => number | null> = {
  truthful: ({ least, item }) => (least <= item.estimate ? least : null),
  withdrawing: () => null,
  reckless: ({ least, item, refused }) => (refused === undefined ? least + 2 * Math.floor(item.start / 10) : null),
  collector: (view) => (view.item.trait === view.trait ? RULES.truthful(view) : null),
};

/**
 * What draws each rival: of the items with a trait, the share that it bid for less the share that it withdrew from at once; 0
 * for a trait that did not come up.
 */
export function profilesByBids({ rivals, traits, bids, items }: BidderView): Record<string, RivalProfile> {
  const profileOf = (rival: string): RivalProfile => {
    const own = bids.filter(({ bidder }) => bidder === rival);
    const weights = Object.fromEntries(
      traits.map((trait) => {
        const faced = items.filter(
          ({ name, trait: known }) => known === trait && own.some(({ item }) => item === name),
        );
        const wanted = faced.filter(({ name }) => own.some(({ item, amount }) => item === name && amount !== null));
        return [trait, faced.length === 0 ? 0 : (2 * wanted.length - faced.length) / faced.length];
      }),
    );
    const [most] = traits.toSorted((a, b) => (weights[b] as number) - (weights[a] as number));
    return { weights, sentence: `Bids most readily for ${most}.` };
  };
  return Object.fromEntries(rivals.map((rival) => [rival, profileOf(rival)]));
}
