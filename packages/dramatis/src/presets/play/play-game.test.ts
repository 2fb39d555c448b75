import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { BudgetError, DramatisError } from "../../core/index.ts";
import type { AuctionWorld, GameWorld } from "../../simulate/games/index.ts";
import { type GameEvent, isGameFile, type PlayGame, playGame } from "./play-game.ts";
import { type ChatBody, sayingServer, sceneFolder } from "./testing-play.ts";

const DILEMMA = `name: Dilemma
game:
  rounds: 3
  players:
    - { persona: ada.persona.yaml, answer: reply }
    - { strategy: tit-for-tat }
seed: 4
`;
const HOUSES = `auction:
  houses: [{ name: Mill, trait: view, start: 100, value: 250 }]
  bidders:
    - { persona: ada.persona.yaml, trait: view, profiles: true }
    - { name: Cy, rule: truthful }
`;

/** Says J or F by the seed, so that a round played again differs where anything but the seed counts. */
const bySeed = ({ seed }: ChatBody): string => (seed % 2 === 0 ? "J" : "F");

async function table(t: TestContext, say: Parameters<typeof sayingServer>[1] = bySeed, text: string = DILEMMA) {
  const folder = sceneFolder(t, { "g.yaml": text });
  const server = await sayingServer(t, say);
  const options = { file: join(folder, "g.yaml"), model: server.model, env: {}, runs: join(folder, "runs") };
  return { folder, server, play: (more: Partial<PlayGame> = {}) => playGame({ ...options, ...more }) };
}

const movesOf = (worlds: readonly unknown[]): unknown[] =>
  (worlds as GameWorld[]).map(({ played }) => played.map(({ given }) => given.map(({ move }) => move)));

describe("games from a file", () => {
  test("seeds count up, labels are swapped in every second game, and the summary has the figures", async (t) => {
    const { play } = await table(t);
    const heard: GameEvent[] = [];
    const { worlds, figures, folder, usage } = await play({ games: 3, onEvent: (event) => heard.push(event) });
    const games = worlds as readonly GameWorld[];
    assert.deepEqual(
      games.map(({ seed, game, done, step }) => [seed, game.options.join(""), done, step]),
      [
        [4, "JF", true, 3],
        [5, "FJ", true, 3],
        [6, "JF", true, 3],
      ],
    );
    assert.deepEqual([...new Set(heard.map(({ game }) => game))], [1, 2, 3]);
    const summary = JSON.parse(readFileSync(join(folder, "summary.json"), "utf8"));
    assert.equal(summary.figures.title, figures.title);
    assert.deepEqual(usage, { inputTokens: 900, outputTokens: 90 });
  });

  test("cut off after any step and resumed, it ends as if nothing had been", async (t) => {
    const { folder, play, server } = await table(t);
    const whole = await play({ games: 2 });
    rmSync(join(folder, "runs"), { recursive: true });
    const lines = 6;
    for (let cut = 0; cut < lines; cut++) {
      const { folder: run } = await play({ games: 2 });
      const path = join(run, "trials.jsonl");
      const kept = readFileSync(path, "utf8").trim().split("\n").slice(0, cut);
      writeFileSync(path, kept.map((line) => `${line}\n`).join(""));
      rmSync(join(run, "calls.sqlite"), { force: true });
      const before = server.seen.length;
      const again = await play({ games: 2, resume: true });
      assert.deepEqual(again.worlds, whole.worlds, `after ${cut} steps`);
      assert.equal(server.seen.length - before, lines - cut);
      rmSync(join(folder, "runs"), { recursive: true });
    }
  });

  test("more games than before are played in the same run", async (t) => {
    const { play, server } = await table(t);
    const one = await play();
    const before = server.seen.length;
    const two = await play({ games: 2, resume: true });
    assert.equal(two.folder, one.folder);
    assert.deepEqual(movesOf(two.worlds)[0], movesOf(one.worlds)[0]);
    assert.equal(server.seen.length - before, 3);
  });

  test("a model that dies: the steps before are kept, and it is said which was not made", async (t) => {
    const { play } = await table(t, (body, index) => (index === 4 ? { status: 401, body: {} } : bySeed(body)));
    await assert.rejects(play({ games: 2 }), (error) => {
      assert.ok(error instanceof DramatisError);
      assert.match(error.message, /^game 2 step 2 was not made: .*; 4 steps are kept in .*--resume$/);
      return true;
    });
    const { worlds } = await play({ games: 2, resume: true });
    assert.deepEqual(
      worlds.map(({ step }) => step),
      [3, 3],
    );
  });

  test("an interrupt keeps every whole step; the cap on cost ends it before a call", async (t) => {
    const { play } = await table(t);
    const stop = new AbortController();
    const onEvent = ({ step }: GameEvent): void => {
      if (step === 2) stop.abort();
    };
    await assert.rejects(play({ onEvent, signal: stop.signal }), { name: "AbortError" });
    let already = 0;
    await play({ resume: true, onStart: (start) => (already = start.already) });
    assert.equal(already, 2);
    await assert.rejects(play({ seed: 9, maxCost: 1e-9, price: { input: 1, output: 1 } }), BudgetError);
    await assert.rejects(play({ maxCost: 1 }), /no price known/);
  });

  test("rules need no model, and say so where one is named", async (t) => {
    const rules = "game: { rounds: 2, players: [{ strategy: always }, { strategy: never }] }\n";
    const { play, server } = await table(t, bySeed, rules);
    const notices: string[] = [];
    const { players, name, usage } = await play({ onNotice: (line) => notices.push(line) });
    assert.deepEqual(notices, ["only rules play: no model is asked"]);
    assert.deepEqual(
      [name, players.map(({ model }) => model), server.seen.length],
      ["Prisoner's Dilemma", ["a rule", "a rule"], 0],
    );
    assert.deepEqual(usage, { inputTokens: 0, outputTokens: 0 });
  });
});

