import type { Estimate, Score } from "../../core/index.ts";
import type { FigureCell, FigureTable } from "../../report/index.ts";
import {
  type AuctionFigure,
  type AuctionWorld,
  auctionFigures,
  type GameWorld,
  gameSignatures,
  humanFigures,
  labelShare,
  memoryOf,
  type SeatPlay,
  type Signature,
  seatRounds,
  totalPoints,
} from "../../simulate/games/index.ts";
import { turnedAround } from "../../simulate/games/matrix-game.ts";
import { estimateOf } from "../../stats/index.ts";

export interface FiguresOptions {
  /** Whether a persona plays, in the order of the players. */
  isPersona: readonly boolean[];
  seed?: number;
}

const SAYS: Readonly<Record<Signature, string>> = {
  "own-points": "points a round",
  "points-share": "points of both, of the most they could have",
  "cooperation-rate": "cooperates",
  forgiveness: "cooperates after one defection",
  "retaliation-rate": "games in which it retaliates",
  "retaliation-lag": "rounds until it retaliates",
  "forgiveness-lag": "rounds until it cooperates again",
  exploitability: "cooperates while the other defects",
  alternation: "changes its option",
  "coordination-rate": "both meet",
  "prediction-accuracy": "predictions of the other that come true",
};

const SEATS = [0, 1] as const;

/** How both played, over games that are over; beside people, where they played this game. */
export function gameFigures(worlds: readonly GameWorld[], { isPersona, seed = 42 }: FiguresOptions): FigureTable {
  const [first] = worlds;
  const names = first?.agents.map(({ name }) => name) ?? [];
  const people = first && humanFigures(first.game);
  const found = SEATS.map((seat) =>
    gameSignatures(
      worlds.map((world, at) => playOf(world, { seat, at })),
      { seed },
    ),
  );
  const rows = (Object.keys(SAYS) as Signature[]).flatMap((name) => {
    const own = found.map((signatures): FigureCell => signatures[name]);
    const theirs: FigureCell[] = people ? [people.signatures[name] ?? "not measured"] : [];
    const isThere = found.some(({ [name]: { n, missing } }) => n > 0 || missing.unparsed > 0);
    return isThere ? [{ says: SAYS[name], cells: [...own, ...theirs] }] : [];
  });
  const totals = SEATS.map((seat) => {
    const scores = worlds.map((world, at) => ({ value: totalPoints(world)[seat], cluster: `game ${at}` }));
    return plainEstimate("points", scores, seed);
  });
  const rounds = first?.rounds ?? 0;
  const compared = rounds === people?.rounds ? "" : `; here are ${rounds} rounds`;
  return {
    title: `${plural(worlds.length, "game")} of ${plural(rounds, "round")}`,
    who: people ? [...names, "people"] : names,
    rows: [{ says: "points of a game", cells: people ? [...totals, "–"] : totals }, ...rows],
    notes: [
      ...intervalNotes(worlds.length, { noun: "game", isPersona }),
      ...SEATS.flatMap((seat) => (isPersona[seat] ? labelNotes(worlds, { seat, seed }) : [])),
      ...(people
        ? [
            `People: ${people.people} in ${people.rounds} rounds against ${people.against}${compared} (${people.source}; ${people.licence}).`,
          ]
        : []),
    ],
  };
}

const AUCTION_SAYS: Readonly<Record<AuctionFigure, string>> = {
  profit: "profit",
  "win-share": "houses won, of those sold",
  "matched-win-share": "of those of its own trait",
  "spent-of-estimate": "price, of its own estimate",
  "overbid-rate": "bought above the worth",
  "failed-bids": "bids that did not stand",
  "belief-error-rate": "own sums that are wrong",
  "profiling-accuracy": "rivals' traits found out",
  "profiling-tau": "order of rivals' traits (tau)",
};

