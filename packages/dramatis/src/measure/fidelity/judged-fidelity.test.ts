import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Persona, Subject, Trait } from "../../core/index.ts";
import { fakeEmbedder } from "../../model/testing.ts";
import { talk } from "../testing.ts";
import { ruleJudge } from "../testing-judge.ts";
import { apcJudged } from "./apc-judged.ts";
import { atomicFidelityJudged } from "./atomic-fidelity-judged.ts";
import { atomicInternalConsistency } from "./atomic-internal-consistency.ts";
import { atomicMetrics } from "./atomic-metrics.ts";
import { atomicRetest } from "./atomic-retest.ts";
import { deltaApcJudged } from "./delta-apc-judged.ts";
import { atomsOf, traitLevels, traitRubric } from "./trait-atoms.ts";

const SHARED = process.env.DRAMATIS_SHARED ?? join(import.meta.dirname, "../../../../../../shared");
const SHIPPED = join(SHARED, "data/open/atomic-persona");
const skip = !existsSync(SHIPPED) && "needs the atomic persona data";

describe("the authors' shipped output", () => {
  for (const task of ["essay", "questionnaire"]) {
    test(`openness, high, ${task}: all figures`, { skip }, () => {
      const file = (kind: string, name: string): unknown =>
        JSON.parse(
          readFileSync(join(SHIPPED, "evaluation/output", kind, "gpt-3.5-turbo-0125", task, "O/high", name), "utf8"),
        );
      const ours = atomicMetrics(file("atomic_scores", "atomic_scores.txt") as number[][][], "high");
      const theirs = file("fidelity_scores", "fidelity_scores.json") as Record<string, number>;
      const pairs = [
        [ours.mean, theirs.mean],
        [ours.acc, theirs.acc_atom],
        [ours.ic, theirs.ic_atom],
        [ours.rc, theirs.rc_atom],
      ];
      for (const [own, expected] of pairs)
        assert.ok(Math.abs((own as number) - (expected as number)) < 1e-12, `${own} is not ${expected}`);
    });
  }

  test("our cut gives the 334 atoms of 66 shipped responses", { skip }, () => {
    const root = join(SHIPPED, "persona_generation/results/gpt-3.5-turbo-0125");
    let [responses, atoms] = [0, 0];
    for (const task of readdirSync(root)) {
      for (const name of readdirSync(join(root, task, "O/high"))) {
        const shipped: Record<string, { raw_response: string; atomic_response: string[] }> = JSON.parse(
          readFileSync(join(root, task, "O/high", name), "utf8"),
        );
        for (const { raw_response: whole, atomic_response: expected } of Object.values(shipped)) {
          assert.deepEqual(
            atomsOf(whole),
            expected.map((atom) => atom.trim()),
          );
          responses++;
          atoms += expected.length;
        }
      }
    }
    assert.deepEqual([responses, atoms], [66, 334]);
  });
});

const big5 = (dimension: string, level: number): Trait => ({ system: "big5", dimension, level });

function withTraits(traits: Trait[], lines: string[], session = "s1"): Subject {
  const { persona, ...subject } = talk([], lines);
  const messages = subject.transcript.messages.map((message) => ({ ...message, session }));
  return { ...subject, persona: { ...persona, traits } satisfies Persona, transcript: { session, messages } };
}

const TREES = ["ash", "birch", "cedar", "elm", "fir"];

/** Rates a sentence by the tree that it names: an ash is 1, a fir 5, an oak no rating, none reveals nothing. */
const rating = ruleJudge(({ tested }) => {
  const said = String(tested.sentence).toLowerCase();
  const place = TREES.findIndex((tree) => said.includes(tree)) + 1;
  return { reason: "as it says", score: place || (said.includes("oak") ? 7 : 9) };
});

