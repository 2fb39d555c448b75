import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { mockModel } from "../../model/index.ts";
import { appraiseByModel } from "./appraise-by-model.ts";
import { appraiseByWords } from "./appraise-by-words.ts";
import { EMOTION_WORDS } from "./emotion-words.ts";
import { EMOTIONS } from "./vad.ts";

const NOTHING = { valence: 0, arousal: 0, dominance: 0 };

describe("by words", () => {
  const appraise = appraiseByWords();

  test("the mean point of the words that are known", async () => {
    assert.deepEqual(await appraise("I am so SAD."), EMOTIONS.sadness);
    // (.81 − .63) / 2, (.51 − .27) / 2, (.46 − .33) / 2
    const { valence, arousal, dominance } = (await appraise("Happy, then sad")) ?? NOTHING;
    assert.deepEqual(
      [valence, arousal, dominance].map((value) => value.toFixed(3)),
      ["0.090", "0.120", "0.065"],
    );
    assert.deepEqual(await appraise("😂 ❤️"), EMOTIONS.joy);
  });

  test("a negation up to three words before turns a word into half its opposite", async () => {
    const half = { valence: -0.405, arousal: -0.255, dominance: -0.23 };
    assert.deepEqual(await appraise("I'm not happy"), half);
    assert.deepEqual(await appraise("I don’t feel very happy"), half);
    assert.deepEqual(await appraise("I do not say that I am happy"), EMOTIONS.joy);
  });

  test("a text without such words, in another language or of nothing changes nothing", async () => {
    for (const text of ["The bus leaves at ten.", "Estou feliz", "嬉しい", ""])
      assert.deepEqual(await appraise(text), NOTHING);
  });

  test("another lexicon takes its place", async () => {
    const point = { valence: 0.1, arousal: 0.2, dominance: 0.3 };
    assert.deepEqual(await appraiseByWords(new Map([["feliz", point]]))("Estou feliz, not sad"), point);
  });

  test("every word of the list is read as it is listed", async () => {
    for (const [word, point] of EMOTION_WORDS) assert.deepEqual(await appraise(word), point, word);
  });

  test("any text gives numbers in [−1, 1]", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), fc.constantFrom(...EMOTION_WORDS.keys()), async (text, word) => {
        const delta = (await appraise(`${text} ${word} ${text}`)) ?? NOTHING;
        assert.ok(Object.values(delta).every((value) => Math.abs(value) <= 1));
      }),
    );
  });

  test("an abort is heard", async () => {
    await assert.rejects(appraise("Hi.", AbortSignal.abort(new Error("enough"))), /enough/);
  });
});

describe("by a model", () => {
  const right = '{"dv": 0.5, "da": -0.1, "dd": 0}';
  const delta = { valence: 0.5, arousal: -0.1, dominance: 0 };

  test("its three numbers, in a fence or not", async () => {
    const appraise = appraiseByModel(mockModel({ replies: [right, `\`\`\`json\n${right}\n\`\`\``] }));
    assert.deepEqual(await appraise("Well done!"), delta);
    assert.deepEqual(await appraise("Well done!"), delta);
  });

  test("what cannot be used is asked for again, three times, then nothing is guessed", async () => {
    const wrong = ["better", "", '{"dv": 2, "da": 0, "dd": 0}'];
    assert.deepEqual(await appraiseByModel(mockModel({ replies: [...wrong, right] }))("Hi."), delta);
    assert.equal(await appraiseByModel(mockModel({ replies: [...wrong, "[]", right] }))("Hi."), null);
  });
});
