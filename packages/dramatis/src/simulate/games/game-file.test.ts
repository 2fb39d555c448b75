import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { InputError } from "../../core/index.ts";
import { replying } from "../../model/testing.ts";
import { openGame, parseGameFile } from "./game-file.ts";
import { totalPoints } from "./repeated-game.ts";

const folder = mkdtempSync(join(tmpdir(), "game-file-"));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

file("ada.persona.yaml", "schema: dramatis.persona/1\nname: Ada\nstatements: [{id: bees, text: I keep bees.}]\n");

test("a game from a file is played, with its persona from beside it", async () => {
  const path = file(
    "game.yaml",
    `game:
  matrix: {name: Ours, options: [red, blue], payoffs: [[[3, 3], [0, 4]], [[4, 0], [1, 1]]]}
  rounds: 2
  players:
    - {persona: ada.persona.yaml, answer: reply}
    - {strategy: never}
seed: 3
`,
  );
  const model = replying("red");
  const opened = await openGame(path, { model });
  assert.ok(opened.kind === "game");
  let { world } = opened;
  assert.deepEqual([world.agents.map(({ name }) => name), world.seed, world.rounds], [["Ada", "never"], 3, 2]);
  while (!world.done) world = await opened.engine.step(world);
  assert.deepEqual(totalPoints(world), [0, 8]);
  assert.match(model.asked[0]?.messages[0]?.content ?? "", /I keep bees/);
  await assert.rejects(openGame(path), /needs/);
});

test("an auction from a file is held", async () => {
  const path = file(
    "auction.yaml",
    `auction:
  budget: 300
  houses:
    - {name: Mill, trait: view, start: 100, value: 250}
    - {name: Barn, trait: garden, start: 100, value: 250}
  bidders:
    - {name: Bo, rule: collector, trait: garden, budget: 150}
    - {name: Cy, rule: truthful, overestimate: 0}
`,
  );
  const opened = await openGame(path);
  assert.ok(opened.kind === "auction");
  let { world } = opened;
  while (!world.done) world = await opened.engine.step(world);
  assert.deepEqual(
    world.bidders.map(({ name, funds, overestimate }) => [name, funds, overestimate]),
    [
      ["Bo", 150, 10],
      ["Cy", 300, 0],
    ],
  );
  assert.deepEqual(world.sales[0], { item: "Mill", buyer: "Cy", price: 100 });
  assert.equal(world.sales[1]?.item, "Barn");
});

test("what is wrong is named by file and line", () => {
  const bad: [text: string, message: RegExp][] = [
    ["game:\n  players: [{strategy: tit-for-tat}]\n", /g\.yaml:2: game\.players: a list of 1; expected 2 of them/],
    ["game:\n  players: [{strategy: nice}, {strategy: never}]\n", /g\.yaml:2: .*expected .*tit-for-tat/],
    [
      "game:\n  round: 3\n  players: []\n",
      /g\.yaml:2: unknown key "game\.round"; expected one of matrix, rounds, players/,
    ],
    [
      "game:\n  rounds: 0\n  players: [{strategy: never}, {strategy: never}]\n",
      /g\.yaml:2: game\.rounds: 0; expected at least 1/,
    ],
    [
      "game:\n  matrix: chess\n  players: [{strategy: never}, {strategy: never}]\n",
      /prisoners-dilemma, battle-of-the-sexes, or/,
    ],
    ["seed: 1\n", /either game: or auction:/],
    [
      "auction:\n  houses: [{name: a, trait: b, start: 1, value: 1}]\n  bidders: [{name: x}, {name: y, rule: truthful}]\n",
      /\{persona: FILE\} or \{name/,
    ],
    [
      "auction:\n  houses: [{name: a, trait: b, start: 0, value: 1}]\n  bidders: []\n",
      /g\.yaml:2: auction\.houses\[0\]\.start: 0; expected at least 1/,
    ],
    ["[", /g\.yaml:/],
  ];
  for (const [text, message] of bad) {
    assert.throws(
      () => parseGameFile(text, "g.yaml"),
      (error) => error instanceof InputError && message.test(error.message),
      text,
    );
  }
});

test("a persona that is not there is named", async () => {
  const path = file("lost.yaml", "game: {players: [{persona: nobody.persona.yaml}, {strategy: never}]}\n");
  await assert.rejects(openGame(path, { model: replying("J") }), /nobody\.persona\.yaml/);
});

test("the example files open", async () => {
  const examples = join(import.meta.dirname, "../../../../../examples/simulate");
  const game = await openGame(join(examples, "dilemma.game.yaml"), { model: replying("J") });
  assert.equal(game.kind, "game");
  const auction = await openGame(join(examples, "houses.game.yaml"));
  assert.ok(auction.kind === "auction");
  let { world } = auction;
  while (!world.done) world = await auction.engine.step(world);
  // Only Cy wants the mill; for the barn both go by 15,000 from 150,000, to 405,000 at most (⌊380,000 · 1.1⌋ = 418,000).
  assert.deepEqual(world.sales[0], { item: "Mill", buyer: "Cy", price: 200_000 });
  assert.equal(world.sales[1]?.item, "Barn");
});
