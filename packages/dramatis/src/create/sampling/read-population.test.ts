import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { InputError, UnknownNameError } from "../../core/index.ts";
import type { PopulationDescription } from "./population-description.ts";
import { flat } from "./population-tables.ts";
import { parsePopulation, readPopulation, shippedPopulations } from "./read-population.ts";
import { preparePopulation, sampleColumns } from "./sample-columns.ts";
import { smallPopulation } from "./testing-population.ts";

const { description: village } = smallPopulation();
const parse = (change: Partial<PopulationDescription> | Record<string, unknown>): PopulationDescription =>
  parsePopulation(JSON.stringify({ ...village, ...change }, null, 1), "village.json", "json");
const refuses = (change: Record<string, unknown>, message: RegExp): void => {
  assert.throws(
    () => parse(change),
    (error) => {
      assert.ok(error instanceof InputError);
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /\n/);
      return true;
    },
  );
};

test("a description comes back as it is", () => {
  assert.deepEqual(parse({}), village);
});

describe("what a description may not say", () => {
  const [first, second] = village.margins ?? [];
  const pet = village.conditionals?.[0];
  const other = {
    variable: "toy",
    given: ["pet"],
    counts: [
      [1, 1],
      [1, 1],
    ],
  };
  const toys = { ...village.variables, toy: { values: ["ball", "mouse"] } };

  test("a variable that there is not, with the line and the nearest name", () => {
    refuses(
      { margins: [{ ...first, over: ["sex", "agee"] }, second] },
      /^village\.json:\d+: unknown variable "agee"; expected age, the nearest/,
    );
    refuses(
      { constraints: [{ name: "c", when: { degre: ["doctorate"] } }] },
      /unknown variable "degre"; expected degree/,
    );
    refuses({ constraints: [{ name: "c", when: { degree: ["doctor"] } }] }, /unknown value "doctor" of degree/);
    refuses(
      { bigFive: { norms: { age: "years", sex: "sex", men: ["male"], women: ["female"] } } },
      /unknown variable "years"/,
    );
    refuses({ margins: [{ ...first, source: "acs" }, second] }, /unknown source "acs"/);
  });

  test("negative numbers, numbers that are none, and nothing but zeros", () => {
    refuses({ margins: [first, { ...second, counts: [80, -20] }] }, /village\.json:\d+: .*-20; expected at least 0/);
    refuses({ margins: [first, { ...second, counts: ["many", 20] }] }, /zero or more/);
    refuses({ margins: [first, { ...second, counts: [0, 0] }] }, /nothing but zeros; expected a count above zero/);
    refuses(
      { margins: [first, { ...second, counts: [0.8, 0.2], unit: "percent" }] },
      /percents that add up to 1; expected 100/,
    );
  });

  test("tables that are not of their variables' shape", () => {
    refuses({ margins: [{ ...first, counts: [[20, 30]] }, second] }, /1 entries for sex; expected 2: female; male/);
    refuses({ margins: [{ ...first, counts: [20, 30] }, second] }, /the number 20; expected a list by age/);
    refuses(
      { margins: [first, { ...second, counts: [[80], [20]] }] },
      /a list; expected a number, for degree is the last/,
    );
    refuses({ margins: [{ ...first, over: ["sex", "sex"] }, second] }, /sex twice/);
    refuses(
      { margins: [{ ...first, groups: { age: { all: ["14-29", "old"] } } }, second] },
      /unknown value "old" of age/,
    );
  });

  test("a ring of conditionals, a variable given itself, from two tables, or from none", () => {
    refuses({ variables: toys, conditionals: [{ ...pet, given: ["toy"] }, other] }, /a ring: pet ← toy ← pet/);
    refuses(
      {
        conditionals: [
          {
            variable: "pet",
            given: ["pet"],
            counts: [
              [1, 1],
              [1, 1],
            ],
          },
        ],
      },
      /pet given itself/,
    );
    refuses({ conditionals: [pet, pet] }, /a second table of pet/);
    refuses({ conditionals: [] }, /pet in no margin and no conditional/);
    refuses(
      { conditionals: [pet, { variable: "degree", given: [], counts: [1, 1] }] },
      /degree, which margins or seeds give already/,
    );
  });

  test("unknown keys, ranges that do not fit, conditions on numbers where there are none", () => {
    refuses({ marginals: [] }, /unknown key "marginals"/);
    refuses(
      { variables: { ...village.variables, age: { values: ["14-29", "30-99"], ranges: [[14, 29]] } } },
      /1 ranges for 2 values/,
    );
    refuses(
      {
        variables: {
          ...village.variables,
          age: {
            values: ["14-29", "30-99"],
            ranges: [
              [29, 14],
              [30, 99],
            ],
          },
        },
      },
      /the smaller number first/,
    );
    refuses({ constraints: [{ name: "c", when: { sex: { min: 3 } } }] }, /a minimum or maximum of sex/);
    refuses({ constraints: [{ name: "c", when: {}, keep: 2 }] }, /expected at most 1/);
    refuses({ schema: "dramatis.population/2" }, /expected "dramatis.population\/1"/);
  });
});

