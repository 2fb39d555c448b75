import type { Population, PopulationDescription } from "./population-description.ts";

/** Eight people by sex and schooling, with an age and a pet; for the tests of this folder. */
export function smallPopulation(change: Partial<PopulationDescription> = {}): Population {
  return {
    description: {
      schema: "dramatis.population/1",
      name: "village",
      variables: {
        sex: { values: ["female", "male"] },
        age: {
          values: ["14-29", "30-99"],
          ranges: [
            [14, 29],
            [30, 99],
          ],
        },
        degree: { values: ["none", "doctorate"] },
        pet: { values: ["cat", "dog"] },
      },
      margins: [
        {
          name: "sex by age",
          over: ["sex", "age"],
          counts: [
            [20, 30],
            [25, 25],
          ],
        },
        { name: "degree", over: ["degree"], counts: [80, 20] },
      ],
      conditionals: [
        {
          variable: "pet",
          given: ["sex"],
          counts: [
            [3, 1],
            [1, 3],
          ],
        },
      ],
      ...change,
    },
  };
}
