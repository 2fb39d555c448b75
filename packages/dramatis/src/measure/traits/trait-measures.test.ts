import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { measureConformance } from "../../core/conformance/measure.ts";
import type { Measure, MeasureContext, Subject } from "../../core/index.ts";
import { fakeNli } from "../../model/testing.ts";
import { exchanges } from "../drift/testing.ts";
import { ruleJudge, shapeJudge } from "../testing-judge.ts";
import { dialogueTraits } from "./dialogue-traits.ts";
import { INTERVIEW_QUESTIONS, interviewElicitation } from "./interview-elicitation.ts";
import { opinionTrait } from "./opinion-trait.ts";
import { psyCot } from "./psy-cot.ts";
import { selfReportBehaviour } from "./self-report-behaviour.ts";
import { BIG_FIVE, type DialogueTraitReader } from "./trait-reader.ts";

const LEVELS = ["never", "rarely", "sometimes", "often", "mostly", "nearly always", "always"];
const side = (name: string, pair = "p1") => ({ kind: "pair", pair, side: name, options: LEVELS });
const asked = (): Subject =>
  exchanges([
    ["Tax?", { kind: "opinion-trait", topic: "tax" }, "Love it!"],
    ["A party?", { kind: "trait-interview", trait: "extraversion" }, "I talk to all."],
    ["I help.", side("report"), "G) always"],
    ["Do you help?", side("behaviour"), "F) nearly always"],
  ]);
const seed = 42;
const makes = [dialogueTraits, psyCot, opinionTrait, interviewElicitation, selfReportBehaviour];
const context = { nli: fakeNli(() => "neutral"), judge: shapeJudge(), seed };
for (const make of makes) measureConformance(() => make(), context, asked);

const scored = async (measure: Measure, subject: Subject, given: Partial<MeasureContext> = {}) =>
  (await measure.score(subject, { seed, ...given })).map(({ value, missing }) => value ?? missing);

describe("traits of a persona from its lines", () => {
  const reader: DialogueTraitReader & { texts: string[] } = {
    id: "r",
    texts: [],
    read: async (texts) => {
      reader.texts = [...texts];
      return { extraversion: 0.7 };
    },
  };

  test("1 less the difference of the levels; names are hidden from the reader", async () => {
    const subject = exchanges([["Hi", null, "I, Ana, am here; ana it is."]]);
    const [value] = await scored(dialogueTraits({ reader }), subject);
    assert.equal(Number(value).toFixed(9), "0.800000000"); // .9 in the file, .7 read
    assert.deepEqual(reader.texts, ["I, Participant, am here; Participant it is."]);
  });

  test("a trait that nothing shows is missing, as are empty turns", async () => {
    const silent = { id: "r", read: async () => ({}) };
    assert.deepEqual(await scored(dialogueTraits({ reader: silent }), exchanges([["Hi", null, "Yes."]])), ["unparsed"]);
    assert.deepEqual(await scored(dialogueTraits({ reader }), exchanges([["Hi", null, " "]])), ["refused"]);
  });
});

describe("PsyCoT as a measure", () => {
  const judge = ruleJudge(({ known }) =>
    "statement" in known ? { reason: "So.", score: 3 } : { reason: "So.", choice: "low" },
  );

  test("by the ratings, 3 and more is high; by the last word it is what was said", async () => {
    const subject = exchanges([["Hi", null, "Yes."]]);
    assert.deepEqual(await scored(psyCot(), subject, { judge }), [1]);
    assert.deepEqual(await scored(psyCot({ by: "choice" }), subject, { judge }), [0]);
    const mute = ruleJudge(() => "no");
    assert.deepEqual(await scored(psyCot(), subject, { judge: mute }), ["unparsed"]);
    assert.deepEqual(await scored(psyCot({ by: "choice" }), subject, { judge: mute }), ["unparsed"]);
  });
});

describe("traits in opinions", () => {
  const judge = ruleJudge(({ tested }) => ({
    reason: "So.",
    trait: String(tested.reply).includes("!") ? "extraversion" : "none",
  }));

  test("the target is the note's, or the persona's highest of the three", async () => {
    const opinion = (reply: string, note: object = {}) =>
      exchanges([["Tax?", { kind: "opinion-trait", topic: "tax", ...note }, reply]]);
    assert.deepEqual(await scored(opinionTrait(), opinion("Great!"), { judge }), [1]);
    assert.deepEqual(await scored(opinionTrait(), opinion("Hm."), { judge }), [0]);
    assert.deepEqual(await scored(opinionTrait(), opinion("Great!", { target: "neuroticism" }), { judge }), [0]);
    assert.deepEqual(await scored(opinionTrait(), opinion(""), { judge }), ["refused"]);
    const bare = { ...opinion("Great!"), persona: { schema: "dramatis.persona/1" as const, name: "Ana" } };
    assert.deepEqual(await scored(opinionTrait(), bare, { judge }), []);
  });
});

describe("interview questions", () => {
  test("each answer is read by itself; the farthest is shown", async () => {
    const reader = {
      id: "r",
      read: async ([text = ""]: readonly string[]) => ({ extraversion: text.includes("quiet") ? 0.1 : 0.9 }),
    };
    const note = { kind: "trait-interview", trait: "extraversion" };
    const subject = exchanges([
      ["Q1", note, "I talk to all."],
      ["Q2", note, "I sit in a quiet corner."],
      ["Q3", { ...note, trait: "openness" }, "I read."],
    ]);
    const scores = await interviewElicitation({ reader }).score(subject, { seed });
    assert.deepEqual(
      scores.map(({ value }) => value?.toFixed(3)),
      ["1.000", "0.200"],
    );
    assert.deepEqual(
      scores.map(({ evidence }) => evidence?.turn),
      [undefined, 3],
    );
  });

  test("two questions a trait", () => {
    for (const trait of BIG_FIVE) assert.equal(INTERVIEW_QUESTIONS[trait].length, 2);
  });
});

describe("self-report and behaviour", () => {
  test("one point apart is consistent, two are not, half a pair is none", async () => {
    const subject = exchanges([
      ["a", side("report"), "G) always"],
      ["b", side("behaviour"), "F) nearly always"],
      ["c", side("report", "p2"), "C) sometimes"],
      ["d", side("behaviour", "p2"), "E) mostly"],
      ["e", side("report", "p3"), "A) never"],
    ]);
    const measure = selfReportBehaviour();
    const scores = await measure.score(subject, { seed });
    assert.deepEqual(
      scores.map(({ value }) => value),
      [7, 6, 3, 5, 1],
    );
    const { value, n } = measure.aggregate(scores);
    assert.deepEqual([value, n], [0.5, 2]);
  });

  test("an unread answer makes its pair missing", async () => {
    const measure = selfReportBehaviour();
    const subject = exchanges([
      ["a", side("report"), "G) always"],
      ["b", side("behaviour"), "Depends."],
    ]);
    const { n, missing } = measure.aggregate(await measure.score(subject, { seed }));
    assert.deepEqual([n, missing.unparsed], [0, 1]);
  });
});
