import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { InputError, ModelError, type Persona, random } from "../../core/index.ts";
import { blockRandomize, conditionName, conditionsOf } from "./block-randomize.ts";
import { assignParticipants, type ExperimentOptions, type ExperimentRecord, experiment } from "./experiment.ts";
import { experimentAnalysis, turned } from "./experiment-analysis.ts";
import { experimentPower, participantsForOddsRatio, shiftedShares } from "./experiment-power.ts";
import { PREREGISTRATION_TEMPLATE, preregistration, preregistrationFaults } from "./preregistration.ts";

const FACTORS = { opponent: ["person", "model"], personal: ["off", "on"] } as const;
const people = (count: number): Persona[] =>
  Array.from({ length: count }, (_, i) => ({ schema: "dramatis.persona/1", name: `P${i}` }));

const near = (found: number | undefined, wanted: number, within: number): void =>
  assert.ok(Math.abs((found as number) - wanted) < within, `${found} is not ${wanted}`);

describe("assignment", () => {
  test("forty in four cells are ten in each, of every eight two in each (E-RCT)", () => {
    const cells = conditionsOf(FACTORS).map(conditionName);
    assert.deepEqual(cells, ["person, off", "person, on", "model, off", "model, on"]);
    const assigned = blockRandomize(40, cells, { seed: 1 });
    for (const cell of cells) assert.equal(assigned.filter((one) => one === cell).length, 10);
    for (let block = 0; block < 40; block += 4) assert.equal(new Set(assigned.slice(block, block + 4)).size, 4);
    assert.notDeepEqual(assigned, blockRandomize(40, cells, { seed: 2 }));
    assert.deepEqual(assigned, blockRandomize(40, cells, { seed: 1 }));
    const counts = cells.map((cell) => blockRandomize(6, cells).filter((one) => one === cell).length);
    assert.deepEqual(counts.toSorted(), [1, 1, 2, 2]);
    assert.throws(() => blockRandomize(1, []), RangeError);
    assert.throws(() => conditionsOf({ a: ["x"] }), RangeError);
    assert.throws(() => conditionsOf({}), RangeError);
  });

  test("half of each cell is argued for, half against; a persona twice is two participants", () => {
    const twice = [...people(20), ...people(20)];
    const assigned = assignParticipants({ personas: twice, factors: FACTORS, seed: 3 });
    assert.equal(new Set(assigned.map(({ id }) => id)).size, 40);
    for (const name of conditionsOf(FACTORS).map(conditionName)) {
      const own = assigned.filter(({ condition }) => conditionName(condition) === name);
      assert.equal(own.filter(({ side }) => side === "pro").length, 5);
    }
  });
});

/** Participants of a planted effect: whoever meets the model that knows them moves two steps towards its side. */
function planted(count: number): Pick<ExperimentOptions, "personas" | "factors" | "answer" | "treat"> {
  return {
    personas: people(count),
    factors: FACTORS,
    answer: async ({ seed, condition, side }, { when }) => {
      const draw = random(seed);
      const before = 2 + draw.int(3);
      if (when === "before") return before;
      const isKnown = condition.opponent === "model" && condition.personal === "on";
      const move = (isKnown ? 2 : 0) + draw.int(3) - 1;
      return Math.max(1, Math.min(5, before + (side === "pro" ? move : -move)));
    },
    treat: async ({ id }) => ({
      session: id,
      messages: [{ session: id, turn: 0, speaker: "opponent", text: "Think." }],
    }),
  };
}

