import { dirname, extname, resolve } from "node:path";
import { z } from "zod";
import { InputError, type Model, type Persona } from "../../core/index.ts";
import { neededModel } from "../../model/index.ts";
import { parseTree, readPersona, readText, schemaFault } from "../../persona/index.ts";
import type { AuctionItem, AuctionWorld } from "./auction-world.ts";
import type { Bidder } from "./bidder.ts";
import { type AuctionMemory, type HouseAuction, houseAuction } from "./house-auction.ts";
import { BATTLE_OF_THE_SEXES, type MatrixGame, PRISONERS_DILEMMA } from "./matrix-game.ts";
import { personaBidder } from "./persona-bidder.ts";
import { type PersonaPlayerOptions, personaPlayer } from "./persona-player.ts";
import { type GamePlayer, type GameWorld, type RepeatedGame, repeatedGame } from "./repeated-game.ts";
import { type BidRule, ruleBidder } from "./rule-bidder.ts";
import { STRATEGIES, type StrategyName, strategyPlayer } from "./strategies.ts";

/** `game:` of a file: two players in a repeated 2×2 game. */
export interface GameSection {
  matrix?: "prisoners-dilemma" | "battle-of-the-sexes" | MatrixGame;
  rounds?: number;
  /** Two. */
  players: (
    | { strategy: StrategyName }
    | ({ persona: string } & Partial<Pick<Required<PersonaPlayerOptions>, "answer" | "predictFirst">>)
  )[];
}

/** `auction:` of a file: houses and who bids for them. */
export interface AuctionSection {
  houses: AuctionItem[];
  /** A rule with a name, or a persona. */
  bidders: {
    name?: string;
    rule?: BidRule;
    persona?: string;
    trait?: string;
    profiles?: boolean;
    budget?: number;
    overestimate?: number;
  }[];
  budget?: number;
  traits?: string[];
  discounts?: number;
}

/** A game or an auction, and a seed. */
export interface GameFile {
  name?: string;
  game?: GameSection;
  auction?: AuctionSection;
  seed?: number;
}

/** An object with these keys alone; another one is answered with what there is. */
function known<Shape extends z.core.$ZodLooseShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const keys = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? `one of ${keys}` : undefined),
  });
}

const name = z.string().regex(/\S/, "a text that is not blank");
const points = z.number();
const cell = z.tuple([points, points]);
const row = z.tuple([cell, cell]);
const money = z.int().min(0);

const matrix = z.union(
  [
    z.enum(["prisoners-dilemma", "battle-of-the-sexes"]),
    known({
      name,
      options: z.tuple([name, name]).refine(([a, b]) => a !== b, "two labels that differ"),
      payoffs: z.tuple([row, row]),
    }),
  ],
  "prisoners-dilemma, battle-of-the-sexes, or {name, options: [a, b], payoffs: [[[x, y], [x, y]], [[x, y], [x, y]]]}",
);
const player = z.union(
  [
    z.strictObject({ strategy: z.enum(Object.keys(STRATEGIES) as StrategyName[]) }),
    z.strictObject({
      persona: name,
      answer: z.enum(["likeliest", "drawn", "reply"]).exactOptional(),
      predictFirst: z.boolean().exactOptional(),
    }),
  ],
  `{strategy: one of ${Object.keys(STRATEGIES).join(", ")}} or {persona: FILE, answer: likeliest, drawn or reply, predictFirst: true}`,
);

export const gameSection: z.ZodType<GameSection> = known({
  matrix: matrix.exactOptional(),
  rounds: z.int().min(1).max(10_000).exactOptional(),
  players: z.array(player).length(2),
});

const bidder = known({
  name: name.exactOptional(),
  rule: z.enum(["truthful", "withdrawing", "reckless", "collector"]).exactOptional(),
  persona: name.exactOptional(),
  trait: name.exactOptional(),
  profiles: z.boolean().exactOptional(),
  budget: money.exactOptional(),
  overestimate: z.number().min(-100).max(1000).exactOptional(),
}).refine(
  ({ name, rule, persona }) =>
    (persona === undefined) !== (rule === undefined) && (persona !== undefined || name !== undefined),
  "{persona: FILE} or {name: NAME, rule: RULE}",
);

export const auctionSection: z.ZodType<AuctionSection> = known({
  houses: z
    .array(known({ name, description: name.exactOptional(), trait: name, start: money.min(1), value: money }))
    .min(1),
  bidders: z.array(bidder).min(2),
  budget: money.exactOptional(),
  traits: z.array(name).min(1).exactOptional(),
  discounts: z.int().min(0).max(3).exactOptional(),
});

export const gameFileSchema: z.ZodType<GameFile> = known({
  name: name.exactOptional(),
  game: gameSection.exactOptional(),
  auction: auctionSection.exactOptional(),
  seed: z.int().exactOptional(),
}).refine(({ game, auction }) => (game === undefined) !== (auction === undefined), "either game: or auction:");

