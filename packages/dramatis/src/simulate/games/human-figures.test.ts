import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Estimate } from "../../core/index.ts";
import type { Signature } from "./game-signatures.ts";
import { humanFigures } from "./human-figures.ts";
import { swappedLabels } from "./label-share.ts";
import { BATTLE_OF_THE_SEXES, type MatrixGame, PRISONERS_DILEMMA } from "./matrix-game.ts";

interface Row {
  who: string;
  game: string;
  games: number;
  signatures: Record<string, Estimate>;
}

test("what is shipped is what the benchmark found", () => {
  const path = join(import.meta.dirname, "../../../../../benchmarks/games/results/games.json");
  const { rows } = JSON.parse(readFileSync(path, "utf8")) as { rows: Row[] };
  for (const [kind, game] of [
    ["PD", PRISONERS_DILEMMA],
    ["BoS", BATTLE_OF_THE_SEXES],
  ] as const) {
    const row = rows.find((one) => one.who === "people against GPT-4 as it is" && one.game === kind);
    const figures = humanFigures(game);
    assert.equal(figures?.people, row?.games);
    const found = Object.entries(row?.signatures ?? {}).filter(([, { n }]) => n > 0);
    assert.deepEqual(Object.keys(figures?.signatures ?? {}).sort(), found.map(([name]) => name).sort());
    for (const [name, { value, low, high, n }] of found) {
      const rounded = [value, low, high].map((one) => Number(one?.toFixed(4)));
      const shipped = figures?.signatures[name as Signature];
      assert.deepEqual([shipped?.value, shipped?.low, shipped?.high, shipped?.n], [...rounded, n], name);
    }
  }
});

test("labels do not matter, payoffs do", () => {
  assert.equal(humanFigures(swappedLabels(PRISONERS_DILEMMA))?.people, 97);
  const ours: MatrixGame = {
    ...PRISONERS_DILEMMA,
    payoffs: [
      [
        [3, 3],
        [0, 4],
      ],
      [
        [4, 0],
        [1, 1],
      ],
    ],
  };
  assert.equal(humanFigures(ours), null);
});
