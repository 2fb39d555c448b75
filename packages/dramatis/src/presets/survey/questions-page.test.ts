import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Persona } from "../../core/index.ts";
import type { AnswerCounts } from "../../measure/populations/index.ts";
import { personaVersion } from "../../persona/index.ts";
import { type QuestionsPage, questionsHtml } from "../../report/index.ts";
import { populationReport } from "./population-report.ts";
import { parseQuestions, questionsInstrument } from "./questions-file.ts";
import { questionsPage } from "./questions-page.ts";
import { survey } from "./survey.ts";

const FILE = parseQuestions(
  `schema: dramatis.questions/1
name: poll
questions:
  - { id: cars, text: Keep cars out?, options: [Yes, No], scale: nominal, group: traffic }
  - { id: safe, text: How safe?, options: [Very, Rather, Not], wave: 2026 }
`,
  "poll.yaml",
  "yaml",
);

const HUMAN: AnswerCounts[] = [
  { question: "cars", counts: [10, 30] },
  { question: "cars", group: "party: green", counts: [8, 2] },
  { question: "safe", counts: [10, 20, 10] },
];

/** Four people, two of each party, played by a model that always takes the option that is shown first. */
async function asked(human?: readonly AnswerCounts[]): Promise<QuestionsPage> {
  const personas = ["Ada", "Ben", "Cy", "Di"].map((name, i) => {
    const persona: Persona = {
      schema: "dramatis.persona/1",
      name,
      identity: { social: { party: i < 2 ? "green" : "blue" } },
    };
    return { persona, version: personaVersion(persona), path: "-" };
  });
  const model = {
    id: "first",
    generate: async () => ({ text: "(A)", finish: "stop" as const, usage: { inputTokens: 0, outputTokens: 0 } }),
  };
  const held = await survey({ instrument: questionsInstrument(FILE), personas, model, answers: "words", orders: 2 });
  const report = populationReport(held, { file: FILE, by: ["party"], human });
  return questionsPage({
    ...{ file: FILE, survey: held, report, ...(human && { human }), folder: "/somewhere/runs/survey-poll-1" },
    made: {
      ...{ questions: "poll", version: "1", model: "first", mode: "single", answers: held.answers },
      ...{ wordings: held.frames, orders: 2, repeats: 1, seed: 42, by: ["party"], against: "/somewhere/counts.csv" },
    },
  });
}

describe("what the page of a questionnaire is made of", () => {
  test("shares of everybody and of groups beside people's, and no place of the machine", async () => {
    const page = await asked(HUMAN);
    assert.ok(!JSON.stringify(page).includes("somewhere"));
    const [cars, safe] = page.questions;
    assert.deepEqual(
      cars?.tabs.map(({ group, n, people }) => [group, n, people?.n ?? null]),
      [
        [null, 4, 40],
        [{ field: "party", value: "green" }, 2, 10],
        [{ field: "party", value: "blue" }, 2, null],
      ],
    );
    // First in one order and first in the other: half and half.
    assert.deepEqual(
      cars?.tabs[0]?.shares.map(({ share }) => share),
      [0.5, 0.5],
    );
    assert.deepEqual(
      cars?.tabs[0]?.people?.shares.map(({ share }) => share),
      [0.25, 0.75],
    );
    assert.ok((cars?.tabs[0]?.people?.shares[0]?.low ?? 1) < 0.25);
    assert.deepEqual([cars?.topic, safe?.wave], ["traffic", "2026"]);
  });

  test("a question without a scale is held against people by total variation, others by their scale", async () => {
    const { questions, against } = await asked(HUMAN);
    const [cars, safe] = questions;
    assert.deepEqual([cars?.distance, cars?.tabs[0]?.distance], ["total variation", 0.25]);
    // Half on either end and .25, .5, .25: a quarter of all answers moves by half of the scale on each side.
    assert.deepEqual([safe?.distance, safe?.tabs[0]?.distance], ["Wasserstein distance, share of the scale", 0.25]);
    assert.deepEqual(
      against?.sides.map(({ kind, name }) => [kind, name]),
      [
        ["everybody", "everybody"],
        ["group", "green"],
        ["topic", "traffic"],
      ],
    );
    assert.equal(against?.overPersonas?.value, 0.25);
    assert.equal(against?.distances.length, 4);
  });

  test("always the first option: the page says so before anything else", async () => {
    const page = await asked();
    assert.equal(page.against, null);
    // Of two and of three options: (1/2 + 2/3) / 2
    assert.ok(Math.abs((page.styles.firstPlace.value ?? 0) - 7 / 12) < 1e-12);
    const html = questionsHtml(page);
    assert.match(html, /class="warning"[\s\S]*is taken in 100\u00a0% of answers[\s\S]*<h3>Answers/);
    assert.doesNotMatch(html, /Distance from people/);
  });
});
