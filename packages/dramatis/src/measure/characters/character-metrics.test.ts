import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { z } from "zod";
import { chainMetrics } from "./chain-metrics.ts";
import { overallGrade } from "./character-box.ts";
import { classificationScores } from "./classification-scores.ts";
import { dialogueScore } from "./cpd-like.ts";
import { gcaScore } from "./gca-score.ts";
import { interviewMetrics, labelType, repeatConsistency, unreversed } from "./interview-metrics.ts";
import { metaEvaluation } from "./meta-evaluation.ts";
import { moralLevels, moralScore } from "./moral-score.ts";
import { consistencyAccuracy, questionGroups, variationOver } from "./profile-consistency.ts";
import { retrievalScores } from "./retrieval-scores.ts";
import { type StanceCase, stanceMetrics } from "./stance-metrics.ts";
import { informationUpdate, noiseRobustness, wordSetOverlap } from "./word-set.ts";

const SHARED = process.env.DRAMATIS_SHARED ?? join(import.meta.dirname, "../../../../../../shared");
const COSER = join(SHARED, "data/research/coser/exp_evaluation/test_set_gpt-4o.json");
const INCHARACTER = join(SHARED, "data/open/incharacter");

const near = (found: number | null | undefined, expected: number): void =>
  assert.ok(found != null && Math.abs(found - expected) < 1e-6, `${found} is not ${expected}`);

test("CharacterBox: the mean of seven grades, and over two characters", () => {
  const grades = ([a, b, c, d, e, f, g]: [number, number, number, number, number, number, number]) =>
    overallGrade({
      knowledge: a,
      emotion: b,
      personality: c,
      behavior: d,
      immersion: e,
      adaptability: f,
      coherence: g,
    });
  // (28 + 20) / 14
  near((grades([4, 4, 3, 5, 4, 3, 5]) + grades([2, 3, 3, 3, 2, 3, 4])) / 2, 3.428571);
});

test("CoSER: points off for flaws, less what the length allows", () => {
  const flaws = (...severities: (number | undefined)[]) => severities.map((severity) => ({ severity }));
  near(gcaScore(flaws(3, 2, 5), 10), 65); // 100 − 5·(10 − 3)
  near(gcaScore(flaws(1), 10), 100); // 100 − 5·(1 − 3) = 110, held at 100
  near(gcaScore(flaws(undefined), 0), 95); // without a severity: 1
  near(gcaScore(flaws(...Array.from({ length: 9 }, () => 5)), 0), 0); // 100 − 225
  near(gcaScore([], 0), 100);
  near(gcaScore(flaws(5, 5, 2), 10), 55); // 100 − 5·(12 − 3)
  near(gcaScore(flaws(2), 10), 100); // 105, held at 100
  near(gcaScore(flaws(5, 5, 5, 5, 5, 5), 5), 0); // 100 − 5·(30 − 1.5) = −42.5, held at 0
});

const released = z.object({
  scores: z.record(z.string(), z.number()),
  cases: z.record(
    z.string(),
    z.object({
      simulation: z.array(z.object({ role: z.string() })),
      score: z.number(),
      critique: z.record(z.string(), z.unknown()),
    }),
  ),
});
const criticised = z.object({ flaws: z.array(z.object({ severity: z.number().optional() })), score: z.number() });

test("CoSER: the released scores of three scenes, from their flaws", {
  skip: !existsSync(COSER) && "needs CoSER",
}, () => {
  const { scores, cases } = released.parse(JSON.parse(readFileSync(COSER, "utf8")));
  const dimensions = ["Storyline Consistency", "Anthropomorphism", "Character Fidelity", "Storyline Quality"];
  const means = Object.values(cases).map(({ simulation, score, critique }) => {
    const rounds = simulation.filter(({ role }) => role !== "Environment").length;
    const found = dimensions.map((dimension) => {
      const { flaws, score: stored } = criticised.parse(critique[dimension]);
      near(gcaScore(flaws, rounds), stored);
      return stored;
    });
    near(found.reduce((sum, one) => sum + one, 0) / 4, score);
    return found;
  });
  for (const [i, dimension] of dimensions.entries())
    near(means.reduce((sum, found) => sum + (found[i] as number), 0) / 3, scores[dimension] as number);
  near(scores.avg, 62.416666666666664);
});

