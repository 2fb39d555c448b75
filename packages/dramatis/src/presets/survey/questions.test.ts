import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { type ChatMessage, InputError, type Model, type Persona } from "../../core/index.ts";
import { mockModel } from "../../model/index.ts";
import { type LoadedPersona, personaVersion } from "../../persona/index.ts";
import { readHumanCounts } from "./human-counts.ts";
import { populationReport } from "./population-report.ts";
import { parseQuestions, questionsInstrument, surveyQuestions } from "./questions-file.ts";
import { survey } from "./survey.ts";

const POLL = `schema: dramatis.questions/1
name: poll
questions:
  - { id: cars, text: Keep cars out?, options: [Yes, No], scale: nominal, group: traffic }
  - { id: safe, text: How safe do you feel?, options: [Very, Rather, Not, Don't know], places: [1, 2, 3, null], wave: 2026 }
`;
const FILE = parseQuestions(POLL, "poll.yaml", "yaml");
const QUESTIONS = surveyQuestions(FILE);

function person(name: string, party: string, weight = 1): LoadedPersona {
  const persona: Persona = {
    schema: "dramatis.persona/1",
    name,
    identity: { social: { party }, life: { backstory: "I was raised by my aunt, who kept bees above the quarry." } },
    facets: { match: { weight } },
  };
  return { persona, version: personaVersion(persona), path: "-" };
}

/** Says the letter under which an option is shown. */
function says(wanted: (persona: string, question: string) => string): Model & { asked: ChatMessage[][] } {
  const asked: ChatMessage[][] = [];
  return {
    ...mockModel({ default: "" }),
    id: "says",
    asked,
    generate: async ({ messages }) => {
      asked.push(messages);
      const question = messages.at(-1)?.content ?? "";
      const label = wanted(messages[0]?.content ?? "", question);
      const [, letter = ""] = new RegExp(`([A-Z])\\) ${label}`).exec(question) ?? [];
      return { text: `(${letter})`, finish: "stop", usage: { inputTokens: 0, outputTokens: 0 } };
    },
  };
}

const ask = (model: Model, personas: readonly LoadedPersona[], more: object = {}) =>
  survey({ instrument: questionsInstrument(FILE), personas, model, answers: "words", ...more });

describe("a file of questions", () => {
  test("ids, options, scales and places", () => {
    assert.deepEqual(QUESTIONS, [
      { id: "cars", options: ["Yes", "No"], scale: "nominal" },
      { id: "safe", options: ["Very", "Rather", "Not", "Don't know"], scale: "ordinal", places: [1, 2, 3, null] },
    ]);
    assert.equal(FILE.questions[1]?.wave, "2026");
  });

  test("what is none is refused with its line", () => {
    const faults: [string, string, RegExp][] = [
      ["id: safe", "id: cars", /poll\.yaml:5: the question cars twice/],
      ["[Yes, No]", "[Yes, yes ]", /poll\.yaml:4: the option "yes" twice/],
      ["[Yes, No]", "[Yes]", /poll\.yaml:4: .*at least 2/],
      ["places: [1, 2, 3, null]", "places: [1, 2]", /2 places; expected one for each of 4 options/],
      ["places: [1, 2, 3, null]", "places: [1, 1, 1, null]", /fewer than two places/],
      ["scale: nominal", "places: [1, 2], scale: nominal", /places of a nominal question/],
      ["scale: nominal", "colour: red", /unknown key/],
      ["name: poll", "name: poll\nlanguage: xx", /one of "en", "es", "pt"/],
    ];
    for (const [from, to, message] of faults)
      assert.throws(() => parseQuestions(POLL.replace(from, to), "poll.yaml", "yaml"), message);
    assert.throws(() => parseQuestions("[]", "poll.json", "json"), InputError);
  });
});

