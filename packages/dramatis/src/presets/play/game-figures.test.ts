import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type AuctionWorld,
  BATTLE_OF_THE_SEXES,
  type GamePlayer,
  type GameWorld,
  houseAuction,
  type MatrixGame,
  PRISONERS_DILEMMA,
  repeatedGame,
  ruleBidder,
  type StrategyName,
  strategyPlayer,
  swappedLabels,
} from "../../simulate/games/index.ts";
import { auctionTable, gameFigures } from "./game-figures.ts";

interface Played {
  game?: MatrixGame;
  rounds?: number;
}

async function played(first: GamePlayer, second: StrategyName, options: Played = {}): Promise<GameWorld> {
  const engine = repeatedGame({ players: [first, strategyPlayer(second)], rounds: 4, ...options });
  let world = engine.start();
  while (!world.done) world = await engine.step(world);
  return world;
}

/** Answers F, whatever it means. */
const fPlayer: GamePlayer = {
  name: "Fay",
  move: async ({ game }) => ({ move: game.options[0] === "F" ? 0 : 1 }),
};
const silent: GamePlayer = { name: "Sy", move: async () => ({ move: null }) };
const RULES = { isPersona: [false, false] };
const FIRST = { isPersona: [true, false] };

test("points, cooperation and what follows a defection, beside people where they played the game", async () => {
  const worlds = [await played(strategyPlayer("tit-for-tat"), "defect-once")];
  const { who, rows, notes, title } = gameFigures(worlds, RULES);
  assert.equal(title, "1 game of 4 rounds");
  assert.deepEqual(who, ["tit-for-tat", "defect-once", "people"]);
  // (C, D), (D, C), (C, C), (C, C): 0 + 10 + 8 + 8 for both; tit-for-tat and the other cooperate in 3 of 4.
  const values = (says: string): unknown[] =>
    rows.find((row) => row.says === says)?.cells.map((cell) => (typeof cell === "string" ? cell : cell.value)) ?? [];
  assert.deepEqual(values("points of a game"), [26, 26, "–"]);
  assert.deepEqual(values("cooperates"), [0.75, 0.75, 0.5]);
  assert.deepEqual(values("rounds until it retaliates"), [1, null, 1.913]);
  assert.match(notes.at(-1) ?? "", /People: 97 in 10 rounds against GPT-4 as it is; here are 4 rounds \(.*MIT\)/);
  const ours = { ...PRISONERS_DILEMMA, payoffs: [PRISONERS_DILEMMA.payoffs[1], PRISONERS_DILEMMA.payoffs[0]] };
  const alone = gameFigures([await played(strategyPlayer("always"), "never", { game: ours as MatrixGame })], RULES);
  assert.deepEqual(alone.who, ["always", "never"]);
  assert.doesNotMatch(alone.notes.join(), /People/);
});

test("where both want to meet, meeting and alternating count", async () => {
  const world = await played(strategyPlayer("alternate"), "always", { game: BATTLE_OF_THE_SEXES, rounds: 10 });
  const { rows } = gameFigures([world], RULES);
  assert.deepEqual(
    rows
      .filter(({ says }) => /changes|meet/.test(says))
      .map(({ cells: [own] }) => typeof own !== "string" && own?.value),
    [1, 0.5],
  );
  assert.ok(!rows.some(({ says }) => says === "cooperates"));
});

test("a persona that says a word whatever it means is found out with swapped labels, and one game cannot tell", async () => {
  const straight = await played(fPlayer, "always");
  const swapped = await played(fPlayer, "always", { game: swappedLabels(PRISONERS_DILEMMA) });
  const found = gameFigures([straight, swapped], FIRST).notes.join("\n");
  assert.match(found, /Fay answers F in 100% of 8 rounds, whatever it means: it does not play/);
  const one = gameFigures([straight], FIRST).notes.join("\n");
  assert.match(one, /Fay answers F in 100% of 4 rounds; one game cannot tell/);
  assert.doesNotMatch(gameFigures([straight, swapped], RULES).notes.join(), /Fay answers/);
});

test("rounds without a move are counted as such, and no game at all is a table", async () => {
  const { rows, notes } = gameFigures([await played(silent, "always")], FIRST);
  const row = rows.find(({ says }) => says === "cooperates");
  const [own] = row?.cells ?? [];
  assert.ok(typeof own === "object" && "missing" in own);
  assert.deepEqual([own.n, own.missing.unparsed], [0, 4]);
  assert.match(notes.join(), /Sy gave no move that could be read/);
  assert.equal(gameFigures([], FIRST).title, "0 games of 0 rounds");
});

test("an auction: profits, what is left, and money that adds up or not", async () => {
  const items = [{ name: "Mill", trait: "view", start: 100, value: 250 }];
  const bidders = [ruleBidder({ name: "Bo" }), ruleBidder({ name: "Cy", rule: "withdrawing" })];
  const engine = houseAuction({ items, bidders, budget: 300 });
  let world: AuctionWorld = engine.start();
  while (!world.done) world = await engine.step(world);
  const { rows, notes, title } = auctionTable([world], RULES);
  assert.equal(title, "1 auction of 1 house");
  const values = (says: string): unknown[] =>
    rows.find((row) => row.says === says)?.cells.map((cell) => (typeof cell === "string" ? cell : cell.value)) ?? [];
  assert.deepEqual(values("profit"), [150, 0]);
  assert.deepEqual(values("money left"), [200, 300]);
  assert.deepEqual(values("bought above the worth"), [0, null]);
  assert.equal(notes[0], "Money: 600 at the start = 500 left + 100 paid.");
  const lost = { ...world, bidders: world.bidders.map((one) => ({ ...one, budget: one.budget - 1 })) };
  assert.equal(auctionTable([world, lost], RULES).notes[0], "The money does not add up in auction 2.");
});