test("Moral RolePlay: the score, the tables by level and trait, and the trend", () => {
  near(moralScore({ total: 4, largest: 3, turns: 6 }), 3.6); // 5 − 2 − .3 + .9
  near(moralScore({ total: 0, largest: 0, turns: 20 }), 5); // 8, held at 5
  near(moralScore({ total: 20, largest: 5, turns: 1 }), 0);
  const { byLevel, penaltyByTrait, slope } = moralLevels([
    { level: 4, traits: ["deceitful", "deceitful"], score: 1 },
    { level: 1, traits: ["kind"], score: 4 },
    { level: 4, traits: ["deceitful", "brave"], score: 2 },
  ]);
  assert.deepEqual(
    [...byLevel],
    [
      [1, 4],
      [4, 1.5],
    ],
  );
  assert.deepEqual(Object.fromEntries(penaltyByTrait), { deceitful: 3.5, kind: 1, brave: 3 });
  near(slope, (1.5 - 4) / 3); // two levels: the line goes through their means
  assert.equal(moralLevels([{ level: 1, traits: [], score: 3 }]).slope, null);
});

test("BehaviorChain: share, streaks and the longest one", () => {
  const found = chainMetrics([true, true, false, true]);
  near(found?.avg, 0.75);
  near(found?.cum, 0.4); // (1 + 2 + 0 + 1) / 10
  near(found?.maxChain, 0.5);
  assert.deepEqual(chainMetrics([true, true]), { avg: 1, cum: 1, maxChain: 1 });
  assert.deepEqual(chainMetrics([false]), { avg: 0, cum: 0, maxChain: 0 });
  assert.equal(chainMetrics([]), null);
});

test("SHARP: sycophantic and adversarial rates by affection, and what they say together", () => {
  const cases = (affection: "high" | "low", favor: number, against: number): StanceCase[] =>
    Array.from({ length: 10 }, (_, i): StanceCase[] => [
      { affection, isFactual: false, stance: i < favor ? "favor" : "neutral" },
      { affection, isFactual: true, stance: i < against ? "against" : "favor" },
    ]).flat();
  const { high, low, none, relationFidelity, factAdherence } = stanceMetrics([
    ...cases("high", 6, 1),
    ...cases("low", 2, 4),
  ]);
  assert.deepEqual(
    [high, low],
    [
      { sycophantic: 0.6, adversarial: 0.1 },
      { sycophantic: 0.2, adversarial: 0.4 },
    ],
  );
  near(relationFidelity, 0.35); // (.6 − .2 + .4 − .1) / 2
  near(factAdherence, 0.675); // 1 − (.4 + .25) / 2
  assert.deepEqual(none, { sycophantic: null, adversarial: null });
  assert.equal(stanceMetrics([]).factAdherence, null);
});

test("SimulateBench: accuracy by group size, its second form, and its variation over variants", () => {
  const groups = [
    { right: 30, answered: 40, answerable: { right: 20, answered: 20 } },
    { right: 6, answered: 10, answerable: { right: 6, answered: 10 } },
  ];
  near(consistencyAccuracy(groups), 0.72); // 36 / 50
  // .8·(.9·1 + .1·.5) + .2·.6, since the second group has no question without an answer
  near(consistencyAccuracy(groups, { answerableWeight: 0.9 }), 0.88);
  assert.equal(consistencyAccuracy([]), null);
  const choice = (group: string, answerable: boolean, chosen: number | null) => ({
    reply: { session: "s", turn: 1, speaker: "ana", text: "A" },
    options: ["x", "y"],
    order: [0, 1],
    answer: 0,
    chosen,
    noted: { group, answerable },
  });
  assert.deepEqual(
    questionGroups([choice("a", true, 0), choice("a", false, 1), choice("a", true, null), choice("b", true, 1)]),
    [
      { right: 1, answered: 2, answerable: { right: 1, answered: 1 } },
      { right: 0, answered: 1, answerable: { right: 0, answered: 1 } },
    ],
  );
  near(variationOver([0.74, 0.7, 0.76, 0.72, 0.73]), 0.030631); // σ .022361 / mean .73
  assert.equal(variationOver([0.7]), null);
  assert.equal(variationOver([0, 0]), null);
});

test("InCharacter: sides, whole characters and distances from the labels", () => {
  const measured = (
    [
      ["E", 4.2, "H"],
      ["N", 2.1, "L"],
      ["C", 3.9, "H"],
      ["A", 2, "H"],
      ["O", 3, "X"],
    ] as const
  ).map(([, score, type]) => ({
    character: "c",
    measured: score,
    min: 1,
    max: 5,
    label: { score: type === "L" ? 1 : 5, type },
  }));
  const found = interviewMetrics(measured);
  near(found.dimensionAccuracy, 0.75);
  assert.equal(found.fullAccuracy, 0);
  near(found.mae, (0.8 + 1.1 + 1.1 + 3) / 4 / 4);
  near(found.mse, (0.8 ** 2 + 1.1 ** 2 + 1.1 ** 2 + 3 ** 2) / 16 / 4);
  assert.equal(interviewMetrics([]).mae, null);
  assert.equal(unreversed(2, true, { min: 1, max: 5 }), 4);
  // One dimension, two items, two repeats: items σ 1 and 0; rounds {1,3} σ 1 and {3,3} σ 0; scores 2 and 3 σ .5
  assert.deepEqual(
    repeatConsistency(
      [
        [
          [1, 3],
          [3, 3],
        ],
      ],
      { min: 1, max: 5 },
    ),
    {
      item: 0.125,
      dimension: 0.125,
      robustness: 0.125,
    },
  );
  assert.deepEqual(repeatConsistency([], { min: 1, max: 5 }), { item: null, dimension: null, robustness: null });
});

