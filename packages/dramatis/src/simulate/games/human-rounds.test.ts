import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { gameSignatures } from "./game-signatures.ts";
import { humanRounds } from "./human-rounds.ts";
import { type GameMove, type MatrixGame, nashPoints, PRISONERS_DILEMMA, paretoPoints } from "./matrix-game.ts";

const SHARED = process.env.DRAMATIS_SHARED ?? join(import.meta.dirname, "../../../../../../shared");
const FOLDER = join(SHARED, "data/open/repeatedgames");
const skip = existsSync(FOLDER) ? false : "the published rounds are not here";

test("moves and points are read, and what does not fit is unknown", () => {
  const text = `id,game,action,score,opponent,guess,coordination
1,PD,0,10,Base,LLM,0
1,PD,1,8,Base,LLM,0
1,PD,0,0,Base,LLM,0
1,BoS,1,7,Base,Human,1
1,BoS,0,0,Base,Human,0
`;
  const [dilemma, sexes, ...more] = humanRounds(text, "rounds.csv");
  assert.equal(more.length, 0);
  assert.deepEqual(dilemma?.rounds, [
    { own: 1, other: 0, points: [10, 0] },
    { own: 0, other: 0, points: [8, 8] },
    // Nobody who defects gets nothing.
    { own: 1, other: null, points: null },
  ]);
  assert.deepEqual(sexes?.rounds, [
    { own: 1, other: 1, points: [7, 10] },
    { own: 0, other: 1, points: [0, 0] },
  ]);
  assert.deepEqual([sexes?.guess, sexes?.opponent, sexes?.cluster], ["Human", "Base", "1"]);
});

test("a bad row is named by its line", () => {
  const head = "id,game,action,score,opponent,guess\n";
  assert.throws(() => humanRounds(`${head}1,PD,0,10,Base,LLM\n1,PD,2,10,Base,LLM\n`, "r.csv"), /r\.csv:3: action: "2"/);
  assert.throws(() => humanRounds(`${head}1,PD,0\n`, "r.csv"), /r\.csv:2/);
  assert.throws(() => humanRounds("id,game\n1,PD\n", "r.csv"), /r\.csv:2: action: null/);
  assert.deepEqual(humanRounds(head, "r.csv"), []);
});

test("the published rounds: 195 people, two games of 10 rounds each", { skip }, () => {
  const path = join(FOLDER, "repgames.csv");
  const games = humanRounds(readFileSync(path, "utf8"), path);
  assert.equal(games.length, 390);
  assert.equal(new Set(games.map(({ cluster }) => cluster)).size, 195);
  assert.ok(games.every(({ rounds }) => rounds.length === 10));
  const { PD = [], BoS = [] } = Object.groupBy(games, ({ kind }) => kind);
  // Counted by awk: 931 rows "PD,1" of 1,950; 725 + 411 of 1,950 in BoS with points, three of which do not fit.
  assert.equal(gameSignatures(PD)["cooperation-rate"].value, 931 / 1950);
  const met = gameSignatures(BoS)["coordination-rate"];
  assert.deepEqual([met.value, met.n, met.missing.unparsed], [1133 / 1947, 1947, 3]);
});

test("the published finding: after one defection GPT-4 never cooperates again", { skip }, () => {
  const lines = readFileSync(join(FOLDER, "experiment_pd.csv"), "utf8").split(/\r?\n/);
  const rounds = lines.flatMap((line) => {
    const [, player, against, own, other] = line.split(",");
    if (player !== "act_gpt4" || against !== "act_defect_once") return [];
    return [
      {
        own: own === "J" ? (0 as const) : (1 as const),
        other: other === "J" ? (0 as const) : (1 as const),
        points: null,
      },
    ];
  });
  const found = gameSignatures([{ cluster: "GPT-4", game: PRISONERS_DILEMMA, rounds }]);
  assert.deepEqual([found.forgiveness.value, found.forgiveness.n, found["retaliation-lag"].value], [0, 9, 1]);
});

test("the known points of every published 2×2 game that was played out", { skip }, () => {
  const found = new Map<string, MatrixGame>();
  for (const file of readdirSync(join(FOLDER, "all_games"))) {
    const rows = parse(readFileSync(join(FOLDER, "all_games", file), "utf8"), { columns: true }) as Record<
      string,
      string
    >[];
    const game = matrixOf(rows);
    if (game) found.set(`${rows[0]?.game_name} ${rows[0]?.game_number}`, game);
  }
  const named = (name: string): MatrixGame[] =>
    [...found].flatMap(([key, game]) => (key.startsWith(`${name} `) ? [game] : []));
  assert.ok(found.size > 60, `${found.size} games`);
  // Robinson and Goforth's names: one bad equilibrium, two, two, none.
  const known = { "Prisoners’ Dilemma": 1, Chicken: 2, "Stag Hunt": 2, Battle: 2, "Pursuit Cycle": 0 };
  for (const [name, count] of Object.entries(known)) {
    const games = named(name);
    assert.ok(games.length > 0, name);
    for (const game of games) assert.equal(nashPoints(game).length, count, name);
  }
  for (const game of named("Prisoners’ Dilemma")) {
    const [at] = nashPoints(game);
    assert.ok(!paretoPoints(game).some((point) => point.join() === at?.join()));
  }
});

/** The matrix that the rounds were scored by, where all four pairs of moves occurred; it must not contradict itself. */
function matrixOf(rows: readonly Record<string, string>[]): MatrixGame | null {
  const cells = new Map<string, [number, number]>();
  for (const { choice_option1, choice_option2, answer1, answer2, points1, points2 } of rows) {
    const options = [choice_option1, choice_option2];
    const [a, b] = [options.indexOf(answer1), options.indexOf(answer2)];
    const points: [number, number] = [Number(points1), Number(points2)];
    if (a < 0 || b < 0 || points.some((each) => each < 0)) continue;
    assert.deepEqual(cells.get(`${a}${b}`) ?? points, points, `${rows[0]?.game_name}: one pair of moves, two results`);
    cells.set(`${a}${b}`, points);
  }
  if (cells.size < 4) return null;
  const at = (a: GameMove, b: GameMove): [number, number] => cells.get(`${a}${b}`) as [number, number];
  return {
    name: rows[0]?.game_name ?? "",
    options: ["J", "F"],
    payoffs: [
      [at(0, 0), at(0, 1)],
      [at(1, 0), at(1, 1)],
    ],
  };
}