describe("questions that are put", () => {
  test("an option is what is meant, wherever it stands: (A) of No, Yes is No", async () => {
    const model = { ...mockModel({ default: "(A)" }), choose: undefined as never };
    const held = await ask(model, [person("Ada", "green")], { orders: 2 });
    const cars = held.responses.filter(({ item }) => item === "cars");
    assert.deepEqual(
      cars.map(({ order, value }) => [order, value]),
      [
        [0, 0],
        [1, 1],
      ],
    );
    const report = populationReport(held, { file: FILE });
    // Half of the answers are Yes and half No; one order against the other is all of it.
    assert.deepEqual(
      report.tabs[0]?.options.map(({ share }) => share),
      [0.5, 0.5],
    );
    assert.equal(report.questions[0]?.orderEffect, 1);
    assert.equal(report.questions[0]?.entropy, 1);
    // Always first, of two options and of four: .5 and .75
    assert.equal(report.firstPlace, 0.625);
  });

  test("the life story of a persona stands before the questions", async () => {
    const model = says(() => "Yes");
    await ask(model, [person("Ada", "green")], { orders: 1 });
    assert.equal(model.asked.length, 2);
    for (const [system] of model.asked) assert.match(system?.content ?? "", /raised by my aunt, who kept bees/);
  });

  test("alone no question knows of another; in sequence each stands with what was said before", async () => {
    const alone = says((_, question) => (/cars/.test(question) ? "No" : "Rather"));
    await ask(alone, [person("Ada", "green")], { orders: 1 });
    assert.ok(alone.asked.every((messages) => messages.length === 4));
    const row = says((_, question) => (/cars/.test(question) ? "No" : "Rather"));
    const held = await ask(row, [person("Ada", "green")], { orders: 1, mode: "sequential" });
    const second = row.asked[1] ?? [];
    assert.deepEqual(
      second.slice(-3).map(({ role }) => role),
      ["user", "assistant", "user"],
    );
    assert.match(second.at(-3)?.content ?? "", /Keep cars out/);
    assert.equal(second.at(-2)?.content, "B");
    assert.deepEqual(
      held.responses.map(({ item, value }) => [item, value]),
      [
        ["cars", 1],
        ["safe", 1],
      ],
    );
  });

  test("in sequence the oldest answers go where the context would not hold them", async () => {
    const short = { ...says(() => "Yes"), contextTokens: 90 };
    await ask(short, [person("Ada", "green")], { orders: 1, mode: "sequential" });
    assert.equal(short.asked[1]?.length, 4);
  });

  test("in sequence an answer of probabilities is drawn into the conversation, alike for a seed", async () => {
    const run = async (seed: number): Promise<string> => {
      const asked: ChatMessage[][] = [];
      const model: Model = {
        ...mockModel({ default: "" }),
        choose: async ({ messages, options }) => {
          asked.push(messages);
          return options.map(() => 1 / options.length);
        },
      };
      await ask(model, [person("Ada", "green")], { orders: 1, mode: "sequential", answers: "probabilities", seed });
      return asked[1]?.at(-2)?.content ?? "";
    };
    const letters = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(run));
    assert.deepEqual(letters, await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(run)));
    assert.deepEqual(new Set(letters), new Set(["A", "B"]));
  });
});

describe("a population's report", () => {
  const people = [person("A", "green", 3), person("B", "green"), person("C", "blue"), person("D", "blue")];
  const model = (): Model =>
    says((persona, question) => {
      if (!/cars/.test(question)) return "Very";
      return /party is green/.test(persona) ? "Yes" : "No";
    });

  test("weights and tables by a field", async () => {
    const held = await ask(model(), people, { orders: 1 });
    const report = populationReport(held, { file: FILE, weights: "match.weight", by: ["party"] });
    const cars = report.tabs.filter(({ question }) => question === "cars");
    // Yes: weights 3 and 1 of 6
    assert.ok(Math.abs((cars[0]?.options[0]?.share as number) - 4 / 6) < 1e-12);
    assert.deepEqual(
      cars.map(({ group, n }) => [group, n]),
      [
        [undefined, 4],
        ["party: green", 2],
        ["party: blue", 2],
      ],
    );
    assert.equal(cars[1]?.options[0]?.share, 1);
    assert.throws(() => populationReport(held, { file: FILE, by: ["colour"] }), /colour, which no persona has.*party/);
    assert.throws(() => populationReport(held, { file: FILE, weights: "party" }), /party of A, which is green/);
  });

  test("against people: by group and topic, with the baselines", async (t) => {
    const human = await counts(
      t,
      "question,option,count,group\ncars,yes,9,green\ncars,No,1,green\ncars,Yes,2,blue\ncars,No,8,blue\n",
    );
    const held = await ask(model(), people, { orders: 1 });
    const { against } = populationReport(held, { file: FILE, by: ["party"], human });
    // Everybody: people 11 of 20, personas 2 of 4; green .9 and 1; blue .2 and 0
    const distance = (of: { model: { totalVariation: { value: number | null } } } | undefined): string | undefined =>
      of?.model.totalVariation.value?.toFixed(6);
    assert.equal(distance(against?.overall), "0.050000");
    assert.equal(distance(against?.groups["party: green"]), "0.100000");
    assert.equal(distance(against?.groups["party: blue"]), "0.200000");
    assert.equal(distance(against?.topics["topic: traffic"]), "0.050000");
  });

  test("human counts that cannot be used are refused with their line", async (t) => {
    const faults: [string, RegExp][] = [
      ["question,option,count\ncars,Perhaps,3\n", /counts\.csv:2: the option "Perhaps" of cars; expected Yes, No/],
      ["question,option,count\ncars,Yes,many\n", /counts\.csv:2: a row that is none/],
      ["question,option,count\ncars,Yes,-1\n", /counts\.csv:2: a row that is none/],
      ["question,option,count,group\ncars,Yes,1,age: old\n", /the group age: old/],
      ["question,option,count\nother,Yes,1\n", /no answer to a question that is asked/],
    ];
    for (const [csv, message] of faults) await assert.rejects(counts(t, csv), message);
  });

  test("JSON rows, and questions that are not asked", async (t) => {
    const path = written(
      t,
      "counts.json",
      JSON.stringify([
        { question: "cars", option: "No", count: 2 },
        { question: "x", option: "y", count: 1 },
      ]),
    );
    const found = await readHumanCounts(path, { questions: QUESTIONS, by: [] });
    assert.deepEqual(found, { counts: [{ question: "cars", counts: [0, 2] }], others: 1 });
  });
});

function written(t: TestContext, name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "questions-"));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

async function counts(t: TestContext, csv: string) {
  return (await readHumanCounts(written(t, "counts.csv", csv), { questions: QUESTIONS, by: ["party"] })).counts;
}
