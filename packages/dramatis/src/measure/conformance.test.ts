import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { measureConformance } from "../core/conformance/measure.ts";
import type { Subject } from "../core/index.ts";
import { fakeEmbedder, fakeNli } from "../model/testing.ts";
import { catalogue, DEFAULT_SET } from "./index.ts";
import { notedConversation } from "./testing-conversations.ts";
import { shapeJudge } from "./testing-judge.ts";

/** A line that holds a statement's words entails it; a job contradicts a boat; all else is neutral. */
const nli = fakeNli((premise, hypothesis) => {
  if (premise.includes(hypothesis.slice(0, -1))) return "entail";
  return /nurse/.test(premise) && /boat/.test(hypothesis) ? { entail: 0.1, neutral: 0.2, contradict: 0.7 } : "neutral";
});

const subject: Subject = {
  persona: { schema: "dramatis.persona/1", name: "Ana", statements: [{ id: "s0", text: "I sail." }] },
  personaVersion: "0123456789abcdef",
  transcript: { session: "s1", messages: [{ session: "s1", turn: 0, speaker: "ana", text: "I sail." }] },
  speaker: "ana",
};

/** Families and measures that score what is noted in a conversation, or a persona with more than statements. */
const NOTED: ReadonlySet<string> = new Set([
  "characters",
  "persona-gym",
  "no-invention",
  "atomic-fidelity-judged",
  "atomic-internal-consistency",
  "atomic-retest",
]);

/** Measures whose own tests run the suite, on conversations that are asked in their way. */
const OWN: ReadonlySet<string> = new Set([
  "dialogue-traits",
  "evidence-uptake",
  "generator-validator",
  "inconstancy",
  "interview-elicitation",
  "knowledge-leak",
  "opinion-trait",
  "position-weighted-consistency",
  "psy-cot",
  "sanitisation",
  "self-report-behaviour",
  "value-consistency",
  "value-topic-consistency",
  "value-use-case-consistency",
]);

for (const entry of catalogue) {
  const factory = await entry.load();
  const isNoted = NOTED.has(entry.family) || NOTED.has(entry.name);
  const context = { nli, embedder: fakeEmbedder(), judge: shapeJudge(), seed: 42 };
  if (!OWN.has(entry.name)) measureConformance(() => factory(), context, ...(isNoted ? [notedConversation] : []));
  test(`${entry.name}: the catalogue and the measure agree on the name and the needs`, async () => {
    assert.equal(factory().name, entry.name);
    const without = factory().score(subject, { seed: 42 });
    if (entry.needs.length > 0) await assert.rejects(without, { code: "unsupported" });
    else assert.ok(await without);
  });
}

test("the constants that make a number are recorded with it", async () => {
  const relevance = { midpoint: 0.26, slope: 0.73 };
  const recorded = await Promise.all(
    catalogue
      .filter(({ needs }) => ![...needs].some((need) => need === "judge" || need === "actor"))
      .map(async ({ name, load }) => {
        const { interval, ...constants } = (await load())().aggregate([]).made.arguments;
        return [name, constants];
      }),
  );
  const baseRates = { entail: 0.07, neutral: 0.91, contradict: 0.02 };
  assert.deepEqual(Object.fromEntries(recorded), {
    "answer-words": { of: "f1" },
    "interview-elicitation": { reader: "markers-3" },
    maas: {},
    "position-weighted-consistency": { gamma: 0.45, kind: "challenge" },
    "self-report-behaviour": {},
    "evidence-uptake": { gamma: 0.45, kind: "correction" },
    "value-topic-consistency": { over: "topic" },
    "style-stability": {},
    "style-synchrony": {},
    "value-consistency": { over: "paraphrase" },
    "behavior-chain": { metric: "cum" },
    "both-orders": {},
    "choice-accuracy": {},
    "refusal-rate": {},
    "example-style": {},
    greeting: { threshold: 0.5, baseRates },
    "lore-recall": { wanted: 5 },
    "prompt-protection": { run: 8 },
    "question-rate": {},
    relatedness: {},
    repetition: { of: "own", length: 2 },
    specificity: {},
    "agent-collapse": {},
    "cross-agent-repetition": { run: 3, fewestWords: 5, echo: 0.8 },
    "human-likeness": { of: "turn-length", among: "all" },
    "knowledge-leak": { of: "others" },
    "over-cooperation": { of: "replies" },
    "role-flip": {},
    sanitisation: { of: "softened" },
    "distinct-n": { length: 2 },
    "self-bleu": {},
    "first-turn-out": { threshold: 0.5, baseRates },
    "in-character-by-turn": { baseRates },
    apc: { relevance, baseRates, wholeUpTo: 200 },
    "atomic-consistency": { threshold: 0.5, baseRates },
    "atomic-fidelity": { threshold: 0.5, baseRates },
    "bait-resistance": { threshold: 0.5, baseRates },
    "contradiction-rate": { threshold: 0.5, baseRates },
    "delta-apc": { relevance, baseRates },
    "entailment-coverage": { baseRates },
    "line-to-line": { history: 30, threshold: 0.5, baseRates },
    "probe-answers": { threshold: 0.5, baseRates },
    "prompt-to-line": { threshold: 0.5, baseRates },
    "question-answer": { threshold: 0.5, baseRates, relevance, about: 0.5 },
  });
});

test("the default set is in the catalogue and needs nothing but an NLI judge and an embedder", () => {
  assert.ok(DEFAULT_SET.length > 0);
  for (const name of DEFAULT_SET) {
    const entry = catalogue.find((one) => one.name === name);
    assert.ok(entry, `${name} is not in the catalogue`);
    assert.deepEqual(
      entry.needs.filter((need) => need !== "nli" && need !== "embed"),
      [],
    );
  }
});

test("a number that a judge made records the version of its rubric", async () => {
  for (const { name, needs, load } of catalogue) {
    if (![...needs].some((need) => need === "judge" || need === "actor")) continue;
    const { made } = (await load())().aggregate([]);
    assert.match(JSON.stringify(made.arguments), /"rubrics?":.*[0-9a-f]{16}/, name);
  }
});

test("a measure that is left out above runs the suite in its own test", () => {
  for (const name of OWN) {
    const entry = catalogue.find((one) => one.name === name);
    assert.ok(entry, `${name} is not in the catalogue`);
    const folder = join(import.meta.dirname, entry.family);
    const tests = readdirSync(folder).filter((file) => file.endsWith(".test.ts"));
    const imports = new RegExp(`from "\\./${name}\\.ts"`);
    const own = tests.map((file) => readFileSync(join(folder, file), "utf8")).filter((text) => imports.test(text));
    assert.ok(
      own.some((text) => /^(?:for .*)?measureConformance\(/m.test(text)),
      name,
    );
  }
});
