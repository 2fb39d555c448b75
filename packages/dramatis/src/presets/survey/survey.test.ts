import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { type ChatMessage, type Model, ModelError, type Persona, UnsupportedError } from "../../core/index.ts";
import { type InstrumentFile, readInstrument, shapedPersona } from "../../measure/psychometrics/index.ts";
import { mockModel } from "../../model/index.ts";
import { listModel } from "../../model/testing.ts";
import { type LoadedPersona, personaVersion } from "../../persona/index.ts";
import { openRun } from "../../run/index.ts";
import { type SurveyOptions, survey } from "./survey.ts";
import { surveyReport } from "./survey-report.ts";

const ADA: Persona = { schema: "dramatis.persona/1", name: "Ada", statements: [{ id: "a", text: "I have a dog." }] };

function loaded(persona: Persona): LoadedPersona {
  return { persona, version: personaVersion(persona), path: "-" };
}

const SMALL: InstrumentFile = {
  schema: "dramatis.instrument/1",
  name: "small",
  title: "Small",
  licence: "ours",
  source: "this test",
  options: { min: 1, labels: { en: ["never", "at times", "always"] } },
  aggregate: "mean",
  scales: [{ id: "calm" }],
  items: [
    { id: "1", text: { en: "I am calm." } },
    { id: "2", text: { en: "I worry." } },
  ],
  key: [
    { item: "1", scale: "calm", sign: 1 },
    { item: "2", scale: "calm", sign: -1 },
  ],
};

const BASE: Pick<SurveyOptions, "instrument" | "personas"> = { instrument: SMALL, personas: [loaded(ADA)] };

/** Gives the label with a word the most, wherever it is shown; keeps what it was asked. */
function chooser(word: (item: string) => string): Model & { asked: ChatMessage[][] } {
  const asked: ChatMessage[][] = [];
  return {
    id: "chooser",
    asked,
    generate: async () => ({ text: "", finish: "stop", usage: { inputTokens: 0, outputTokens: 0 } }),
    choose: async ({ messages, options }) => {
      asked.push(messages);
      const shown = [...(messages.find(({ role }) => role === "user")?.content ?? "").matchAll(/([A-Z])\) ([^,.]+)/g)];
      const wanted = shown.find(([, , label]) => label === word(messages.at(-1)?.content ?? ""))?.[1];
      return options.map((option) => (option === wanted ? 0.8 : 0.1));
    },
  };
}

describe("survey by probabilities", () => {
  test("each item in each order and wording; probabilities are put back in the order of the options", async () => {
    const model = chooser((item) => (/worry/.test(item) ? "never" : "always"));
    const held = await survey({ ...BASE, model, orders: 2, frames: 2 });
    assert.equal(held.answers, "probabilities");
    assert.equal(held.responses.length, 2 * 2 * 2);
    for (const { item, value, probabilities } of held.responses) {
      assert.deepEqual(probabilities, item === "1" ? [0.1, 0.1, 0.8] : [0.8, 0.1, 0.1]);
      // .1·1 + .1·2 + .8·3 = 2.7, and turned around 1.3.
      assert.equal(value, item === "1" ? 2.7 : 1.3);
    }
    // Options reversed: the first place is the other.
    assert.deepEqual(
      held.responses.filter(({ item }) => item === "1").map(({ order, place }) => [order, place]),
      [
        [0, 2],
        [1, 0],
        [0, 2],
        [1, 0],
      ],
    );
    const { scales, people, orders, wordings } = surveyReport(held, { instrument: SMALL });
    assert.equal(people[0]?.scores[0]?.value, 2.7);
    assert.equal(scales[0]?.estimate.value?.toFixed(6), "2.700000");
    assert.deepEqual([orders?.significant, wordings?.significant], [0, 0]);
  });

  test("what the persona is told stands before the questions, each in a conversation of its own", async () => {
    const model = chooser(() => "always");
    await survey({ ...BASE, model, orders: 1, answers: "probabilities" });
    assert.equal(model.asked.length, 2);
    const [first] = model.asked;
    assert.deepEqual(
      first?.map(({ role }) => role),
      ["system", "user", "assistant", "user"],
    );
    assert.match(first?.[0]?.content ?? "", /I have a dog/);
    assert.match(first?.[1]?.content ?? "", /A\) never, B\) at times, C\) always/);
  });

  test("a server without probabilities is asked in words, unless they were wanted", async () => {
    const choose = async (): Promise<number[]> => {
      throw new UnsupportedError("choosing", "logprobs", "name another model");
    };
    const model = { ...mockModel({ default: "A" }), choose };
    assert.equal((await survey({ ...BASE, model, orders: 1 })).answers, "words");
    await assert.rejects(
      survey({ ...BASE, model: mockModel({ default: "A" }), answers: "probabilities" }),
      UnsupportedError,
    );
  });
});