describe("a run", () => {
  test("a planted effect is found in its cell, and in no other", async () => {
    const records = await experiment(planted(160));
    const { cells, model, factorial } = experimentAnalysis(records, { factors: FACTORS, levels: 5 });
    assert.deepEqual(
      cells.map(({ analysed }) => analysed),
      [40, 40, 40, 40],
    );
    const known = model?.effects["model, on"];
    assert.ok((known?.interval.low as number) > 1, JSON.stringify(known));
    for (const name of ["person, on", "model, off"]) {
      const { low, high } = model?.effects[name]?.interval ?? { low: 2, high: 0 };
      assert.ok(low < 1 && high > 1, name);
    }
    assert.ok((factorial?.effects["opponent × personal"]?.interval.low as number) > 1);
    assert.ok((cells[3]?.moved?.interval.low as number) > 1);
    assert.equal(cells[0]?.moved, null);
    // Draws of −1, 0 and 1, and 2 more, cut at the ends of the scale
    assert.ok((cells[3]?.move.value as number) > 1 && Math.abs(cells[0]?.move.value as number) < 0.5);
  });

  test("who fails or refuses is counted; what was done is not done again", async () => {
    let asked = 0;
    const options: ExperimentOptions = {
      ...planted(8),
      answer: async ({ persona }, { when }) => {
        asked++;
        if (persona.name === "P0") throw new ModelError("m", "server", "gone");
        return persona.name === "P1" && when === "after" ? null : 3;
      },
    };
    const kept: ExperimentRecord[] = [];
    const records = await experiment({ ...options, onRecord: (record) => kept.push(record) });
    assert.equal(kept.length, 8);
    assert.match(records[0]?.failed ?? "", /gone/);
    const { cells, model } = experimentAnalysis(records, {
      factors: FACTORS,
      levels: 5,
      exclude: ({ persona }) => (persona === "P2" ? "too quick" : null),
    });
    const left = cells.flatMap((cell) => Object.entries(cell.left));
    assert.deepEqual(
      new Map(left),
      new Map([
        ["failed", 1],
        ["no answer", 1],
        ["too quick", 1],
      ]),
    );
    assert.equal(model, null);
    asked = 0;
    assert.deepEqual(await experiment({ ...options, finished: kept }), records);
    assert.equal(asked, 0);
    await assert.rejects(experiment({ ...options, answer: () => Promise.reject(new TypeError("a bug")) }), TypeError);
  });

  test("an abort is an abort", async () => {
    const controller = new AbortController();
    const treat = async () => {
      controller.abort(new Error("enough"));
      return null;
    };
    await assert.rejects(experiment({ ...planted(8), treat, concurrency: 1, signal: controller.signal }), /enough/);
  });

  test("answers are turned towards what was argued", () => {
    assert.deepEqual([turned(4, "pro", 5), turned(4, "con", 5), turned(3, "con", 5)], [4, 2, 3]);
    assert.throws(() => turned(6, "pro", 5), RangeError);
    assert.throws(() => turned(2.5, "pro", 5), RangeError);
  });
});

describe("power", () => {
  const even = [0.2, 0.2, 0.2, 0.2, 0.2];

  test("Whitehead's formula", () => {
    // Two answers of one half, odds ratio 2: shares 1/2, 1/2 and 1/3, 2/3, mean 5/12 and 7/12; 1 − Σ cubes = .729167;
    // 6 · 7.848886 / (.480453 · .729167) = 134.4
    assert.equal(participantsForOddsRatio(2, [0.5, 0.5]), 135);
    assert.equal(participantsForOddsRatio(1 / 2, [0.5, 0.5]), 135);
    assert.throws(() => participantsForOddsRatio(1, even), RangeError);
    assert.throws(() => participantsForOddsRatio(-1, even), RangeError);
  });

  test("shifted shares have the odds ratio at every cut", () => {
    const moved = shiftedShares(even, 2);
    let [a, b] = [0, 0];
    for (let k = 0; k < 4; k++) {
      a += even[k] as number;
      b += moved[k] as number;
      near(a / (1 - a) / (b / (1 - b)), 2, 1e-9);
    }
    near(
      moved.reduce((sum, share) => sum + share, 0),
      1,
      1e-12,
    );
  });

  test("at the formula's number the simulation sees it four times in five; nothing is seen one time in twenty", () => {
    const participants = participantsForOddsRatio(2.5, even);
    const found = experimentPower({ participants, oddsRatio: 2.5, shares: even, before: 1, runs: 200, seed: 5 });
    assert.ok(found.interval.low < 0.8 && found.interval.high > 0.8, JSON.stringify({ participants, found }));
    const none = experimentPower({ participants, oddsRatio: 1, shares: even, runs: 200, seed: 5 });
    assert.ok(none.interval.low < 0.05 && none.interval.high > 0.05, JSON.stringify(none));
    assert.equal(none.unfitted, 0);
  });
});

describe("preregistration", () => {
  test("the template is one, and a run is held against it", async () => {
    const { registered, version } = preregistration(PREREGISTRATION_TEMPLATE, "plan.yaml");
    assert.match(version, /^[0-9a-f]{16}$/);
    assert.equal(registered.n, 820);
    const records = await experiment(planted(8));
    const analysis = experimentAnalysis(records, { factors: FACTORS, levels: 5 });
    assert.deepEqual(preregistrationFaults({ ...registered, n: 8 }, { factors: FACTORS, levels: 5, analysis }), []);
    const faults = preregistrationFaults(registered, { factors: { opponent: ["a", "b"] }, levels: 7, analysis });
    assert.equal(faults.length, 3);
    assert.match(faults[0] ?? "", /8 participants were assigned; 820/);
  });

  test("what is none is refused with its line", () => {
    const without = PREREGISTRATION_TEMPLATE.replace("n: 820", "n: many");
    assert.throws(() => preregistration(without, "plan.yaml"), /plan\.yaml:\d+: .*many.*/);
    const twice = PREREGISTRATION_TEMPLATE.replace("[person, model]", "[person, person]");
    assert.throws(() => preregistration(twice, "plan.yaml"), InputError);
    assert.throws(() => preregistration("", "plan.yaml"), InputError);
  });
});