/** How every bidder fared, over auctions that are over, and whether the money adds up. */
export function auctionTable(worlds: readonly AuctionWorld[], { isPersona, seed = 42 }: FiguresOptions): FigureTable {
  const names = worlds[0]?.bidders.map(({ name }) => name) ?? [];
  const found = names.map((name) => auctionFigures(worlds, name, { seed }));
  const rows = (Object.keys(AUCTION_SAYS) as AuctionFigure[]).flatMap((figure) => {
    const cells = found.map((figures) => figures[figure]);
    const isThere = cells.some(({ n, missing }) => n > 0 || missing.unparsed > 0);
    return isThere ? [{ says: AUCTION_SAYS[figure], cells }] : [];
  });
  const left = names.map((name, i) => {
    const scores = worlds.map(({ bidders }, at) => ({ value: bidders[i]?.budget ?? null, cluster: `auction ${at}` }));
    return plainEstimate(`budget left of ${name}`, scores, seed);
  });
  const remember = worlds
    .slice(0, -1)
    .some((world) => Object.values(memoryOf(world)).some((one) => Object.keys(one).length > 0));
  return {
    title: `${plural(worlds.length, "auction")} of ${plural(worlds[0]?.items.length ?? 0, "house")}`,
    who: names,
    rows: [...rows, { says: "money left", cells: left }],
    notes: [
      moneyNote(worlds),
      ...names
        .filter((name, i) => isPersona[i] && neverBid(worlds, name))
        .map((name) => `${name} gave no bid that stood: bids are JSON, which not every model can write.`),
      ...intervalNotes(worlds.length, { noun: "auction", isPersona }),
      ...(remember
        ? ["Bidders remember their rivals from auction to auction, so the auctions are no independent cases."]
        : []),
    ],
  };
}

function playOf(world: GameWorld, { seat, at }: { seat: 0 | 1; at: number }): SeatPlay {
  const game = seat === 0 ? world.game : turnedAround(world.game);
  return { cluster: `game ${at}`, game, rounds: seatRounds(world, seat) };
}

function plainEstimate(measure: string, scores: readonly Score[], seed: number): Estimate {
  return estimateOf(scores, { measure, version: "1", unit: "points", direction: "none", seed });
}

function neverBid(worlds: readonly AuctionWorld[], name: string): boolean {
  const failed = worlds.some(({ bidders }) => bidders.some((one) => one.name === name && one.failedBids > 0));
  return failed && worlds.every(({ bids }) => bids.every(({ bidder, amount }) => bidder !== name || amount === null));
}

/** What was spent is in the sales, and what was not is left: bidder by bidder, auction by auction. */
function moneyNote(worlds: readonly AuctionWorld[]): string {
  const wrong = worlds.findIndex(({ bidders, sales }) =>
    bidders.some(({ name, funds, budget }) => {
      const paid = sales.reduce((sum, { buyer, price }) => (buyer === name ? sum + price : sum), 0);
      return funds !== budget + paid;
    }),
  );
  if (wrong >= 0) return `The money does not add up in auction ${wrong + 1}.`;
  const total = (of: (world: AuctionWorld) => readonly number[]): string =>
    worlds
      .flatMap(of)
      .reduce((sum, one) => sum + one, 0)
      .toLocaleString("en-US");
  const [start, rest, paid] = [
    total(({ bidders }) => bidders.map(({ funds }) => funds)),
    total(({ bidders }) => bidders.map(({ budget }) => budget)),
    total(({ sales }) => sales.map(({ price }) => price)),
  ];
  return `Money: ${start} at the start = ${rest} left + ${paid} paid.`;
}

function intervalNotes(games: number, { noun, isPersona }: { noun: string; isPersona: readonly boolean[] }): string[] {
  if (games > 1 && !isPersona.includes(true)) {
    return [`Only rules play: ${noun}s differ by what is drawn alone, and intervals say nothing of other players.`];
  }
  if (games > 1) return [`Intervals resample ${noun}s; they say nothing of other personas.`];
  return [
    `One ${noun}: its intervals, where it has any, are over ${noun === "game" ? "rounds" : "houses"} and say nothing of other ${noun}s (--games N).`,
  ];
}

/** Whether a persona plays the game, or says a word. */
function labelNotes(worlds: readonly GameWorld[], { seat, seed }: { seat: 0 | 1; seed: number }): string[] {
  const found = labelShare(worlds, { seat, seed });
  const name = worlds[0]?.agents[seat]?.name ?? "";
  if (found === null) return worlds.length === 0 ? [] : [`${name} gave no move that could be read.`];
  const { label, share, isBound } = found;
  const often = `${name} answers ${label} in ${Math.round((share.value ?? 0) * 100)}% of ${plural(share.n, "round")}`;
  if (isBound) return [`${often}, whatever it means: it does not play, and its figures say nothing of how it would.`];
  if (worlds.length > 1) return [`${often}; the labels are swapped in every second game.`];
  return [`${often}; one game cannot tell a liking for a label from a choice (--games 2 swaps the labels).`];
}

function plural(n: number, noun: string): string {
  return `${n.toLocaleString("en-US")} ${noun}${n === 1 ? "" : "s"}`;
}