/** Personas stand in the order of the players or bidders; undefined where a rule plays. */
export type OpenedGame =
  | { kind: "game"; engine: RepeatedGame; world: GameWorld; personas: readonly (Persona | undefined)[] }
  | {
      kind: "auction";
      engine: HouseAuction;
      world: AuctionWorld;
      personas: readonly (Persona | undefined)[];
      /** The same auction, with what bidders remember of the auctions before. */
      after(memory: AuctionMemory): HouseAuction;
    };

const FILE_LIMIT = 4 * 2 ** 20;

/**
 * The game of a YAML or JSON text.
 *
 * @throws InputError naming the line
 */
export function parseGameFile(text: string, where: string): GameFile {
  const tree = parseTree(text, where, extname(where).toLowerCase() === ".json" ? "json" : "yaml");
  const parsed = gameFileSchema.safeParse(tree.value);
  if (parsed.success) return parsed.data;
  const { path, ...fault } = schemaFault(parsed.error, tree.value);
  const line = tree.lineOf(path);
  throw new InputError({ where, ...(line === undefined ? {} : { line }), ...fault });
}

/** @throws InputError as `parseGameFile`, and for a file that cannot be read */
export async function readGameFile(path: string): Promise<GameFile> {
  return parseGameFile(await readText(path, FILE_LIMIT), path);
}

/** Personas as the file names them, in the order of the players or bidders; undefined where a rule plays. */
export function personasNamed({ game, auction }: GameFile): (string | undefined)[] {
  if (game) return game.players.map((player) => ("persona" in player ? player.persona : undefined));
  return (auction?.bidders ?? []).map(({ persona }) => persona);
}

/**
 * A game or an auction from a file, ready for its first step. Personas are looked for beside the file.
 *
 * @param model plays every persona. @throws InputError for a bad file; UnsupportedError where a persona has no model
 */
export async function openGame(path: string, { model }: { model?: Model } = {}): Promise<OpenedGame> {
  return gameOf(await readGameFile(path), { path, model });
}

/** The same of a file that was read. */
export async function gameOf(
  file: GameFile,
  { path, model }: { path: string; model?: Model | undefined },
): Promise<OpenedGame> {
  const personas: (Persona | undefined)[] = [];
  for (const name of personasNamed(file)) {
    personas.push(name === undefined ? undefined : (await readPersona(resolve(dirname(path), name))).persona);
  }
  const opening = { personas, model, seed: file.seed ?? 0 };
  if (file.game) {
    const engine = gameFrom(file.game, opening);
    return { kind: "game", engine, world: engine.start(), personas };
  }
  const after = (memory: AuctionMemory): HouseAuction =>
    auctionFrom(file.auction as AuctionSection, { ...opening, memory });
  const engine = after({});
  return { kind: "auction", engine, world: engine.start(), personas, after };
}

interface Opening {
  personas: readonly (Persona | undefined)[];
  model: Model | undefined;
  seed: number;
}

function gameFrom(section: GameSection, { personas, model, seed }: Opening): RepeatedGame {
  const players = section.players.map((one, i): GamePlayer => {
    if ("strategy" in one) return strategyPlayer(one.strategy);
    const { persona: _file, ...how } = one;
    return personaPlayer({ model: neededModel("repeated-game", model), persona: personas[i] as Persona, ...how });
  });
  const [first, second] = players as [GamePlayer, GamePlayer];
  const rounds = section.rounds === undefined ? {} : { rounds: section.rounds };
  return repeatedGame({ game: matrixOf(section.matrix), players: [first, second], ...rounds, seed });
}

function matrixOf(given: GameSection["matrix"] = "prisoners-dilemma"): MatrixGame {
  if (given === "prisoners-dilemma") return PRISONERS_DILEMMA;
  return given === "battle-of-the-sexes" ? BATTLE_OF_THE_SEXES : given;
}

function auctionFrom(
  section: AuctionSection,
  { personas, model, seed, memory }: Opening & { memory: AuctionMemory },
): HouseAuction {
  const { houses, bidders, budget: everybody = 1_000_000, ...more } = section;
  const made: Bidder[] = [];
  const budget: Record<string, number> = {};
  const overestimate: Record<string, number> = {};
  for (const [i, { persona: _file, rule, name, budget: own, overestimate: above, ...how }] of bidders.entries()) {
    const persona = personas[i];
    const one =
      persona === undefined
        ? ruleBidder({ name: name as string, ...(rule && { rule }), ...how })
        : personaBidder({
            model: neededModel("house-auction", model),
            persona,
            ...(name !== undefined && { name }),
            ...how,
          });
    made.push(one);
    budget[one.name] = own ?? everybody;
    if (above !== undefined) overestimate[one.name] = above;
  }
  return houseAuction({ items: houses, bidders: made, budget, overestimate, ...more, memory, seed });
}
