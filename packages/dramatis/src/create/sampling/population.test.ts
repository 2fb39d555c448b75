import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { take } from "../../core/conformance/shared.ts";
import { sourceConformance } from "../../core/conformance/source.ts";
import { InputError } from "../../core/index.ts";
import { renderPersona } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { constrainedProfiles } from "./constrained-profiles.ts";
import { population } from "./population.ts";
import { preparePopulation } from "./sample-columns.ts";
import { smallPopulation } from "./testing-population.ts";

const village = smallPopulation({ bigFive: { facets: true } });
const us = population({ size: 200 });

describe("population", () => {
  sourceConformance(async () => population({ population: village, size: 20 }));

  test("as many as were asked for, each with where it is from; the tally agrees", async () => {
    const counted = tally();
    const people = await take(
      population({ population: preparePopulation(village), size: 150, tally: counted }).personas(3),
      1000,
    );
    assert.equal(people.length, 150);
    assert.deepEqual(people[0]?.provenance, [
      { source: "census_sample", method: "population", seed: 3, from: "village" },
    ]);
    assert.equal(people[0]?.traits?.length, 35);
    assert.deepEqual(people[0]?.traits?.[34]?.facet, "N6");
    const { asked, kept, dropped } = counted.report();
    assert.deepEqual([asked, kept, dropped], [150, 150, {}]);
  });

  test("people for whom nothing fits are in the tally", async () => {
    const counted = tally();
    const few = smallPopulation({
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
    await take(population({ population: few, size: 100, tally: counted }).personas(1), 1000);
    assert.deepEqual(counted.report().dropped, { "no values fit the constraints": 50 });
    assert.equal(counted.report().asked, 100);
    assert.equal(counted.report().kept, 50);
  });

  test("adults of the United States are whole personas that render", async () => {
    const [person] = await take(us.personas(1), 1);
    assert.ok(person);
    assert.match(renderPersona(person).system, /years old/);
    assert.ok(Number(person.identity?.social?.age) >= 18);
  });

  test("a description made by hand is checked too", async () => {
    const ring = {
      variable: "pet",
      given: ["pet"],
      counts: [
        [1, 1],
        [1, 1],
      ],
    };
    const source = population({ population: smallPopulation({ conditionals: [ring] }) });
    await assert.rejects(take(source.personas(1), 1), /village: pet given itself/);
  });

  test("a size of 0, and a population that is not there", async () => {
    await assert.rejects(take(population({ population: village, size: 0 }).personas(1), 1), InputError);
    await assert.rejects(take(population({ population: "mars" }).personas(1), 1), /unknown population "mars"/);
  });
});

describe("constrainedProfiles", () => {
  const late = { name: "doctors are past 40", when: { degree: ["doctorate"] }, expect: { age: { min: 40 } } };
  const careful = smallPopulation({ constraints: [late] });
  sourceConformance(async () => constrainedProfiles({ population: careful }));

  test("one after the other without end, none against a constraint, each counted", async () => {
    const counted = tally();
    const people = await take(constrainedProfiles({ population: careful, tally: counted }).personas(5), 400);
    const doctors = people.filter(({ identity }) => identity?.social?.degree === "doctorate");
    assert.ok(doctors.length > 40);
    assert.ok(doctors.every(({ identity }) => Number(identity?.social?.age) >= 40));
    assert.equal(counted.report().asked, 400);
    assert.equal(counted.report().kept, 400);
  });

  test("the 14-year-old widow with a doctorate does not come", async () => {
    const town = smallPopulation({
      variables: { ...smallPopulation().description.variables, pet: { values: ["widowed", "single"] } },
      constraints: [
        late,
        { name: "widowed by 30", when: { pet: ["widowed"] }, expect: { age: { min: 30 } }, keep: 0.02 },
      ],
    });
    const people = await take(constrainedProfiles({ population: town }).personas(9), 2000);
    const of = (key: string): unknown[] => people.map(({ identity }) => identity?.social?.[key]);
    const young = people.filter((_, i) => Number(of("age")[i]) < 30);
    const widows = young.filter(({ identity }) => identity?.social?.pet === "widowed");
    // .02·½ of the young widowed against ½ single: about 2 % of them.
    assert.ok(widows.length / young.length < 0.06, `${widows.length} of ${young.length}`);
    assert.ok(widows.every(({ identity }) => identity?.social?.degree === "none"));
  });
});
