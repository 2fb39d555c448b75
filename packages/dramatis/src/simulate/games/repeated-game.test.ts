import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { engineConformance } from "../../core/conformance/index.ts";
import { checkJson } from "../../core/conformance/shared.ts";
import { replying } from "../../model/testing.ts";
import { gameSignatures } from "./game-signatures.ts";
import { BATTLE_OF_THE_SEXES, type MatrixGame, PRISONERS_DILEMMA } from "./matrix-game.ts";
import { personaPlayer } from "./persona-player.ts";
import { type GamePlayer, type GameWorld, repeatedGame, seatRounds, totalPoints } from "./repeated-game.ts";
import { STRATEGIES, type StrategyName, strategyPlayer } from "./strategies.ts";

async function play(
  first: StrategyName,
  second: StrategyName,
  game: MatrixGame = PRISONERS_DILEMMA,
): Promise<GameWorld> {
  const engine = repeatedGame({ game, players: [strategyPlayer(first), strategyPlayer(second)] });
  let world = engine.start();
  while (!world.done) world = await engine.step(world);
  return world;
}

describe("two rules", () => {
  engineConformance(async () => {
    const engine = repeatedGame({ players: [strategyPlayer("tit-for-tat"), strategyPlayer("alternate")], rounds: 4 });
    return { engine, world: engine.start() };
  });
});

describe("a persona", () => {
  engineConformance(async () => {
    const players = [personaPlayer({ model: replying("J"), name: "Ada" }), strategyPlayer("never")] as const;
    const engine = repeatedGame({ players, rounds: 3 });
    return { engine, world: engine.start() };
  });
});

test("points of the published rules over 10 rounds", async () => {
  // always J against defect once: 0 + 9·8 = 72 and 10 + 9·8 = 82.
  assert.deepEqual(totalPoints(await play("always", "defect-once")), [72, 82]);
  // never against always: 10·10 and 10·0.
  assert.deepEqual(totalPoints(await play("never", "always")), [100, 0]);
  // tit for tat against never: once 0 to 10, then nine times 5 to 5.
  assert.deepEqual(totalPoints(await play("tit-for-tat", "never")), [45, 55]);
  // In the Battle of the Sexes always meets alternate in the five odd rounds: 5·10 and 5·7.
  assert.deepEqual(totalPoints(await play("always", "alternate", BATTLE_OF_THE_SEXES)), [50, 35]);
});

test("tit for tat gives back what it got, a round later, whatever the other does", async () => {
  for (const other of Object.keys(STRATEGIES) as StrategyName[]) {
    const rounds = seatRounds(await play("tit-for-tat", other), 0);
    assert.deepEqual(
      rounds.map(({ own }) => own),
      [0, ...rounds.slice(0, -1).map((round) => round.other)],
    );
  }
});

test("who never forgives defects for ever after one defection", async () => {
  const world = await play("grim", "defect-once");
  assert.deepEqual(
    seatRounds(world, 0).map(({ own }) => own),
    [0, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  );
  const play1 = { cluster: "grim", game: world.game, rounds: seatRounds(world, 0) };
  const found = gameSignatures([play1]);
  assert.deepEqual([found.forgiveness.value, found.forgiveness.n], [0, 9]);
  assert.equal(found["retaliation-lag"].value, 1);
});

test("a round without a move counts for nobody, and the game goes on", async () => {
  const moves = [0, null, 1] as const;
  const absent: GamePlayer = { name: "absent", move: async ({ round }) => ({ move: moves[round - 1] ?? null }) };
  const engine = repeatedGame({ players: [absent, strategyPlayer("tit-for-tat")], rounds: 3 });
  let world = engine.start();
  while (!world.done) world = await engine.step(world);
  assert.deepEqual(
    world.played.map(({ points }) => points),
    // Cooperation; nothing; a defection against tit for tat, which goes by the last move that it saw.
    [[8, 8], null, [10, 0]],
  );
  const found = gameSignatures([{ cluster: "absent", game: world.game, rounds: seatRounds(world, 0) }]);
  assert.deepEqual([found["cooperation-rate"].value, found["cooperation-rate"].n], [0.5, 2]);
  assert.equal(found["cooperation-rate"].missing.unparsed, 1);
  assert.equal(found["points-share"].missing.unparsed, 1);
});

test("a failed model leaves the world as it was, to go on from", async () => {
  let calls = 0;
  const flaky: GamePlayer = {
    name: "flaky",
    move: async () => {
      calls += 1;
      if (calls === 2) throw new Error("gone");
      return { move: 0 };
    },
  };
  const engine = repeatedGame({ players: [flaky, strategyPlayer("always")], rounds: 2 });
  const one = await engine.step(engine.start());
  await assert.rejects(engine.step(one), /gone/);
  const two = await engine.step(JSON.parse(JSON.stringify(one)));
  assert.deepEqual([two.step, two.done, totalPoints(two)], [2, true, [16, 16]]);
  checkJson(two);
});

test("the log says who chose what, and what it came to", async () => {
  const world = await play("always", "never");
  assert.deepEqual(
    world.events.slice(0, 3).map(({ actor, kind, text, step }) => [actor, kind, text, step]),
    [
      ["always", "choice", "J", 1],
      ["never", "choice", "F", 1],
      ["game", "outcome", "always 0, never 10", 1],
    ],
  );
  assert.equal(world.events.length, 30);
});

test("two players of one name are told apart; less than one round is refused", () => {
  assert.deepEqual(
    repeatedGame()
      .start()
      .agents.map(({ name }) => name),
    ["tit-for-tat", "tit-for-tat (2)"],
  );
  assert.throws(() => repeatedGame({ rounds: 0 }), /0 rounds; expected a whole number from 1/);
});
