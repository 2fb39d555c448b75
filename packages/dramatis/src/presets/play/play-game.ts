import { extname, join } from "node:path";
import { contentId, type Model, type Persona, type Usage } from "../../core/index.ts";
import { addUsage, type Meter, meter, resolveRoles } from "../../model/index.ts";
import { parseTree, personaVersion, readText } from "../../persona/index.ts";
import type { FigureTable } from "../../report/index.ts";
import { openRun, type Run } from "../../run/index.ts";
import {
  type AuctionWorld,
  type GameFile,
  type GameWorld,
  gameOf,
  memoryOf,
  type OpenedGame,
  personasNamed,
  readGameFile,
  swappedLabels,
} from "../../simulate/games/index.ts";
import { playScene } from "../../simulate/world/play-scene.ts";
import type { SceneEvent } from "../../simulate/world/scene-world.ts";
import { withRecord } from "../../simulate/world/step-record.ts";
import { openActor } from "../open/open-actor.ts";
import { refuseUnpriced } from "../open/open-judges.ts";
import { runCache } from "../open/run-cache.ts";
import { auctionTable, gameFigures } from "./game-figures.ts";
import type { PlayFile } from "./play.ts";
import { keptSteps, takeStep } from "./take-step.ts";

export interface PlayGame
  extends Pick<
    PlayFile,
    "model" | "seed" | "config" | "runs" | "resume" | "env" | "maxCost" | "price" | "signal" | "onNotice"
  > {
  /** A file with `game:` or `auction:`. */
  file: string;
  /** As many, with seeds that count up. In every second game the labels of the options are swapped. */
  games?: number | undefined;
  /** Told once, before the first call. */
  onStart?: (start: GameStart) => void;
  onEvent?: (event: GameEvent) => void;
}

export type PlayedWorld = GameWorld | AuctionWorld;

/** An event, and in which of the games it was, from 1. */
export interface GameEvent extends SceneEvent {
  game: number;
}

export interface GameStart {
  name: string;
  kind: OpenedGame["kind"];
  players: readonly GameSeat[];
  games: number;
  /** Of the first game. */
  seed: number;
  folder: string;
  /** Steps that the run has already. */
  already: number;
  /** Games that are begun, as far as they are; it grows while they are played. */
  worlds(): readonly PlayedWorld[];
}

export interface GameSeat {
  name: string;
  /** Id of its model, or "a rule". */
  model: string;
  summary?: string | undefined;
}

export interface GameOutcome extends Omit<GameStart, "already" | "worlds"> {
  worlds: readonly PlayedWorld[];
  figures: FigureTable;
  usage: Usage;
}

/** Whether a file is a game or an auction, and no scene. @throws InputError for a file that cannot be read as data */
export async function isGameFile(path: string): Promise<boolean> {
  const extension = extname(path).toLowerCase();
  if (![".yaml", ".yml", ".json"].includes(extension)) return false;
  const { value } = parseTree(await readText(path), path, extension === ".json" ? "json" : "yaml");
  return typeof value === "object" && value !== null && ("game" in value || "auction" in value);
}

/**
 * Games or auctions from their file to their figures, one after another. Every step is in the run folder when the next
 * begins, as with `play`; with `resume` it goes on there, also with more games than before.
 *
 * @throws as `play`
 */
export async function playGame(options: PlayGame): Promise<GameOutcome> {
  const { file: path, games = 1, config = {}, env = process.env, price, maxCost, onNotice } = options;
  const { resume = false, runs } = options;
  const read = await readGameFile(path);
  const file = { ...read, seed: options.seed ?? read.seed ?? 0 };
  let folder = "";
  const cache = runCache(() => join(folder, "calls.sqlite"));
  const spending = meter({ cap: maxCost });
  const roles = resolveRoles({ flags: { model: options.model }, config, env });
  const isAsked = personasNamed(file).some((persona) => persona !== undefined);
  let model: Model | undefined;
  if (isAsked) {
    refuseUnpriced([roles.actor], maxCost, price);
    ({ model } = await openActor({ roles, act: {}, open: { env, price, meter: spending, cache } }));
  } else if (options.model !== undefined) onNotice?.("only rules play: no model is asked");
  const opened = await gameOf(file, { path, model });
  const run = openRun({ plan: planOf(file, opened, model), ...(runs !== undefined && { root: runs }), resume });
  folder = run.folder;
  if (run.spent) spending.charge(run.spent);
  if (resume && !run.resumed) onNotice?.("nothing to resume: this game begins anew");
  try {
    const { kind } = opened;
    const about = { name: nameOf(file, opened), kind, players: seatsOf(opened, model), games, seed: file.seed, folder };
    const table = new Table({ opened, run, spending, options });
    options.onStart?.({ ...about, already: countAll(run), worlds: () => table.worlds });
    const usage = await table.play(games);
    const outcome = { ...about, worlds: table.worlds, figures: figuresOf(opened, table.worlds), usage };
    const { worlds: _worlds, ...summary } = outcome;
    run.writeSummary(summary);
    return outcome;
  } finally {
    if (spending.calls > 0) run.writeUsage(spending.usage());
    run.close();
    cache.close();
  }
}