describe("atoms on a trait", () => {
  test("levels are thirds; a facet, another system and an unknown dimension are none", () => {
    const traits = [
      big5("openness", 0.9),
      big5("NEU", 0.5),
      big5("E", 0.1),
      big5("humour", 1),
      { ...big5("agreeableness", 1), facet: "trust" },
    ];
    assert.deepEqual(traitLevels({ schema: "dramatis.persona/1", name: "A", traits }), [
      { trait: "OPE", level: "high" },
      { trait: "NEU", level: "neutral" },
      { trait: "EXT", level: "low" },
    ]);
  });

  test("the share inside the persona's third, the sentence farthest off as evidence", async () => {
    // High: 5 and 4 of the four that reveal it: 2 / 4. IC: mean 3, σ = √((4 + 1 + 1 + 4) / 4) = √2.5; 1 − √2.5 / 2 = .209431.
    const subject = withTraits(
      [big5("openness", 0.9)],
      ["ben: And you?", "ana: I like firs. Then elms. Then birches. Then ash. Nothing here."],
    );
    const [score] = await atomicFidelityJudged().score(subject, { judge: rating, seed: 1 });
    assert.equal(score?.value, 0.5);
    assert.deepEqual(
      [score?.evidence?.quote, score?.evidence?.against?.text],
      ["Then ash.", "openness is high; rated 1 of 5: as it says"],
    );
    const [consistency] = await atomicInternalConsistency().score(subject, { judge: rating, seed: 1 });
    assert.ok(Math.abs((consistency?.value ?? 0) - 0.209431) < 1e-6);
  });

  test("neuroticism's options run from neurotic to stable, and its ratings are turned round", async () => {
    assert.match(traitRubric("NEU").policy, /1: very neurotic[\s\S]*5: very stable/);
    const score = async (level: number) =>
      (
        await atomicFidelityJudged().score(withTraits([big5("neuroticism", level)], ["ana: I like a fir."]), {
          judge: rating,
          seed: 1,
        })
      )[0]?.value;
    assert.deepEqual([await score(0.1), await score(0.9)], [1, 0]);
  });

  test("the question stands before the sentence as known, not as tested", async () => {
    const judge = ruleJudge(() => ({ reason: "r", score: 9 }));
    await atomicFidelityJudged().score(withTraits([big5("O", 1)], ["ben: And you?", "ana: Yes."]), { judge, seed: 1 });
    assert.deepEqual([judge.shown[0]?.known, judge.shown[0]?.tested], [{ question: "And you?" }, { sentence: "Yes." }]);
  });

  test("a refusal is refused, what the judge cannot say unparsed, what reveals nothing no unit", async () => {
    const score = async (line: string, judge = rating) =>
      (await atomicFidelityJudged().score(withTraits([big5("O", 1)], [`ana: ${line}`]), { judge, seed: 1 })).map(
        ({ value, missing }) => value ?? missing,
      );
    assert.deepEqual(await score("A fir for me. As an AI language model, I feel nothing."), ["refused"]);
    assert.deepEqual(await score(""), ["refused"]);
    assert.deepEqual(await score("!?"), ["unparsed"]);
    assert.deepEqual(await score("An oak for me."), ["unparsed"]);
    assert.deepEqual(await score("Nothing."), []);
    assert.deepEqual(await score("Fir."), [1]);
    assert.deepEqual(
      await atomicFidelityJudged().score(withTraits([], ["ana: A fir."]), { judge: rating, seed: 1 }),
      [],
    );
    await assert.rejects(atomicFidelityJudged().score(withTraits([], []), { seed: 1 }), { code: "unsupported" });
  });
});

describe("atomic-retest", () => {
  const scores = async (texts: string[]) =>
    (
      await Promise.all(
        texts.map((text, i) =>
          atomicRetest().score(withTraits([big5("O", 1)], [`ana: ${text}`], `s${i}`), { judge: rating, seed: 1 }),
        ),
      )
    ).flat();

  test("alike ratings give 1, opposite ones −1; the mean over pairs", async () => {
    const value = async (...texts: string[]) => atomicRetest().aggregate(await scores(texts)).value;
    assert.equal(await value("A fir. A cedar.", "A cedar. A fir."), 1);
    assert.equal(await value("A fir.", "A ash."), -1); // W1 = 4: 2·(1 − 1) − 1
    // Pairs 5–5, 5–1, 5–1: 1, −1, −1.
    assert.ok(Math.abs(((await value("A fir.", "A fir.", "A ash.")) ?? 0) + 1 / 3) < 1e-12);
  });

  test("the shipped example through the measure, with its interval from eight repetitions on", async () => {
    const shipped = [
      "5 1 3 5 5 5 2 5 4 1 4",
      "3 1 3 1 5 1 5 3 4",
      "4 3 5 2 4 1 4 4 2",
      "5 4 4 2 4 2 1 4 2 3 2 4",
      "2 2 2 5 5 4 2 1 4 4",
      "2 5 4 3 3 4 1 3 3 2",
    ];
    const texts = shipped.map((digits) =>
      digits
        .split(" ")
        .map((digit) => `A ${TREES[Number(digit) - 1]}.`)
        .join(" "),
    );
    const { value, low, n, counts } = atomicRetest().aggregate(await scores(texts));
    assert.ok(Math.abs((value ?? 0) - 0.744899) < 1e-6, String(value));
    assert.deepEqual([low, n, counts], [null, 6, "conversations"]);
    const eight = atomicRetest().aggregate(await scores([...texts, "A fir. A elm.", "A birch. A cedar."]));
    assert.ok(eight.low !== null && eight.high !== null && eight.value !== null);
    assert.ok(eight.low < eight.value && eight.value < eight.high && eight.high <= 1);
  });

  test("conversations that note one repetition are one; a single one has no agreement", async () => {
    const noted = (text: string, repeat: number, session: string): Subject => {
      const subject = withTraits([big5("O", 1)], ["ben: Q?", `ana: ${text}`], session);
      const messages = subject.transcript.messages.map((message, i) =>
        i === 0 ? { ...message, evidence: { probe: { kind: "style", repeat } } } : message,
      );
      return { ...subject, transcript: { session, messages } };
    };
    const all = [noted("A fir.", 1, "a"), noted("A ash.", 1, "b"), noted("A fir. A ash.", 2, "c")];
    const found = (
      await Promise.all(all.map((subject) => atomicRetest().score(subject, { judge: rating, seed: 1 })))
    ).flat();
    assert.deepEqual([atomicRetest().aggregate(found).value, atomicRetest().aggregate(found).n], [1, 2]);
    assert.equal(atomicRetest().aggregate(found.slice(0, 2)).value, null);
  });
});

