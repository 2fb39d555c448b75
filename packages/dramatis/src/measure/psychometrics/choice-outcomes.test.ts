import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { ItemResponse } from "./administered.ts";
import { choiceItems, choiceOutcomes, scoreChoices } from "./choice-outcomes.ts";
import type { ChoiceKind, InstrumentFile } from "./instrument-file.ts";
import { parseInstrument } from "./read-instrument.ts";
import type { ScaleScore } from "./score-inventory.ts";
import { situationalScore } from "./situational-score.ts";
import { typeGroups, typeResult } from "./type-results.ts";

/** An instrument of one item for each list of worths: { scale: worth } by option. */
function instrumentOf(
  choices: ChoiceKind,
  items: readonly (readonly Record<string, number>[])[],
  parallel: Readonly<Record<number, number>> = {},
): InstrumentFile {
  const scales = [...new Set(items.flat().flatMap((scores) => Object.keys(scores)))];
  const file = {
    schema: "dramatis.instrument/1",
    ...{ name: "own", title: "Own", licence: "ours", source: "this test", choices },
    scales: scales.map((id) => ({ id })),
    items: items.map((options, i) => ({
      id: String(i + 1),
      text: { en: `Item ${i + 1}` },
      options: options.map((scores, place) => ({ text: { en: `option ${place}` }, scores })),
      ...(parallel[i + 1] !== undefined && { parallelTo: String(parallel[i + 1]) }),
    })),
  };
  return parseInstrument(JSON.stringify(file), "own.json", "json");
}

/** Answers of one person to the items in order: by item the chosen option in each order. */
function answers(chosen: readonly (readonly (number | null)[])[], more: Partial<ItemResponse> = {}): ItemResponse[] {
  return chosen.flatMap((orders, i) =>
    orders.map((value, order): ItemResponse => {
      const asked = { person: "ada", item: String(i + 1), frame: "choose-one", order, repeat: 1 };
      return { ...asked, value, ...(value === null && { missing: "refused" as const }), ...more };
    }),
  );
}

function scoresOf(file: InstrumentFile, responses: readonly ItemResponse[]): ScaleScore[] {
  return scoreChoices(file, choiceItems(choiceOutcomes(file, responses)));
}

function near(found: number | null | undefined, expected: number, slack = 1e-9): void {
  assert.ok(Math.abs((found ?? Number.NaN) - expected) < slack, `${found} and not ${expected}`);
}

const HLHL = [{ bold: 1 }, { bold: 0 }, { bold: 1 }, { bold: 0 }];
const HHLL = [{ bold: 1 }, { bold: 1 }, { bold: 0 }, { bold: 0 }];

describe("scenarios of the TRAIT kind", () => {
  test("the worked example of [173], probabilities by option: low, though the first order alone says high", () => {
    // By place in the second order L1, H1, L2, H2: .5, .2, .2, .1, so by option H1 .2, L1 .5, H2 .1, L2 .2.
    const responses: ItemResponse[] = [
      { ...(answers([[0]])[0] as ItemResponse), probabilities: [0.4, 0.3, 0.2, 0.1] },
      { ...(answers([[0]], { order: 1 })[0] as ItemResponse), value: 1, probabilities: [0.2, 0.5, 0.1, 0.2] },
    ];
    const [outcome] = choiceOutcomes(instrumentOf("traits", [HLHL]), responses);
    assert.deepEqual([outcome?.value, outcome?.orderSensitive], [0, true]);
  });

  test("100 · high / (high + low); the options may stand in any order in the file", () => {
    const file = instrumentOf("traits", [HLHL, HHLL, HLHL, HHLL]);
    // High, high, low, and tied: 2.5 of 4.
    const [score] = scoresOf(
      file,
      answers([
        [0, 2],
        [1, 1],
        [1, 3],
        [0, 2],
      ]),
    );
    near(score?.value, 62.5);
    assert.deepEqual([score?.n, score?.missing, score?.unit], [4, 0, 0.625]);
  });

  test("all refused: missing and counted, no score; one order refused is no answer", () => {
    const file = instrumentOf("traits", [HLHL, HLHL]);
    const outcomes = choiceOutcomes(
      file,
      answers([
        [null, null],
        [0, null],
      ]),
    );
    assert.deepEqual(
      outcomes.map(({ value, missing, orderSensitive }) => [value, missing, orderSensitive]),
      [
        [null, "refused", null],
        [null, "refused", null],
      ],
    );
    const [score] = scoreChoices(file, choiceItems(outcomes));
    assert.deepEqual([score?.value, score?.unit, score?.n, score?.missing], [null, null, 0, 2]);
  });

  test("an answer that is no option is missing and counted", () => {
    const file = instrumentOf("traits", [HLHL]);
    const [score] = scoresOf(file, answers([[4, -1]]));
    assert.deepEqual([score?.value, score?.missing, score?.outOfRange], [null, 1, 2]);
  });

  test("wordings: an item that comes out otherwise in one of three counts two thirds, and so does its sensitivity", () => {
    const file = instrumentOf("traits", [HLHL]);
    const responses = [
      ...answers([[0, 0]]),
      ...answers([[0, 0]], { frame: "b" }),
      ...answers([[1, 1]], { frame: "c" }),
    ];
    const [item] = choiceItems(choiceOutcomes(file, responses));
    near(item?.value, 2 / 3);
    near(item?.promptSensitive, 2 / 3); // of the pairs ab, ac, bc the last two differ
  });
});