describe("microdata", () => {
  const folder = mkdtempSync(join(tmpdir(), "population-"));
  test.after(() => rmSync(folder, { recursive: true }));
  const survey = { ...village, margins: [], microdata: { file: "people.csv", weight: "w" } };
  const write = (csv: string, description: object = survey): string => {
    const path = join(folder, "survey.json");
    writeFileSync(path, JSON.stringify(description));
    writeFileSync(join(folder, "people.csv"), csv);
    return path;
  };

  test("rows with weights: who comes how often, numbers as they are, effective size", async () => {
    const path = write("sex,age,degree,w\nfemale,17,none,3\nmale,44,doctorate,1\n");
    const sample = sampleColumns(preparePopulation(await readPopulation(path)), { size: 40, seed: 1 });
    const [batch] = [...sample.batches()];
    // 40 · 3/4 = 30 women of 17.
    assert.equal([...(batch?.numbers[1] ?? [])].filter((age) => age === 17).length, 30);
    assert.equal([...(batch?.numbers[1] ?? [])].filter((age) => age === 44).length, 10);
    // (3 + 1)² / (9 + 1) = 1.6
    assert.equal(sample.report().effectiveSize, 1.6);
  });

  test("margins rake the rows", async () => {
    const margins = [{ name: "sex", over: ["sex"], unit: "percent", counts: [50, 50] }];
    const path = write("sex,age,degree,w\nfemale,17,none,3\nmale,44,doctorate,1\n", { ...survey, margins });
    const { cells } = preparePopulation(await readPopulation(path));
    assert.deepEqual([...cells.weights], [50, 50]);
    assert.equal(cells.effectiveSize, 2);
  });

  test("what a row may not hold, with its line", async () => {
    const bad = async (csv: string, message: RegExp): Promise<void> => {
      const population = await readPopulation(write(csv));
      assert.throws(() => preparePopulation(population), message);
    };
    await bad(
      "sex,age,degree,w\nfemale,17,none,1\nother,44,none,1\n",
      /people\.csv:3: "other" for sex; expected one of female; male/,
    );
    await bad(
      "sex,age,degree,w\nfemale,170,none,1\n",
      /people\.csv:2: "170" for age; expected a number in one of its ranges/,
    );
    await bad("sex,age,degree,w\nfemale,17,none,-1\n", /people\.csv:2: the weight "-1"/);
    await bad("sex,age,degree,w\nfemale,17,none,0\n", /no weight above zero/);
    await bad("sex,age,w\nfemale,17,1\n", /no column degree/);
    await bad("sex,age,degree,w\n", /no rows/);
    await assert.rejects(readPopulation(write('sex,age\n"a', survey)), /expected CSV/);
  });

  test("a file elsewhere is not read", async () => {
    const microdata = { file: "../people.csv" };
    await assert.rejects(readPopulation(write("", { ...survey, microdata })), /the name of a file in the same folder/);
  });
});

describe("the shipped population", () => {
  test("is known by name, and others are not", async () => {
    assert.deepEqual(shippedPopulations(), ["us-adults"]);
    await assert.rejects(
      readPopulation("us-adult"),
      (error) => error instanceof UnknownNameError && /us-adults/.test(error.message),
    );
    await assert.rejects(readPopulation("people.txt"), /ends in \.txt/);
  });

  test("every table names its source, and those that count everyone agree to the person", async () => {
    const { description } = await readPopulation("us-adults");
    const tables = [...(description.margins ?? []), ...(description.seeds ?? []), ...(description.conditionals ?? [])];
    assert.ok(tables.every(({ source }) => source !== undefined));
    for (const { url, licence } of Object.values(description.sources ?? {})) {
      assert.match(url, /^https:\/\/api\.census\.gov\/data\/2018\/acs\/acs1\?get=group/);
      assert.match(licence, /public domain/);
    }
    const totals = new Map(
      description.margins?.map(({ name, counts }) => [name, flat(counts).reduce((a, b) => a + b, 0)]),
    );
    for (const name of [
      "sex by age",
      "race by sex and age",
      "Hispanic origin by sex and age",
      "education by sex and age",
      "marital status by sex and age",
    ]) {
      assert.equal(totals.get(name), 253_815_197, name);
    }
  });
});
