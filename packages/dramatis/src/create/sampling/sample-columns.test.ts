import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { InputError } from "../../core/index.ts";
import type { Population, PopulationDescription } from "./population-description.ts";
import { readPopulation } from "./read-population.ts";
import { type PeopleBatch, preparePopulation, sampleColumns } from "./sample-columns.ts";
import type { SamplingReport } from "./sampling-report.ts";
import { smallPopulation } from "./testing-population.ts";

interface Person {
  sex: string;
  age: number;
  degree: string;
  pet: string | undefined;
}

function drawn(
  population: Population,
  { size = 100, seed = 1, batchSize = 7 } = {},
): { people: Person[]; report: SamplingReport } {
  const sample = sampleColumns(preparePopulation(population), { size, seed, batchSize });
  const values = Object.values(population.description.variables).map((variable) => variable.values);
  const of = ({ codes, numbers }: PeopleBatch, i: number): Person => ({
    sex: values[0]?.[codes[0]?.[i] ?? 255] ?? "",
    age: numbers[1]?.[i] ?? Number.NaN,
    degree: values[2]?.[codes[2]?.[i] ?? 255] ?? "",
    pet: values[3]?.[codes[3]?.[i] ?? 255],
  });
  const people = [...sample.batches()].flatMap((batch) => Array.from({ length: batch.length }, (_, i) => of(batch, i)));
  return { people, report: sample.report() };
}

const count = (people: readonly Person[], is: (person: Person) => boolean): number => people.filter(is).length;

describe("sampleColumns", () => {
  test("margins hold to the person, numbers lie in their ranges, conditionals follow", () => {
    const { people, report } = drawn(smallPopulation(), { size: 1000 });
    assert.equal(people.length, 1000);
    assert.equal(
      count(people, ({ sex }) => sex === "female"),
      500,
    );
    assert.equal(
      count(people, ({ sex, age }) => sex === "female" && age < 30),
      200,
    );
    assert.equal(
      count(people, ({ degree }) => degree === "doctorate"),
      200,
    );
    assert.ok(people.every(({ age }) => Number.isInteger(age) && age >= 14 && age <= 99));
    // P(cat | female) = 3/4: of 500, standard error √(.75·.25/500) = .019.
    assert.ok(Math.abs(count(people, ({ sex, pet }) => sex === "female" && pet === "cat") / 500 - 0.75) < 0.08);
    assert.equal(report.people, 1000);
    assert.ok(report.margins.every(({ tvd }) => tvd < 1e-9));
    assert.deepEqual(
      report.pairs.map(({ over }) => over.join("×")),
      ["sex×age", "sex×degree", "age×degree"],
    );
  });

  test("a first part is a fair sample: 300 of 1,000 have a third of the women, more or less", () => {
    const { people } = drawn(smallPopulation(), { size: 1000 });
    // Hypergeometric: mean 150, deviation √(300·.25·.7007) = 7.2.
    assert.ok(Math.abs(count(people.slice(0, 300), ({ sex }) => sex === "female") - 150) < 40);
  });

  test("the same seed, the same people, in batches of any size", () => {
    const people = drawn(smallPopulation()).people;
    assert.deepEqual(drawn(smallPopulation(), { batchSize: 1000 }).people, people);
    assert.notDeepEqual(drawn(smallPopulation(), { seed: 2 }).people, people);
  });

  test("without a size they come without end", () => {
    const sample = sampleColumns(preparePopulation(smallPopulation()), { seed: 3, batchSize: 1000 });
    const batches = sample.batches();
    for (let i = 0; i < 3; i++) assert.equal((batches.next().value as PeopleBatch).length, 1000);
    assert.ok((sample.report().margins[0]?.tvd ?? 1) < 0.03);
  });

  test("sizes that are none", () => {
    for (const size of [0, -1, 1.5, Number.NaN, 2 ** 40]) {
      assert.throws(
        () => sampleColumns(preparePopulation(smallPopulation()), { size, seed: 1 }),
        InputError,
        String(size),
      );
    }
  });

  test("an abort ends it", () => {
    const stop = new AbortController();
    const batches = sampleColumns(preparePopulation(smallPopulation()), { seed: 3, batchSize: 2 }).batches(stop.signal);
    batches.next();
    stop.abort(new Error("enough"));
    assert.throws(() => batches.next(), /enough/);
  });
});

