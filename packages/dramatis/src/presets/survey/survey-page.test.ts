import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Model, Persona } from "../../core/index.ts";
import { type InstrumentFile, readInstrument } from "../../measure/psychometrics/index.ts";
import { personaVersion } from "../../persona/index.ts";
import type { SurveyPage } from "../../report/index.ts";
import { surveyHtml } from "../../report/index.ts";
import type { Questionnaire } from "./run-survey.ts";
import { type SurveyOptions, survey } from "./survey.ts";
import { surveyPage } from "./survey-page.ts";
import { surveyReport } from "./survey-report.ts";

const SMALL: InstrumentFile = {
  schema: "dramatis.instrument/1",
  name: "small",
  title: "Small",
  licence: "ours",
  source: "this test",
  options: { min: 1, labels: { en: ["never", "at times", "always"] } },
  aggregate: "sum",
  scales: [{ id: "calm" }, { id: "odd" }],
  items: [
    { id: "1", text: { en: "I am calm." } },
    { id: "2", text: { en: "I worry." } },
    { id: "3", text: { en: "I count stairs." } },
    { id: "4", text: { en: "I like soup." } },
  ],
  key: [
    { item: "1", scale: "calm", sign: 1 },
    { item: "2", scale: "calm", sign: -1 },
    { item: "3", scale: "odd", sign: 1 },
  ],
  norms: [{ scale: "calm", group: "people", mean: 4, sd: 1 }],
};

/** Always takes the option that is shown first. */
const FIRST: Model = {
  id: "first",
  generate: async () => ({ text: "A", finish: "stop", usage: { inputTokens: 0, outputTokens: 0 } }),
  choose: async ({ options }) => options.map((_, place) => (place === 0 ? 1 : 0)),
};

async function asked(
  names: readonly string[],
  { instrument = SMALL, norms, ...options }: Partial<SurveyOptions> & { norms?: string } = {},
): Promise<SurveyPage> {
  const personas = names.map((name) => {
    const persona: Persona = { schema: "dramatis.persona/1", name, statements: [{ id: "a", text: "I have a dog." }] };
    return { persona, version: personaVersion(persona), path: "-" };
  });
  const held = await survey({ instrument, personas, model: FIRST, orders: 2, ...options });
  const report = surveyReport(held, { instrument, group: norms });
  const made: Questionnaire["made"] = {
    ...{ instrument: instrument.name, model: FIRST.id, mode: "single", answers: held.answers, language: "en" },
    ...{ wordings: held.frames, orders: 2, repeats: 1, seed: 42, ...(norms !== undefined && { norms }) },
  };
  return surveyPage({ instrument, survey: held, report, made, folder: "/somewhere/runs/survey-small-1" });
}

describe("what the page of a survey is made of", () => {
  test("items turned around, by persona and by the way of asking; a filler is in no scale", async () => {
    const page = await asked(["Ada", "Ben"], { frames: 2 });
    assert.equal(page.run, "survey-small-1");
    const [one] = page.questionnaires;
    assert.equal(one?.ways.length, 4);
    assert.deepEqual(
      one?.ways.map((way) => way.split(", ")[1]),
      ["in order", "reversed", "in order", "reversed"],
    );
    // The first is 1 in order and 3 reversed; turned around 3 and 1. Their mean is 2 for everybody.
    assert.deepEqual(
      one?.items.map(({ ways }) => ways.slice(0, 2)),
      [
        [1, 3],
        [3, 1],
        [1, 3],
        [1, 3],
      ],
    );
    assert.deepEqual(
      one?.items.map(({ people }) => people),
      Array(4).fill([2, 2]),
    );
    assert.deepEqual(
      one?.items.map(({ scale, reversed }) => [scale, reversed]),
      [
        ["calm", false],
        ["calm", true],
        ["odd", false],
        [null, false],
      ],
    );
  });

  test("the range of a sum is that of its items; norms are those of the group", async () => {
    const [one] = (await asked(["Ada"], { norms: "people" })).questionnaires;
    assert.deepEqual(
      one?.parts.map(({ scale, items, range, norm }) => [scale, items, range, norm?.mean]),
      [
        ["calm", 2, [2, 6], 4],
        ["odd", 1, [1, 3], undefined],
      ],
    );
    assert.deepEqual(one?.range, [1, 3]);
    assert.equal(one?.group, "people");
  });

  test("few people have scores of their own, over their own answers; of many items are shown by their mean", async () => {
    const [two] = (await asked(["Ada", "Ben"])).questionnaires;
    assert.deepEqual(
      two?.each.map(({ person, parts }) => [person, parts[0]?.estimate.value]),
      [
        ["Ada", 4],
        ["Ben", 4],
      ],
    );
    // Two items in two orders.
    assert.equal(two?.each[0]?.parts[0]?.estimate.n, 4);
    const many = Array.from({ length: 13 }, (_, i) => `P${i}`);
    const [crowd] = (await asked(many)).questionnaires;
    assert.deepEqual(crowd?.each, []);
    assert.ok(crowd?.items.every(({ people, ways }) => people.length === 0 && ways.length === 2));
  });

  test("what has no answer is counted by reason, and orders are named", async () => {
    const model: Model = {
      ...FIRST,
      generate: async () => ({
        text: "As an AI I can't say.",
        finish: "stop",
        usage: { inputTokens: 0, outputTokens: 0 },
      }),
    };
    const [one] = (await asked(["Ada"], { model, answers: "words" })).questionnaires;
    assert.deepEqual([one?.questions, one?.missing.refused], [8, 8]);
    const [other] = (await asked(["Ada"])).questionnaires;
    assert.deepEqual(other?.orders?.tests[0]?.ways, ["in order", "reversed"]);
  });

  test("always the first option: the page says that its scores mean nothing", async () => {
    const html = surveyHtml(await asked(["Ada", "Ben"]));
    assert.match(html, /class="warning"/);
    assert.match(html, /is taken in 100\u00a0% of answers; by chance it would be 33\.3\u00a0%/);
  });

  test("options of the items' own are shown by what they are worth, in percent", async () => {
    const instrument = await readInstrument("dramatis-scenarios");
    const [one] = (await asked(["Ada", "Ben"], { instrument })).questionnaires;
    assert.equal(one?.hasOwnOptions, true);
    assert.deepEqual(one?.range, [0, 100]);
    assert.ok(
      one?.items.every(({ people }) => people.every((value) => value === null || (value >= 0 && value <= 100))),
    );
    assert.ok(one?.forests.some(({ title }) => title === "Other order, other choice"));
  });
});