/** Called for where question and statement share a word; entailed where the answer holds it, contradicted by "no". */
const apcJudge = ruleJudge(({ known, tested }) => {
  const statement = String(known.statement);
  const word = /(\w+)\.$/.exec(statement)?.[1] ?? "";
  if (tested.answer === undefined) return { reason: "r", relevant: String(known.user).includes(word) };
  const answer = String(tested.answer);
  const label = answer.includes(`no ${word}`) ? "contradicted" : answer.includes(word) ? "entailed" : "neutral";
  return { reason: "r", label };
});

describe("apc-judged", () => {
  const CLAIMS = ["I have dogs.", "I like tea.", "I sail boats."];

  test("called for and shown, passed over and broken, left open", async () => {
    // dogs: g 1, e 1 → 1. tea: g 0, c 1 → 0. boats: g 0, open → 1. APC 2 of 3; the silent reply has 2, so ΔAPC is 0.
    const subject = talk(CLAIMS, ["ben: Any dogs?", "ana: I have dogs and no tea."]);
    const [share] = await apcJudged().score(subject, { judge: apcJudge, seed: 1 });
    assert.ok(Math.abs((share?.value ?? 0) - 2 / 3) < 1e-12);
    assert.deepEqual([share?.evidence?.verdict, share?.evidence?.against?.statement], ["contradicts", "s1"]);
    assert.equal((await deltaApcJudged().score(subject, { judge: apcJudge, seed: 1 }))[0]?.value, 0);
    // A reply that opens the conversation was called for by nothing: entailing dogs earns nothing.
    const opening = talk(CLAIMS, ["ana: I have dogs."]);
    assert.equal((await deltaApcJudged().score(opening, { judge: apcJudge, seed: 1 }))[0]?.value, 0);
  });

  test("the answer is tested, statement and question are known", async () => {
    const judge = ruleJudge(() => ({ reason: "r", label: "neutral" }));
    await apcJudged().score(talk(["I sail boats."], ["ana: Hello."]), { judge, seed: 1 });
    assert.deepEqual(
      judge.shown.map(({ known, tested }) => [known, tested]),
      [[{ character: "Ana", statement: "I sail boats." }, { answer: "Hello." }]],
    );
  });

  test("with `nearest` the judge is asked about those only, and the estimate says so", async () => {
    const judge = ruleJudge((shown) =>
      shown.tested.answer === undefined ? { reason: "r", relevant: true } : { reason: "r", label: "entailed" },
    );
    const subject = talk(CLAIMS, ["ben: Any dogs?", "ana: I have dogs."]);
    const [score] = await deltaApcJudged({ nearest: 1 }).score(subject, { judge, embedder: fakeEmbedder(), seed: 1 });
    assert.deepEqual([score?.value, judge.shown.length, judge.shown[0]?.known.statement], [1, 2, "I have dogs."]);
    assert.equal(apcJudged({ nearest: 1 }).aggregate([]).made.arguments.prefilter, "1 nearest");
    await assert.rejects(apcJudged({ nearest: 1 }).score(subject, { judge, seed: 1 }), { code: "unsupported" });
  });

  test("verdicts that cannot be read leave a claim out, and a turn without any unparsed", async () => {
    const half = ruleJudge(({ known, tested }) => {
      if (String(known.statement).includes("tea")) return "I would say it fits.";
      return tested.answer === undefined ? { reason: "r", relevant: true } : { reason: "r", label: "entailed" };
    });
    const subject = talk(CLAIMS, ["ben: So?", "ana: I have dogs, and I sail boats."]);
    const [score] = await deltaApcJudged().score(subject, { judge: half, seed: 1 });
    assert.equal(score?.value, 2);
    const [none] = await apcJudged().score(subject, { judge: ruleJudge(() => "Well."), seed: 1 });
    assert.deepEqual([none?.value, none?.missing], [null, "unparsed"]);
    const [empty] = await apcJudged().score(talk(CLAIMS, ["ben: So?", "ana: "]), { judge: half, seed: 1 });
    assert.equal(empty?.missing, "refused");
    assert.deepEqual(await apcJudged().score(talk([], ["ana: Hi."]), { judge: half, seed: 1 }), []);
    await assert.rejects(apcJudged().score(talk([], []), { seed: 1 }), { code: "unsupported" });
  });
});