describe("survey in words", () => {
  test("letters are read by the order in which the options were shown", async () => {
    const { responses } = await survey({ ...BASE, model: mockModel({ default: "A" }), orders: 2 });
    assert.deepEqual(
      responses.map(({ order, value }) => [order, value]),
      [
        [0, 1],
        [0, 1],
        [1, 3],
        [1, 3],
      ],
    );
    // Always the first: half the time 1, half the time 3, whatever is asked.
    const { styles } = surveyReport(
      { responses, people: [{ person: "Ada", persona: loaded(ADA) }] },
      { instrument: SMALL },
    );
    assert.equal(styles.orderSensitivity.value, 1);
  });

  test("refused and unreadable answers are counted and in no score", async () => {
    const model = mockModel({
      rules: [
        { match: "calm", reply: "As an AI language model I have no feelings." },
        { match: "worry", reply: "Well, who knows." },
      ],
    });
    const held = await survey({ ...BASE, model, orders: 1 });
    assert.deepEqual(
      held.responses.map(({ value, missing }) => [value, missing]),
      [
        [null, "refused"],
        [null, "unparsed"],
      ],
    );
    const { scales, people, styles } = surveyReport(held, { instrument: SMALL });
    assert.deepEqual([people[0]?.scores[0]?.value, scales[0]?.estimate.value], [null, null]);
    assert.deepEqual([scales[0]?.estimate.missing.refused, scales[0]?.estimate.missing.unparsed], [1, 1]);
    assert.deepEqual([styles.refused.value, styles.unread.value], [0.5, 0.5]);
  });

  test("a call that breaks off counts as failed; where all do, the survey fails", async () => {
    const model = mockModel({ rules: [{ match: "calm", error: { fault: "server" } }], default: "C" });
    const held = await survey({ ...BASE, model, orders: 1 });
    assert.deepEqual(
      held.responses.map(({ value, missing }) => [value, missing]),
      [
        [null, "failed"],
        [3, undefined],
      ],
    );
    assert.equal(held.failures[0]?.code, "model_server");
    const broken = mockModel({ default: { error: { fault: "auth", message: "no key" } } });
    await assert.rejects(survey({ ...BASE, model: broken, orders: 1 }), /Ada: nothing was answered: .*no key/);
  });

  test("all items in one reply: JSON in a fence, or lines; an item left out is not read", async () => {
    const json = mockModel({ default: '```json\n{"1": "C", "2": "A"}\n```' });
    const held = await survey({ ...BASE, model: json, mode: "batch", orders: 2 });
    assert.deepEqual(
      held.responses.map(({ order, item, value }) => [order, item, value]),
      [
        [0, "1", 3],
        [0, "2", 1],
        [1, "1", 1],
        [1, "2", 3],
      ],
    );
    const lines = await survey({
      ...BASE,
      model: mockModel({ default: "1: B\nI like dogs." }),
      mode: "batch",
      orders: 1,
    });
    assert.deepEqual(
      lines.responses.map(({ value, missing }) => [value, missing]),
      [
        [2, undefined],
        [null, "unparsed"],
      ],
    );
  });

  test("open questions are read by a judge; x is refused, another number is unreadable", async () => {
    const judge = mockModel({
      rules: [
        { match: "I am calm", reply: '{"reason": "", "choice": 3}' },
        { match: "I worry", reply: '{"reason": "", "choice": "x"}' },
      ],
    });
    const model = listModel(["Nothing shakes me.", "Let us talk of something else."]);
    const held = await survey({ ...BASE, model, judge, mode: "interview", orders: 4, frames: 3, concurrency: 1 });
    assert.deepEqual(
      held.responses.map(({ value, missing }) => [value, missing]),
      [
        [3, undefined],
        [null, "refused"],
      ],
    );
    await assert.rejects(survey({ ...BASE, model, mode: "interview" }), /--mode interview needs judge/);
  });
});