describe("constraints", () => {
  const young = { name: "no doctorate before 30", when: { degree: ["doctorate"] }, expect: { age: { min: 30 } } };
  const withDegrees = (constraints: PopulationDescription["constraints"]): Population =>
    smallPopulation({ constraints: constraints ?? [] });

  test("what whole values decide is a structural zero: margins hold, nobody is rejected", () => {
    const { people, report } = drawn(withDegrees([young]), { size: 1000 });
    assert.equal(
      count(people, ({ age, degree }) => age < 30 && degree === "doctorate"),
      0,
    );
    assert.equal(
      count(people, ({ degree }) => degree === "doctorate"),
      200,
    );
    assert.deepEqual(report.rejected, { "no doctorate before 30": 0 });
  });

  test("what a number decides is drawn again, and counted by constraint", () => {
    const late = { ...young, name: "no doctorate before 40", expect: { age: { min: 40 } } };
    const { people, report } = drawn(withDegrees([late]), { size: 1000 });
    assert.equal(
      count(people, ({ age, degree }) => age < 40 && degree === "doctorate"),
      0,
    );
    // 200 doctors of 30 to 99; a seventh of the draws lies below 40: 200·(1/7)/(6/7) = 33 rejections expected.
    const rejected = report.rejected["no doctorate before 40"] ?? 0;
    assert.ok(rejected > 10 && rejected < 70, String(rejected));
    assert.equal(report.dropped, 0);
  });

  test("a value given by others is rejected, and the one before it drawn anew where nothing fits", () => {
    const { people } = drawn(withDegrees([{ name: "no young cats", when: { pet: ["cat"], age: { max: 60 } } }]), {
      size: 500,
    });
    assert.ok(people.length > 450);
    assert.equal(
      count(people, ({ pet, age }) => pet === "cat" && age <= 60),
      0,
    );
  });

  test("backtracking: women have cats only, and with a cat one is past 60, so women are drawn until they are", () => {
    const population = smallPopulation({
      conditionals: [
        {
          variable: "pet",
          given: ["sex"],
          counts: [
            [1, 0],
            [1, 1],
          ],
        },
      ],
      constraints: [{ name: "cats come late", when: { pet: ["cat"] }, expect: { age: { min: 20 } } }],
    });
    const { people, report } = drawn(population, { size: 1000 });
    assert.equal(
      count(people, ({ sex, age }) => sex === "female" && age < 20),
      0,
    );
    assert.equal(people.length + report.dropped, 1000);
    assert.ok((report.rejected["cats come late"] ?? 0) > 1000);
  });

  test("a soft constraint lets its share stay", () => {
    // Men have dogs at 3/4. Kept at .2, a dog stays with probability .75·.2 = .15, a cat with .25: .15/.4 = .375 dogs.
    const soft = { name: "few dogs", when: { pet: ["dog"], sex: ["male"] }, keep: 0.2 };
    const { people } = drawn(withDegrees([soft]), { size: 4000 });
    const men = people.filter(({ sex }) => sex === "male");
    // Standard error √(.375·.625/2000) = .011.
    assert.ok(Math.abs(count(men, ({ pet }) => pet === "dog") / men.length - 0.375) < 0.05);
  });

  test("people for whom nothing fits are dropped; nobody at all is an error", () => {
    const population = smallPopulation({
      conditionals: [
        {
          variable: "pet",
          given: ["sex"],
          counts: [
            [1, 0],
            [0, 1],
          ],
        },
      ],
      constraints: [{ name: "no cats", when: { pet: ["cat"] } }],
    });
    const { people, report } = drawn(population, { size: 100 });
    assert.equal(people.length, 50);
    assert.equal(report.dropped, 50);
    const none = smallPopulation({ constraints: [{ name: "no pets", when: { pet: ["cat", "dog"] } }] });
    assert.throws(() => drawn(none, { size: 100 }), /village: constraints that nobody meets: no pets/);
  });

  test("a zero that leaves a margin's people nowhere is an error that names it", () => {
    const nobody = { name: "no doctors", when: { degree: ["doctorate"] } };
    assert.throws(() => drawn(withDegrees([nobody])), /village: "degree" wants 20 of doctorate, where nobody can be/);
  });

  test("margins that contradict each other are named, with the smallest change", () => {
    const [byAge] = smallPopulation().description.margins ?? [];
    const margins = [byAge, { name: "degree", over: ["degree"], counts: [80, 21] }].filter(
      (each) => each !== undefined,
    );
    assert.throws(
      () => preparePopulation(smallPopulation({ margins })),
      (error) => {
        assert.ok(error instanceof InputError);
        assert.match(
          error.message,
          /"sex by age" counts 100 of .*"degree" counts 101; smallest change: 1 more in the first, or fewer in the second/,
        );
        return true;
      },
    );
  });

  test("three margins of which any two agree, but not all: the largest errors are named", () => {
    // No table has a = b, b = c and a ≠ c.
    const two = { values: ["0", "1"] };
    const margins = [
      {
        name: "a is b",
        over: ["a", "b"],
        counts: [
          [50, 0],
          [0, 50],
        ],
      },
      {
        name: "b is c",
        over: ["b", "c"],
        counts: [
          [50, 0],
          [0, 50],
        ],
      },
      {
        name: "a is not c",
        over: ["a", "c"],
        counts: [
          [0, 50],
          [50, 0],
        ],
      },
    ];
    const description = {
      schema: "dramatis.population/1" as const,
      name: "ring",
      variables: { a: two, b: two, c: two },
      margins,
    };
    assert.throws(
      () => preparePopulation({ description }),
      /no table found in 1000 rounds, any two margins agree but not all of them; still off: "a/,
    );
  });

  test("a table that is too large is refused before it is made", () => {
    const many = { values: Array.from({ length: 250 }, (_, i) => `v${i}`) };
    const counts = many.values.map(() => 1);
    const description: PopulationDescription = {
      schema: "dramatis.population/1",
      name: "large",
      variables: { a: many, b: many, c: many },
      margins: ["a", "b", "c"].map((name) => ({ name, over: [name], counts })),
    };
    assert.throws(() => preparePopulation({ description }), /a table of 15,625,000 cells/);
  });
});

test("adults of the United States: margins within .1 % at 100,000 people, one-way margins to the person", async () => {
  const prepared = preparePopulation(await readPopulation("us-adults"));
  const sample = sampleColumns(prepared, { size: 100_000, seed: 42 });
  for (const _ of sample.batches());
  const report = sample.report();
  assert.equal(report.people, 100_000);
  for (const { name, largest, tvd } of report.margins) {
    assert.ok(largest < 0.001 && tvd < 0.005, `${name}: ${largest}, ${tvd}`);
  }
  assert.ok(report.raking.error < 254);
});
