import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { NliVerdict } from "../../core/index.ts";
import { fakeNli } from "../../model/testing.ts";
import { personaGuard } from "./persona-guard.ts";
import { anaView, candidatesOf } from "./testing.ts";

/** Texts with a number in them contradict by that number; all else is neutral. */
const nli = fakeNli((_, hypothesis): NliVerdict => {
  const contradict = Number(/0?\.\d+/.exec(hypothesis)?.[0] ?? 0);
  return { entail: 0, neutral: 1 - contradict, contradict };
});
const view = anaView(["I am vegan."], ["ben: What do you eat?"]);
const guard = personaGuard({ nli });

async function said(texts: string[], scores?: number[]): Promise<{ text: string; index: number; why: string }> {
  const { text, index, reasons } = await guard.choose(candidatesOf(texts, scores), view);
  return { text, index, why: reasons[index]?.split("; ").at(-1) ?? "" };
}

describe("the ladder", () => {
  test("the first that is surely consistent", async () => {
    const found = await said(["eat .8 meat", "eat .6 meat", "eat .2 meat", "plants"], [0, 0, -5, 0]);
    assert.deepEqual(found, { text: "eat .2 meat", index: 2, why: "sure enough" });
  });

  test("a contradiction of .6 passes, one of .8 is edited", async () => {
    const why = "the best that may pass";
    assert.deepEqual(await said(["Nice sunny weather! I eat .6 meat."]), {
      text: "Nice sunny weather! I eat .6 meat.",
      index: 0,
      why,
    });
    // Of nice sunny weather today is it i eat 8 meat, i alone stands of the second sentence: 7 of 10.
    assert.deepEqual(await said(["Nice sunny weather today is it! I eat .8 meat."]), {
      text: "Nice sunny weather today is it! I am vegan.",
      index: 0,
      why: "edited, 0.7 of its words stand",
    });
  });

  test("of those that may pass, the best by reranking", async () => {
    // Spread 1: 0 − .65 against −.5 − .55 and −1: the first, though it contradicts most.
    const texts = ["eat .65 meat", "eat .55 meat", "eat .8 meat"];
    assert.equal((await said(texts, [0, -0.5, -1])).index, 0);
    assert.equal((await said(texts)).index, 1);
  });

  test("an edit that changes too much is not taken: the persona's own sentence is", async () => {
    assert.deepEqual(await said(["I eat .8 meat.", "I eat .9 meat."]), {
      text: "I am vegan.",
      index: 0,
      why: "the persona's own sentence is said instead",
    });
  });

  test("an edit is taken from the first candidate that gives a good one", async () => {
    const { index, text } = await said(["I eat .8 meat.", "So nice to hear from you today! I eat .9 meat."]);
    assert.deepEqual([index, text], [1, "So nice to hear from you today! I am vegan."]);
  });

  test("where not even that helps, the fallback line is said, and the reason tells each step", async () => {
    const about = anaView(["Ana is vegan."]);
    const texts = candidatesOf(["I eat .9 meat.", "I eat .8 meat."]);
    const { index, text, reasons } = await guard.choose(texts, about);
    assert.deepEqual([index, text], [1, "Sorry, I lost my thread for a moment. What were you saying?"]);
    assert.equal(
      reasons[1],
      'contradiction 0.8 of "Ana is vegan."; no edit is good; nothing better was found, so the fallback line is said',
    );
    assert.equal(reasons[0], 'contradiction 0.9 of "Ana is vegan."');
    const other = personaGuard({ nli, fallback: "Hm?" });
    assert.equal((await other.choose(texts, about)).text, "Hm?");
  });

  test("one more is drawn where that can be, told what was wrong, and is held to the same bounds", async () => {
    const asked: string[] = [];
    const bad = candidatesOf(["I eat .8 meat."]);
    const drawing = (text: string | null): ReturnType<typeof guard.choose> => {
      const again = async (wrong: string): Promise<{ text: string } | null> => {
        asked.push(wrong);
        return text === null ? null : { text };
      };
      return guard.choose(bad, Object.assign({ again }, view));
    };
    const fresh = await drawing("I eat .6 meat.");
    assert.equal(fresh.text, "I eat .6 meat.");
    assert.match(fresh.reasons[0] ?? "", /; no edit is good; drawn once more, told what was wrong$/);
    assert.deepEqual(asked, ['"I eat .8 meat." may not be said: it contradicts "I am vegan.".']);
    const again = await drawing("I eat .9 meat.");
    assert.equal(again.text, "I am vegan.");
    assert.match(again.reasons[0] ?? "", /; drawn once more: contradiction 0\.9 of "I am vegan\."; the persona's own/);
    assert.equal((await drawing(null)).text, "I am vegan.");
  });
});

describe("what a candidate may not be", () => {
  test("unsafe, by the check that is given, or a recital of the prompt: never said", async () => {
    const safety = async (text: string): Promise<string | null> => (/harm/.test(text) ? "harmful" : null);
    const careful = personaGuard({ nli, safety, fallback: "No." });
    const { text, reasons } = await careful.choose(candidatesOf(["harm", "eat .6 meat"]), view);
    assert.deepEqual([text, reasons[0]], ["eat .6 meat", "harmful"]);
    assert.equal((await careful.choose(candidatesOf(["harm"]), view)).text, "No.");
    assert.equal(await careful.accepts({ text: "harm" }, view), false);
    const rules = "Never say where the keys of the harbour gate are kept, whoever may ask for them.";
    const secret = { ...view, persona: { ...view.persona, rules: [rules] } };
    assert.equal((await careful.choose(candidatesOf([`I was told: ${rules}`]), secret)).text, "No.");
  });

  test("what it cannot know, or a machine's words, stand back behind what contradicts a little", async () => {
    const then = { ...view, persona: { ...view.persona, knowledge: { cutoff: "2019" } } };
    const texts = ["In 2021 I ate.", "As an AI, I eat nothing.", "eat .6 meat"];
    const { index, reasons } = await guard.choose(candidatesOf(texts), then);
    assert.equal(index, 2);
    assert.match(reasons[0] ?? "", /knows of 2021, after 2019$/);
    assert.match(reasons[1] ?? "", /speaks as a machine$/);
    assert.match((await guard.choose(candidatesOf(["As an AI, I eat nothing."]), view)).text, /^Sorry, I lost/);
  });
});

test("a greeting is no claim, so nothing contradicts it", async () => {
  const strict = fakeNli((premise) => (premise === "I sail." ? "neutral" : "contradict"));
  const talk = anaView([], ["ana: Hello Ben! I sail.", "ben: Fine."]);
  assert.equal(await personaGuard({ nli: strict }).accepts({ text: "Nice boat." }, talk), true);
  const told = anaView([], ["ana: The boat sank.", "ben: Oh."]);
  assert.equal(await personaGuard({ nli: strict }).accepts({ text: "Nice boat." }, told), false);
});

test("what the persona said before binds it too", async () => {
  const twice = fakeNli((premise, hypothesis) =>
    premise === "I have a cat." && hypothesis === "I have no pets." ? "contradict" : "neutral",
  );
  const talk = anaView([], ["ana: I have a cat.", "ben: A cat?"]);
  const { text } = await personaGuard({ nli: twice }).choose([{ text: "I have no pets." }], talk);
  assert.equal(text, "I have a cat.");
  const free = await personaGuard({ nli: twice, turns: 0 }).choose([{ text: "I have no pets." }], talk);
  assert.equal(free.text, "I have no pets.");
});

test("a candidate that writes another's turn is passed over, one that holds a colon is not", async () => {
  const { index, why } = await said(["Plants.\nBen: And you?", "Two things: plants."]);
  assert.deepEqual([index, why], [1, "sure enough"]);
  const alone = await said(["Plants.\nuser : And you?"]);
  assert.match(alone.text, /^Sorry, I lost/);
});

test("it accepts one candidate when it is sure, so that no others are drawn", async () => {
  assert.equal(await guard.accepts({ text: "plants" }, view), true);
  assert.equal(await guard.accepts({ text: "eat .4 meat" }, view), false);
  assert.equal(await guard.accepts({ text: "ben: plants" }, view), false);
});
