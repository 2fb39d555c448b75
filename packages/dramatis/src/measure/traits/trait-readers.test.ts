import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { judge } from "../../model/index.ts";
import { fakeNli } from "../../model/testing.ts";
import { ruleJudge } from "../testing-judge.ts";
import { STATEMENTS } from "./psy-cot.prompts.ts";
import { psyCotReading, traitsByQuestionnaire } from "./psy-cot-reader.ts";
import { BIG_FIVE, targetLevels, traitsByClassifier } from "./trait-reader.ts";
import { traitsByJudge } from "./traits-by-judge.ts";
import { traitsByNli } from "./traits-by-nli.ts";

describe("readers of traits", () => {
  test("a classifier's readings: Σ P(high) / Σ of both over all texts", async () => {
    const reader = traitsByClassifier({
      id: "c",
      read: async (texts) =>
        texts.map(() => [
          { trait: "openness", direction: "high", probability: 0.6 },
          { trait: "openness", direction: "low", probability: 0.2 },
        ]),
    });
    const { openness, ...others } = await reader.read(["I paint.", "?!"]);
    assert.deepEqual([openness?.toFixed(9), others], ["0.750000000", {}]);
    assert.deepEqual(await reader.read(["…"]), {});
  });

  test("NLI: what entails the high adjectives is high; what cannot be judged has no level", async () => {
    const nli = fakeNli((premise, hypothesis) => {
      if (premise === "unreadable") return null;
      return hypothesis === "I am talkative." ? { entail: 0.8, neutral: 0.1, contradict: 0.1 } : "neutral";
    });
    // Six adjectives of extraversion, five of them neutral: ½ + ½ · (.8 − .1) / 6
    const { extraversion, openness } = await traitsByNli(nli).read(["I never stop talking."]);
    assert.deepEqual([extraversion?.toFixed(6), openness], ["0.558333", 0.5]);
    assert.deepEqual(await traitsByNli(nli).read(["unreadable"]), {});
  });

  test("a judge's scores of 1 to 5 become 0 to 1, the mean of repeats; a null is left out", async () => {
    const score = (value: number | null): object => ({ reason: "So.", score: value });
    let asked = 0;
    const model = ruleJudge(() => {
      asked++;
      const rest = Object.fromEntries(BIG_FIVE.map((trait) => [trait, score(null)]));
      return { ...rest, extraversion: score(asked % 2 === 0 ? 5 : 3) };
    });
    assert.deepEqual(await traitsByJudge(judge(model), { repeats: 2 }).read(["Hello!"]), { extraversion: 0.75 });
    assert.equal(asked, 2);
    assert.deepEqual(await traitsByJudge(judge(model)).read(["?!"]), {});
  });

  test("a persona's levels: Big Five only, facets averaged, names in any form", () => {
    const traits = [
      { system: "big5" as const, dimension: "Extraversion", level: 0.4, facet: "activity" },
      { system: "big5" as const, dimension: "E", level: 0.8, facet: "warmth" },
      { system: "mbti" as const, dimension: "openness", level: 1 },
    ];
    const levels = targetLevels({ schema: "dramatis.persona/1", name: "Ana", traits });
    assert.deepEqual([levels.extraversion?.toFixed(9), levels.openness], ["0.600000000", undefined]);
  });
});

describe("PsyCoT", () => {
  const model = ruleJudge(({ known }) =>
    "statement" in known
      ? { reason: "So.", score: String(known.statement).includes("party") ? 5 : 2 }
      : { reason: "So.", choice: "high" },
  );

  test("reversed items are turned: eight ratings, one of them 5 and seven 2", async () => {
    const { score, choice, ratings } = await psyCotReading(judge(model), { texts: ["Hi!"], trait: "extraversion" });
    // One item names a party: 5; three others 2; four reversed 6 − 2 = 4 each: (5 + 6 + 16) / 8
    assert.deepEqual([score, choice, ratings.length], [3.375, "high", 8]);
  });

  test("each item is asked with the ratings before it in view, the choice with all", async () => {
    model.shown.length = 0;
    await psyCotReading(judge(model), { texts: ["Hi!"], trait: "openness" });
    const seen = model.shown.map(({ known }) => (known.ratings as unknown[]).length);
    assert.deepEqual(seen, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("as a reader it gives levels by the key, not by the last word", async () => {
    const { extraversion, neuroticism } = await traitsByQuestionnaire(judge(model)).read(["Hi!"]);
    assert.deepEqual([extraversion, neuroticism], [(3.375 - 1) / 4, (3 - 1) / 4]);
  });

  test("every trait has eight items, half of them reversed", () => {
    for (const trait of BIG_FIVE) {
      const reversed = STATEMENTS[trait].filter((item) => item.startsWith("-")).length;
      assert.deepEqual([STATEMENTS[trait].length, reversed], [8, 4], trait);
    }
  });
});