interface TableOptions {
  opened: OpenedGame;
  run: Run;
  spending: Meter;
  options: PlayGame;
}

/** Games under way: those that are over, and the one that is played. */
class Table {
  readonly #of: TableOptions;
  #worlds: readonly PlayedWorld[] = [];
  #usage: Usage = { inputTokens: 0, outputTokens: 0 };
  #steps: number;

  constructor(of: TableOptions) {
    this.#of = of;
    this.#steps = countAll(of.run);
  }

  get worlds(): readonly PlayedWorld[] {
    return this.#worlds;
  }

  async play(games: number): Promise<Usage> {
    for (let at = 0; at < games; at++) await this.#game(at);
    return this.#usage;
  }

  async #game(at: number): Promise<void> {
    const { opened, run, spending, options } = this.#of;
    const { signal, onEvent } = options;
    const before = this.#worlds;
    const last = before.at(-1);
    const engine = opened.kind === "auction" && last ? opened.after(memoryOf(last as AuctionWorld)) : opened.engine;
    let world = firstWorld(opened, at);
    const prefix = prefixOf(at);
    this.#worlds = [...before, world];
    for (const kept of keptSteps(run, prefix)) {
      world = withRecord(world, kept) as PlayedWorld;
      this.#worlds = [...before, world];
      this.#usage = addUsage(this.#usage, kept.usage);
    }
    const steps = playScene({ engine, world, stop: () => null, signal });
    for (;;) {
      const next = await takeStep(steps, world.step, { run, spending, signal, prefix, already: this.#steps });
      if (typeof next === "string") return;
      world = next.world as PlayedWorld;
      this.#steps++;
      this.#worlds = [...before, world];
      this.#usage = addUsage(this.#usage, next.kept.usage);
      for (const event of next.kept.events) onEvent?.({ ...event, game: at + 1 });
    }
  }
}

/** Seeds count up; a game of odd place, from 0, has its labels swapped. */
function firstWorld(opened: OpenedGame, at: number): PlayedWorld {
  const { kind, world } = opened;
  const seeded = { ...world, seed: world.seed + at };
  if (kind === "auction" || at % 2 === 0) return seeded;
  return { ...opened.world, seed: seeded.seed, game: swappedLabels(opened.world.game) };
}

/** Over the games that are over. */
function figuresOf(
  { kind, personas }: Pick<OpenedGame, "kind" | "personas">,
  worlds: readonly PlayedWorld[],
): FigureTable {
  const over = worlds.filter(({ done }) => done);
  const options = { isPersona: personas.map((persona) => persona !== undefined) };
  return kind === "game" ? gameFigures(over as GameWorld[], options) : auctionTable(over as AuctionWorld[], options);
}

function prefixOf(at: number): string {
  return `game-${at + 1}-`;
}

function countAll(run: Run): number {
  return [...run.finished().keys()].filter((id) => /^game-\d+-step-\d+$/.test(id)).length;
}

function nameOf({ name }: GameFile, { world }: OpenedGame): string {
  return name ?? world.place.description;
}

function seatsOf({ world, personas }: OpenedGame, model: Model | undefined): GameSeat[] {
  return world.agents.map(({ name }, i) => {
    const persona: Persona | undefined = personas[i];
    return persona ? { name, model: model?.id ?? "", summary: persona.summary } : { name, model: "a rule" };
  });
}

/** All that can change a step. How many games are played cannot, so a run may go on with more. */
function planOf(
  file: GameFile & { seed: number },
  opened: OpenedGame,
  model: Model | undefined,
): Parameters<typeof openRun>[0]["plan"] {
  const { game, auction, seed } = file;
  const versions = opened.personas.map((persona) => (persona ? personaVersion(persona) : null));
  const content = contentId({ game: game ?? null, auction: auction ?? null, versions });
  return {
    command: "play",
    subject: nameOf(file, opened),
    arguments: { game: content, seed, model: model?.id ?? null },
  };
}