describe("a survey that was stopped", () => {
  test("goes on where it was: what was answered is not asked again", async (t: TestContext) => {
    const root = mkdtempSync(join(tmpdir(), "survey-"));
    t.after(() => rmSync(root, { recursive: true, force: true }));
    const plan = { command: "survey", arguments: {} };
    const first = openRun({ plan, root });
    let calls = 0;
    const failing: Model = {
      ...chooser(() => "always"),
      choose: async () => {
        calls++;
        if (calls > 2) throw new ModelError("chooser", "server", "gone");
        return [0, 0, 1];
      },
    };
    const options = { ...BASE, orders: 2, concurrency: 1, answers: "probabilities" as const };
    await survey({ ...options, model: failing, run: first });
    first.close();
    const second = openRun({ plan, root, resume: true });
    const model = chooser(() => "always");
    const held = await survey({ ...options, model, run: second });
    second.close();
    assert.equal(model.asked.length, 2);
    assert.equal(held.failures.length, 0);
    assert.ok(held.responses.every(({ value }) => value !== null));
  });
});

describe("a population", () => {
  test("α, ω, facets, and whether assigned levels and scores move together", async () => {
    const instrument = await readInstrument("ipip-neo-120");
    const levels = Array.from({ length: 18 }, (_, i) => (i % 9) + 1);
    const personas = levels.map((EXT, i) => loaded(shapedPersona({ ...ADA, name: `P${i}` }, { EXT })));
    const signs = new Map(instrument.key.map(({ item, sign }) => [item, sign]));
    const textOf = new Map(instrument.items.map(({ id, text }) => [text?.en, id]));
    // Answers by the level that the prompt's markers say, plus what an item adds of its own.
    const model: Model = {
      ...chooser(() => ""),
      choose: async ({ messages, options }) => {
        const said = messages[0]?.content ?? "";
        const levelSaid = [
          "extremely silent",
          "very silent",
          "silent",
          "a bit silent",
          "neither",
          "a bit talkative",
          ", talkative",
          "very talkative",
          "extremely talkative",
        ];
        const level = levelSaid.findIndex((word, at) => (at === 2 ? /, silent/.test(said) : said.includes(word)));
        const id = textOf.get(messages.at(-1)?.content ?? "") ?? "1";
        const wanted = Math.min(4, Math.max(0, Math.round(level / 2 + ((Number(id) * 7) % 3) - 1)));
        const index = (signs.get(id) ?? 1) > 0 ? wanted : 4 - wanted;
        return options.map((_, place) => (place === index ? 1 : 0));
      },
    };
    const held = await survey({ instrument, personas, model, orders: 1, answers: "probabilities" });
    const report = surveyReport(held, { instrument, group: "women-21-40" });
    const [shaping] = report.shaping;
    assert.equal(shaping?.trait, "EXT");
    assert.ok((shaping?.rank.value as number) > 0.9, `${shaping?.rank.value}`);
    const extraversion = report.scales.find(({ scale, facet }) => scale === "extraversion" && facet === undefined);
    assert.ok((extraversion?.reliability?.alpha as number) > 0.9);
    assert.ok((extraversion?.reliability?.omega as number) > 0.9);
    assert.equal(extraversion?.estimate.clusters, 18);
    assert.ok((extraversion?.percentile as number) > 0 && (extraversion?.percentile as number) < 100);
    assert.equal(report.facets.extraversion?.facets.length, 6);
  });

  test("people of one name are told apart", async () => {
    const personas = [loaded(ADA), loaded({ ...ADA, summary: "Another." })];
    const { people } = await survey({ ...BASE, personas, model: chooser(() => "always"), orders: 1 });
    assert.deepEqual(
      people.map(({ person }) => person),
      ["Ada", "Ada (2)"],
    );
  });
});
