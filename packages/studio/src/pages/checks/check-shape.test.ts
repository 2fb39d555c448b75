import assert from "node:assert/strict";
import { test } from "node:test";
import type { Estimate } from "../../api/types.ts";
import type { Evidence, ScaleReport, SurveyResult } from "../study/wire.ts";
import {
  aroundQuote,
  curveNames,
  curveSentence,
  flaggedLines,
  flagPhrase,
  measureRows,
  radarSpokes,
  readResult,
} from "./check-shape.ts";

const NOTHING = { refused: 0, unparsed: 0, failed: 0, unsupported: 0 };
const ESTIMATE: Estimate = {
  ...{ value: 0.83, low: 0.79, high: 0.87, n: 18, missing: NOTHING },
  ...{ unit: "ratio", direction: "higher", clusters: 3 },
};
const EVIDENCE: Evidence = {
  ...{ measure: "c-score", session: "s", turn: 3, quote: "I have a dog.", verdict: "contradicts", strength: 0.9 },
  against: { statement: "pet", text: "Has a cat." },
};

test("a row keeps interval, n, missing and coverage; what has no value comes last with its reason", () => {
  const rows = measureRows({
    measures: {
      empty: { ...ESTIMATE, value: null, low: null, high: null, n: 0, missing: { ...NOTHING, unsupported: 2 } },
      "c-score": { ...ESTIMATE, missing: { ...NOTHING, unparsed: 2 } },
      words: { ...ESTIMATE, value: 12.34, low: null, high: null, unit: "count", direction: "none", counts: "claims" },
    },
    failures: [{ measure: "empty", session: "s", code: "unsupported", message: "needs a judge" }],
  });
  const [score, words, empty] = rows;
  assert.deepEqual(
    { ...score },
    {
      ...{ name: "c-score", value: "0.83", interval: "0.79 to 0.87", n: "18", missing: "2 unparsed" },
      ...{ coverage: "90 %", direction: "higher is better", reason: "" },
      bar: { value: 0.83, low: 0.79, high: 0.87 },
    },
  );
  assert.deepEqual([words?.value, words?.interval, words?.n, words?.bar], ["12.3 count", "–", "18 claims", null]);
  assert.deepEqual([empty?.name, empty?.value, empty?.coverage, empty?.reason], ["empty", "–", "0 %", "needs a judge"]);
});

test("a curve has two turns at least, and says where it starts and ends", () => {
  const point = { turn: 1, value: 0.9, low: null, high: null, n: 4 };
  const curves = { one: [point], two: [point, { ...point, turn: 8, value: 0.61 }] };
  assert.deepEqual(curveNames({ curves }), ["two"]);
  assert.equal(curveSentence("two", curves.two), "two: 0.9 at turn 1, 0.61 at turn 8");
  assert.equal(curveSentence("none", []), "none: no turns");
});

test("what several measures found on a line is one flag, with the claim in full and the lines around it", () => {
  const messages = [0, 1, 2, 3, 4, 5].map((turn) => ({
    turn,
    speaker: turn % 2 ? "Ana" : "user",
    text: `line ${turn}`,
  }));
  const [flag, ...others] = flaggedLines({
    evidence: [
      EVIDENCE,
      { ...EVIDENCE, measure: "nli", quote: "a dog", strength: 0.95 },
      { ...EVIDENCE, verdict: "entails" },
    ],
    transcripts: [{ session: "s", messages }],
    claims: [{ id: "pet", text: "Ana has a cat named Mio." }],
  });
  assert.equal(others.length, 0);
  assert.deepEqual([flag?.measures, flag?.quote, flag?.strength], [["c-score", "nli"], "a dog", 0.95]);
  assert.equal(flag?.claim, "Ana has a cat named Mio.");
  assert.deepEqual(
    flag?.context.map(({ turn, isFlagged }) => [turn, isFlagged]),
    [
      [1, false],
      [2, false],
      [3, true],
      [4, false],
    ],
  );
});

test("without the conversation a flag stands alone, with the claim as the judge saw it", () => {
  const [flag] = flaggedLines({ evidence: [EVIDENCE] });
  assert.deepEqual([flag?.context, flag?.claim], [[], "Has a cat."]);
  const { against: _, ...bare } = EVIDENCE;
  assert.equal(flaggedLines({ evidence: [bare] })[0]?.claim, null);
});

test("contradictions come before repetitions, the surest first", () => {
  const flags = flaggedLines({
    evidence: [
      { ...EVIDENCE, verdict: "repeats", turn: 1, strength: 1 },
      { ...EVIDENCE, turn: 5, strength: 0.6 },
      EVIDENCE,
    ],
  });
  assert.deepEqual(
    flags.map(({ turn }) => turn),
    [3, 5, 1],
  );
  assert.deepEqual(
    flags.map((flag) => flagPhrase(flag)),
    ["contradicts statement pet", "contradicts statement pet", "repeats statement pet"],
  );
  assert.equal(flagPhrase({ verdict: "other" }), "flagged");
  assert.equal(flagPhrase({ verdict: "repeats", against: { turn: 2, text: "" } }), "repeats turn 2");
});

test("a quote is marked where it stands, else the whole line", () => {
  assert.deepEqual(aroundQuote("Yes. I have a dog. Really.", "I have a dog."), {
    ...{ before: "Yes. ", marked: "I have a dog.", after: " Really." },
  });
  assert.deepEqual(aroundQuote("Yes", "No"), { before: "", marked: "Yes", after: "" });
  assert.deepEqual(aroundQuote("Yes", ""), { before: "", marked: "Yes", after: "" });
});

test("spokes go clockwise from the top, the least score in the middle; several people are their mean", () => {
  const scale = (name: string): ScaleReport => ({ scale: name, estimate: ESTIMATE });
  const person = (units: (number | null)[]): SurveyResult["people"][number] => ({
    ...{ person: "Ana", version: "v" },
    scores: units.map((unit, i) => ({ scale: "ocea"[i] as string, value: 3, unit })),
  });
  const scales = [..."ocea"].map(scale);
  // Means: 1, 0.5, 0 and 0.5, at 12, 3, 6 and 9 o'clock.
  const spokes = radarSpokes({ scales, people: [person([1, 0.25, 0, 0.5]), person([1, 0.75, 0, null])] });
  assert.deepEqual(
    spokes.map(({ x, y }) => [x, y]),
    [
      [0, 1],
      [0.5, 0],
      [0, 0],
      [-0.5, 0],
    ],
  );
  assert.deepEqual(
    spokes.map(({ rim }) => [rim.x, rim.y]),
    [
      [0, 1],
      [1, 0],
      [0, -1],
      [-1, 0],
    ],
  );
  assert.equal(radarSpokes({ scales, people: [person([1, 1, null, null])] }).length, 0);
});

test("a result is a check of one or of several, a questionnaire or people; anything else is none", () => {
  assert.ok("checks" in (readResult({ measures: {} }) ?? {}));
  assert.ok("checks" in (readResult({ run: "r", results: [] }) ?? {}));
  assert.ok("survey" in (readResult({ scales: [] }) ?? {}));
  assert.deepEqual(readResult({ id: "p-1", margins: [] }), { population: "p-1" });
  for (const value of [null, "text", 3, {}]) assert.equal(readResult(value), null);
});
