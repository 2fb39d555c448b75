import { noMissing } from "../../../core/index.ts";
import { estimateFixture } from "../../fixture.ts";
import type { QuestionnairePage, SurveyPage, SurveyPart } from "./survey-page.ts";

function estimate(value: number | null, low: number | null = null, high: number | null = null) {
  return estimateFixture({ value, low, high, n: 3, counts: "claims", unit: "points", direction: "none" });
}

function ratio(value: number, low: number, high: number) {
  return { ...estimate(value, low, high), unit: "ratio" as const };
}

function part(scale: string, value: number, facet?: string): SurveyPart {
  return {
    ...{
      scale,
      items: 2,
      range: [1, 5],
      estimate: estimate(value, value - 0.5, value + 0.5),
      sd: 0.7,
      percentile: 81.4,
    },
    ...(facet !== undefined && { facet }),
    norm: { mean: 3, sd: 0.8 },
    reliability: { alpha: 0.81, lambda6: 0.83, omega: 0.84, heywood: facet !== undefined, people: 12 },
  };
}

const PARTS = [
  part("openness", 4.1),
  part("extraversion", 2.2),
  part("neuroticism", 3.3),
  part("openness", 4.4, "imagination"),
  part("openness", 3.8, "intellect"),
];

/** A questionnaire with everything that a page can show. */
export function questionnaireFixture(given: Partial<QuestionnairePage> = {}): QuestionnairePage {
  const people = ["Ada", "Ben", "Cy"];
  return {
    instrument: {
      name: "small",
      title: "A small inventory",
      licence: "ours",
      source: "this test",
      citation: "Us 2026.",
    },
    ...{ options: ["never", "rarely", "at times", "often", "always"], hasOwnOptions: false, range: [1, 5] },
    ...{ model: "mock:one", judge: "mock:two", people, group: "women-21-40", parts: PARTS },
    asked: {
      ...{ mode: "single", answers: "words", language: "en", wordings: ["plain", "formal"], orders: 2, repeats: 2 },
      seed: 7,
    },
    each: people.map((person) => ({ person, parts: PARTS.map(({ estimate }) => ({ estimate, percentile: 40 })) })),
    ways: ["plain, in order", "plain, reversed", "formal, in order", "formal, reversed"],
    items: [
      { text: "I have ideas.", scale: "openness", reversed: false, people: [4, 5, null], ways: [4, 4.5, 4, 5] },
      { text: "I keep to myself.", scale: "extraversion", reversed: true, people: [1, 2, 3], ways: [2, 2, 2, 2] },
      { text: "I like soup.", scale: null, reversed: false, people: [3, 3, 3], ways: [3, 3, 3, 3] },
    ],
    styles: {
      acquiescence: estimate(0.2, 0.1, 0.3),
      extremity: ratio(0.3, 0.2, 0.4),
      firstPlace: ratio(0.05, -0.02, 0.11),
      orderSensitivity: ratio(0.12, 0.08, 0.17),
      refused: ratio(0.1, 0.05, 0.2),
      unread: ratio(0, 0, 0.1),
    },
    wordings: comparison("plain", "formal"),
    orders: comparison("in order", "reversed"),
    retest: [{ scale: "openness", icc: 0.7, r: null, n: 3 }],
    facets: {
      openness: {
        facets: ["imagination", "intellect"],
        correlations: [
          [1, 0.4],
          [0.4, 1],
        ],
        mean: 0.4,
      },
    },
    forests: [
      {
        ...{
          heading: "Shaping",
          title: "Assigned and measured level",
          axis: "rank correlation",
          none: 0,
          ends: [-1, 1],
        },
        ...{ rows: [{ name: "openness", estimate: ratio(0.6, 0.2, 0.8) }], note: "Levels beside scores." },
      },
    ],
    ...{ questions: 36, missing: { ...noMissing(), refused: 4, failed: 1 } },
    failures: [{ message: "no reply within 30 s", times: 1 }],
    caveat: "Types are not people.",
    ...given,
  };
}

function comparison(first: string, second: string): NonNullable<QuestionnairePage["orders"]> {
  const test = { scale: "openness", ways: [first, second] as const, difference: -0.4, items: 2, p: 0.5, adjusted: 1 };
  return { tests: [test], significant: 0, largest: 0.4, spread: { openness: 0.2, extraversion: null } };
}

export function surveyPageFixture(given: Partial<QuestionnairePage> = {}): SurveyPage {
  return { run: "survey-small-1", questionnaires: [questionnaireFixture(given)], together: [] };
}