test("bidders remember their rivals from auction to auction, and only from those before", async (t) => {
  const profiles = JSON.stringify({ rivals: { Cy: { weights: { view: 1 }, sentence: "memo-cy" } } });
  const { play, server } = await table(t, () => profiles, HOUSES);
  const asked: number[] = [];
  const onEvent = ({ game }: GameEvent): void => {
    asked[game - 1] = server.seen.length;
  };
  const { worlds, figures } = await play({ games: 2, onEvent });
  const told = server.seen.map(({ body }) => JSON.stringify(body).includes("memo-cy"));
  // A reply that is no bid is put before the model once more, so what it said itself is in the chat; the first call is not.
  assert.equal(told[0], false);
  const second = server.seen.slice(asked[0]).map(({ body }) => JSON.stringify((body as ChatBody).messages.slice(0, 2)));
  assert.ok(second.some((text) => /lowestBidThatStands/.test(text) && /memo-cy/.test(text)));
  const first = server.seen
    .slice(0, asked[0])
    .map(({ body }) => JSON.stringify((body as ChatBody).messages.slice(0, 2)));
  assert.ok(!first.some((text) => /lowestBidThatStands/.test(text) && /memo-cy/.test(text)));
  assert.deepEqual(
    (worlds as readonly AuctionWorld[]).map(({ sales }) => sales[0]?.buyer),
    ["Cy", "Cy"],
  );
  assert.match(figures.notes.join("\n"), /Ada gave no bid that stood[\s\S]*no independent cases/);
});

test("a file is a game or an auction by its key, and nothing is begun for a bad one", async (t) => {
  const { folder, play } = await table(t, bySeed, DILEMMA.replace("tit-for-tat", "nice"));
  await assert.rejects(play(), /g\.yaml:6: .*expected .*tit-for-tat/);
  assert.ok(!existsSync(join(folder, "runs")));
  assert.deepEqual(
    [await isGameFile(join(folder, "g.yaml")), await isGameFile(join(folder, "pier.scene.yaml"))],
    [true, false],
  );
  assert.equal(await isGameFile("scene.txt"), false);
});