const labels = z.record(
  z.string(),
  z.record(z.string(), z.record(z.string(), z.record(z.string(), z.object({ score: z.unknown(), type: z.string() })))),
);

test("InCharacter: every released type follows from its score", {
  skip: !existsSync(INCHARACTER) && "needs InCharacter",
}, () => {
  const read = labels.parse(JSON.parse(readFileSync(join(INCHARACTER, "characters_labels.json"), "utf8")));
  const rangeOf = (scale: string): [number, number] =>
    scale === "16Personalities"
      ? [0, 100]
      : z
          .object({ range: z.tuple([z.number(), z.number()]) })
          .parse(JSON.parse(readFileSync(join(INCHARACTER, "questionnaires", `${scale}.json`), "utf8"))).range;
  const wrong: string[] = [];
  let scored = 0;
  for (const characters of Object.values(read)) {
    for (const [character, scales] of Object.entries(characters)) {
      for (const [scale, dimensions] of Object.entries(scales)) {
        const [min, max] = rangeOf(scale);
        for (const { score, type } of Object.values(dimensions)) {
          if (typeof score !== "number") continue;
          scored++;
          if (labelType(score, { min, max }) !== type) wrong.push(`${character} ${scale} ${score} ${type}`);
        }
      }
    }
  }
  assert.deepEqual([wrong, scored], [[], 2483]); // 2,624 labels, 141 without a score
});

test("PersonaBench: words of answers, and retrieval with alternatives", () => {
  const { precision, recall, f1 } = wordSetOverlap("hans zimmer, john williams", "Hans Zimmer");
  near(precision, 0.5);
  near(recall, 1);
  near(f1, 0.666667);
  assert.deepEqual(wordSetOverlap("", "x"), { precision: 0, recall: 0, f1: 0 });
  near(informationUpdate("I live in Rome now", "Old Rome"), 0.5);
  assert.equal(informationUpdate("x", "…"), null);
  near(noiseRobustness(0.6, 0.5), 0.9);
  // Gains 1 + 0 + 1/2 over 1 + 1/log2(3) + 1/2; two of three found.
  const found = retrievalScores(["a", "x", "b"], [["a"], ["b"], ["c"]], 3);
  near(found?.ndcg, 0.703918);
  near(found?.recall, 0.666667);
  // Of the alternatives y and b only b was found: the best combination counts.
  near(retrievalScores(["a", "b"], [["a"], ["y", "b"]], 2)?.recall, 1);
  assert.equal(retrievalScores(["a"], []), null);
  assert.equal(retrievalScores([], [["a"]])?.recall, 0);
  assert.throws(() => retrievalScores(["a"], [["a"]], 0), RangeError);
});

test("PersonaConvBench: accuracy hides what macro-F1 and Matthews' correlation show", () => {
  const pair = (predicted: string, gold: string, n: number) => Array.from({ length: n }, () => ({ predicted, gold }));
  const always = classificationScores([...pair("pos", "pos", 5), ...pair("pos", "neg", 1)]);
  near(always?.accuracy, 0.833333);
  near(always?.macroF1, (10 / 11 + 0) / 2);
  assert.equal(always?.mcc, null);
  // tp 4, fn 1, fp 1, tn 2: (8 − 1) / √(5·5·3·3)
  near(
    classificationScores([...pair("p", "p", 4), ...pair("n", "p", 1), ...pair("p", "n", 1), ...pair("n", "n", 2)])?.mcc,
    7 / 15,
  );
  assert.equal(classificationScores([]), null);
});

test("ComperDial: agreement of turns, dialogues and systems", () => {
  const rows = [
    { agent: "a", dialogue: "1", metric: 1, human: 1 },
    { agent: "a", dialogue: "1", metric: 3, human: 1 },
    { agent: "a", dialogue: "2", metric: 4, human: 3 },
    { agent: "b", dialogue: "1", metric: 5, human: 5 },
  ];
  const { turn, dialogue, system } = metaEvaluation(rows);
  assert.deepEqual([turn.n, dialogue.n, system.n], [4, 3, 2]); // systems: (3, 2) and (5, 5)
  near(dialogue.kendall, 1); // (2, 1) < (4, 3) < (5, 5)
  near(system.pearson, 1);
  assert.equal(metaEvaluation([]).turn.pearson, null);
  near(dialogueScore(4, [3, 5, 1]), 3.5);
  assert.equal(dialogueScore(4, []), null);
});