describe("forced choices of a type", () => {
  const both = (scale: string): Record<string, number>[] => [{ [scale]: 1 }, { [scale]: 0 }];

  test("strict majority, ties are I, N, F, P; always the first place is a tie everywhere", () => {
    const file = instrumentOf("types", ["EI", "EI", "EI", "SN", "TF", "JP"].map(both));
    const clear = typeResult(
      file,
      answers([
        [0, 0],
        [0, 0],
        [1, 1],
        [0, 0],
        [1, 1],
        [0, 0],
      ]),
    );
    assert.equal(clear.type, "ESFJ");
    near(clear.shares.E, 200 / 3);
    // Place A is option 0 in the first order and option 1 in the second.
    const placed = typeResult(file, answers(Array.from({ length: 6 }, () => [0, 1])));
    assert.equal(placed.type, "INFP");
    assert.deepEqual(placed.shares, { E: 50, S: 50, T: 50, J: 50 });
  });

  test("somebody who holds to an option whatever its place is wholly consistent; who holds to a place is not", () => {
    const file = instrumentOf(
      "types",
      Array.from({ length: 12 }, () => both("EI")),
    );
    const steady = typeResult(file, answers(Array.from({ length: 12 }, (_, i) => [i % 3 && 1, i % 3 && 1])));
    assert.deepEqual([steady.consistency, steady.robustness, steady.tests], [1, 1, 2]);
    const placed = typeResult(file, answers(Array.from({ length: 12 }, () => [0, 1])));
    assert.ok((placed.consistency as number) < 1, String(placed.consistency));
    // In the file's order always E: 100 against a mean of 50, α / (α + 50).
    near(placed.robustness, 100 / 150);
  });

  test("a dichotomy of which too much is missing has no letter, and no distance is made without it", () => {
    const file = instrumentOf("types", ["EI", "SN"].map(both));
    const result = typeResult(
      file,
      answers([
        [0, 0],
        [null, null],
      ]),
    );
    assert.deepEqual([result.type, result.shares, result.consistency], ["E---", { E: 100, S: null }, null]);
  });

  test("fairness: two groups against what chance gives; one that is empty has none", () => {
    const rows = (value: number): number[][] => Array.from({ length: 6 }, () => [value, 50]);
    const apart = typeGroups([
      { name: "a", rows: rows(80) },
      { name: "b", rows: rows(20) },
    ]);
    near(apart?.fairness, 100 / 160);
    // 2 of the 924 ways to draw six of twelve are as far apart.
    assert.ok((apart?.p as number) < 0.02 && (apart?.byChance as number) > 0.75, JSON.stringify(apart));
    assert.equal(
      typeGroups([
        { name: "a", rows: rows(80) },
        { name: "b", rows: [] },
      ]),
      null,
    );
  });
});

describe("situational judgement tests and conduct", () => {
  const worths = [{ integrity: 0 }, { integrity: 2 }, { integrity: 3 }];

  test("the worked example of [106]: 2, 0, 3 of 3 each are 5 / 9, as situationalScore says", () => {
    const file = instrumentOf("judgement", [worths, worths, worths]);
    const [score] = scoresOf(file, answers([[1], [0], [2]]));
    near(score?.value, 500 / 9);
    const tests = file.items.map(({ id, options = [] }) => ({
      id,
      situation: id,
      actions: options.map(({ scores }) => ({ text: "", scores })),
    }));
    near(100 * (situationalScore(tests, { 1: 1, 2: 0, 3: 2 }, "integrity").score as number), score?.value as number);
  });

  test("an item of two attributes counts on both; one whose most is 2 weighs 2", () => {
    const file = instrumentOf("judgement", [
      [
        { a: 3, b: 0 },
        { a: 0, b: 2 },
      ],
      [{ b: 0 }, { b: 3 }],
    ]);
    const scores = scoresOf(file, answers([[1], [0]]));
    assert.deepEqual(
      scores.map(({ scale, value, n }) => [scale, value, n]),
      [
        ["a", 0, 1],
        ["b", 40, 2], // 2 of 2 and 0 of 3
      ],
    );
  });

  test("by probabilities the option with the most over all orders is chosen", () => {
    const file = instrumentOf("judgement", [worths]);
    const responses: ItemResponse[] = [
      { ...(answers([[0]])[0] as ItemResponse), probabilities: [0.6, 0.1, 0.3] },
      { ...(answers([[2]], { order: 1 })[0] as ItemResponse), probabilities: [0.1, 0.3, 0.6] },
    ];
    // Means .35, .2, .45: the last, worth 3 of 3.
    const [outcome] = choiceOutcomes(file, responses);
    assert.deepEqual([outcome?.value, outcome?.orderSensitive], [1, true]);
  });

  test("conduct: levels 1 to 5 are 0, ¼ … 1", () => {
    const levels = [1, 2, 3, 4, 5].map((level) => ({ calm: level }));
    const [score] = scoresOf(instrumentOf("conduct", [levels, levels], { 2: 1 }), answers([[3], [0]]));
    near(score?.value, 37.5); // (.75 + 0) / 2
  });

  test("turning every choice around turns the score around", () => {
    const option = fc.integer({ min: 0, max: 3 });
    const file = instrumentOf(
      "judgement",
      Array.from({ length: 4 }, () => [0, 1, 2, 3].map((a) => ({ a }))),
    );
    fc.assert(
      fc.property(fc.array(option, { minLength: 4, maxLength: 4 }), (chosen) => {
        const [one] = scoresOf(file, answers(chosen.map((value) => [value])));
        const [other] = scoresOf(file, answers(chosen.map((value) => [3 - value])));
        near((one?.value ?? 0) + (other?.value ?? 0), 100);
      }),
      { seed: 1 },
    );
  });
});
