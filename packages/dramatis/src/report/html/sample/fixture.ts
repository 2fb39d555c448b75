import type { SamplePage } from "./sample-page.ts";

/** A page with everything that it can show. */
export function samplePageFixture(given: Partial<SamplePage> = {}): SamplePage {
  return {
    ...{ population: "A village", about: "Everybody in it.", seed: 7, people: 1000, dropped: 3 },
    rejected: [{ name: "no child is a doctor", times: 12 }],
    margins: [
      { name: "sex by age", tvd: 0.01, largest: 0.004, byChance: 0.02 },
      { name: "degree", tvd: 0.09, largest: 0.05, byChance: 0.02 },
    ],
    conditionals: [{ name: "firstPet", tvd: 0.02, largest: 0.01, byChance: 0.02 }],
    pairs: [
      { over: ["sex", "age"], tvd: 0.01 },
      { over: ["sex", "degree"], tvd: 0.03 },
      { over: ["age", "degree"], tvd: 0.02 },
    ],
    ...{ raking: { iterations: 12, error: 0.5 }, survey: { rows: 400, effective: 100 } },
    variables: [
      {
        ...{ name: "sex", people: 1000, tied: ["age", "firstPet"] },
        values: [
          { value: "female", drawn: 0.51, target: 0.5 },
          { value: "male", drawn: 0.49, target: 0.5 },
        ],
      },
      { name: "age", people: 1000, tied: ["sex"], values: [{ value: "14-29", drawn: 1, target: 1 }] },
      {
        ...{ name: "firstPet", people: 800, tied: ["sex"] },
        values: [
          { value: "cat", drawn: 0.25, target: null },
          { value: "dog", drawn: 0.75, target: null },
        ],
      },
    ],
    traits: [{ name: "openness", mean: 0.52, sd: 0.28, bins: [200, 300, 300, 200] }],
    ...{ traitsBy: ["age", "sex"], notes: ["Ages are drawn evenly within a group."] },
    sources: [
      {
        ...{ title: "Sex by age", publisher: "The village", survey: "Census", url: "https://example.org/x" },
        ...{ accessed: "2026-11-21", licence: "public domain" },
      },
    ],
    ...given,
  };
}
