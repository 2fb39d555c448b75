import { type Estimate, noMissing } from "../../../core/index.ts";
import { estimateFixture } from "../../fixture.ts";
import type { AnswerTab, PeopleDistances, QuestionsPage } from "./questions-page.ts";

function estimate(value: number | null, low: number | null = null, high: number | null = null): Estimate {
  return estimateFixture({
    value,
    low,
    high,
    n: 2,
    counts: "claims",
    unit: "points",
    direction: "none",
    missing: noMissing(),
  });
}

function share(value: number): Estimate {
  return { ...estimate(value, Math.max(0, value - 0.1), value + 0.1), unit: "ratio" };
}

const FAR: PeopleDistances = {
  personas: estimate(0.3, 0.2, 0.4),
  halves: estimate(0.02, 0.01, 0.03),
  even: estimate(0.35, 0.3, 0.4),
  commonest: estimate(0.4, 0.35, 0.5),
};

function tab(group: AnswerTab["group"], first: number): AnswerTab {
  const shares = [first, 1 - first].map((one) => ({ share: one, low: one / 2, high: (1 + one) / 2 }));
  const people = { n: 1200, shares: [0.25, 0.75].map((one) => ({ share: one, low: one - 0.03, high: one + 0.03 })) };
  return { group, n: 3, missing: 1, designEffect: 1.3, shares, people, distance: Math.abs(first - 0.25) };
}

/** A page with everything that it can show: two questions, one of them without a scale, two groups, people beside. */
export function questionsPageFixture(given: Partial<QuestionsPage> = {}): QuestionsPage {
  const tabs = [
    tab(null, 0.5),
    tab({ field: "party", value: "green" }, 0.75),
    tab({ field: "party", value: "blue" }, 0.25),
  ];
  const counted = { asked: 8, refused: 1, unparsed: 0, failed: 0 };
  return {
    run: "survey-poll-1",
    questionnaire: { name: "poll", title: "A poll", licence: "ours", source: "this test" },
    model: "mock:one",
    asked: {
      ...{ mode: "single", answers: "words", language: "en", wordings: ["plain", "formal"], orders: 2, repeats: 1 },
      ...{ seed: 7, weights: "match.weight", by: ["party"], against: "counts.csv" },
    },
    people: ["Ada", "Ben", "Cy", "Di"],
    questions: [
      {
        ...{ id: "cars", text: "Keep cars out?", topic: "traffic", wave: "2026", options: ["Yes", "No"], tabs },
        ...{ distance: "total variation", ...counted },
      },
      {
        ...{ id: "safe", text: "How safe?", options: ["Very", "Not"], tabs, distance: "share of the scale" },
        ...counted,
        failed: 1,
      },
    ],
    styles: {
      ...{ firstPlace: share(0.05), orderEffect: share(0.2), entropy: share(0.8) },
      ...{ refused: share(0.1), unparsed: share(0), failed: share(0.1) },
    },
    against: {
      ...{ distance: "share of the scale", most: 1 },
      sides: [
        { ...FAR, kind: "everybody", field: "", name: "everybody", gainOnEven: estimate(0.05, -0.05, 0.1) },
        { ...FAR, kind: "group", field: "party", name: "green", gainOnEven: estimate(0.05, -0.05, 0.1) },
        { ...FAR, kind: "topic", field: "", name: "traffic", gainOnEven: estimate(0.05, 0.01, 0.1) },
      ],
      overPersonas: { value: 0.3, low: 0.28, high: 0.31, n: 4 },
      distances: [
        { distance: "share of the scale", ...FAR },
        { distance: "total variation", ...FAR },
      ],
    },
    failures: [{ message: "no reply within 30 s", times: 1 }],
    ...given,
  };
}
