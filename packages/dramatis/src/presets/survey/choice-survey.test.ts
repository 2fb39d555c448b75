import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ChatMessage, Model, Persona } from "../../core/index.ts";
import { type InstrumentFile, readInstrument, withoutItems } from "../../measure/psychometrics/index.ts";
import { mockModel } from "../../model/index.ts";
import { type LoadedPersona, personaVersion } from "../../persona/index.ts";
import { type SurveyOptions, survey } from "./survey.ts";
import { type SurveyReport, surveyReport } from "./survey-report.ts";

function loaded(name: string, more: Partial<Persona> = {}): LoadedPersona {
  const persona: Persona = { schema: "dramatis.persona/1", name, ...more };
  return { persona, version: personaVersion(persona), path: "-" };
}

/** What stands after each letter of the last message. */
function shownIn(messages: readonly ChatMessage[]): string[] {
  const said = messages.at(-1)?.content ?? "";
  return [...said.matchAll(/^[A-Z]\) (.+)$/gm)].map(([, label]) => label as string);
}

/** Gives most to the option that it wants, wherever it is shown; keeps what it was asked. */
function chooser(wants: (option: string, system: string) => boolean): Model & { asked: ChatMessage[][] } {
  const asked: ChatMessage[][] = [];
  return {
    id: "chooser",
    asked,
    generate: async () => ({ text: "", finish: "stop", usage: { inputTokens: 0, outputTokens: 0 } }),
    choose: async ({ messages, options }) => {
      asked.push(messages);
      const shown = shownIn(messages);
      assert.equal(options.length, shown.length);
      const weights = shown.map((label) => (wants(label, messages[0]?.content ?? "") ? 1 : 0.01));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return weights.map((weight) => weight / total);
    },
  };
}

async function asked(
  instrument: InstrumentFile,
  model: Model,
  more: Partial<SurveyOptions> = {},
): Promise<SurveyReport> {
  const held = await survey({ instrument, personas: [loaded("Ada")], model, ...more });
  return surveyReport(held, { instrument });
}

/** Texts of all options of which something holds. */
function optionsWhere({ items }: InstrumentFile, holds: (scores: Record<string, number>) => boolean): Set<string> {
  return new Set(
    items.flatMap(({ options = [] }) => options.filter(({ scores }) => holds(scores)).map(({ text }) => text.en ?? "")),
  );
}

describe("scenarios", () => {
  test("each is asked high, low, high, low and with pairs swapped; who wants the high options scores 100", async () => {
    const instrument = await readInstrument("dramatis-scenarios");
    const high = optionsWhere(instrument, (scores) => Object.values(scores)[0] === 1);
    const model = chooser((option) => high.has(option));
    const report = await asked(instrument, model, { frames: 3, answers: "probabilities" });
    assert.equal(model.asked.length, 30 * 2 * 3);
    const patterns = new Set(
      model.asked.map((messages) =>
        shownIn(messages)
          .map((one) => Number(high.has(one)))
          .join(""),
      ),
    );
    assert.deepEqual([...patterns], ["1010", "0101"]);
    assert.deepEqual(
      report.scales.map(({ scale, estimate }) => [scale, estimate.value, estimate.n]),
      ["extraversion", "agreeableness", "conscientiousness", "neuroticism", "openness"].map((one) => [one, 100, 6]),
    );
    for (const { unanswered, orderSensitivity, promptSensitivity } of report.choices?.quality ?? [])
      assert.deepEqual([unanswered.value, orderSensitivity.value, promptSensitivity.value], [0, 0, 0]);
    assert.deepEqual([report.wordings, report.orders, report.styles.acquiescence.n], [null, null, 0]);
  });

  test("always the letter A is neither high nor low, and other by order at every item", async () => {
    const report = await asked(await readInstrument("dramatis-scenarios"), mockModel({ default: "A" }));
    assert.ok(report.scales.every(({ estimate }) => estimate.value === 50));
    assert.ok(report.choices?.quality.every(({ orderSensitivity }) => orderSensitivity.value === 1));
    assert.equal(report.styles.firstPlace.value, 0.75);
  });

  test("all refused: no score, missing and counted", async () => {
    const instrument = await readInstrument("dramatis-scenarios");
    const report = await asked(instrument, mockModel({ default: "As an AI, I have no preferences." }));
    for (const { estimate } of report.scales)
      assert.deepEqual([estimate.value, estimate.n, estimate.missing.refused], [null, 0, 6]);
    assert.ok(report.people[0]?.scores.every(({ value, missing }) => value === null && missing === 6));
    assert.ok(report.choices?.quality.every(({ unanswered }) => unanswered.value === 1));
    assert.equal(report.styles.refused.value, 1);
  });

  test("assigned level and score are held against each other", async () => {
    const instrument = await readInstrument("dramatis-scenarios");
    const high = optionsWhere(instrument, (scores) => Object.values(scores)[0] === 1);
    const personas = Array.from({ length: 10 }, (_, i) =>
      loaded(`P${i}`, { traits: [{ system: "big5", dimension: "extraversion", level: i % 2 ? 0.95 : 0.05 }] }),
    );
    const model = chooser((option, system) => high.has(option) === /extremely talkative/.test(system));
    const { shaping, scales } = await asked(instrument, model, { personas });
    assert.deepEqual([shaping[0]?.trait, shaping[0]?.rank.value, shaping[0]?.shift], ["EXT", 1, 1]);
    assert.deepEqual([scales[0]?.estimate.clusters, scales[0]?.reliability?.alpha], [10, 1]);
  });
});

describe("types", () => {
  test("letters, shares, and what the order of the options does; with the caveat", async () => {
    const instrument = await readInstrument("dramatis-types");
    const intj = optionsWhere(instrument, ({ EI = 0, SN = 0, TF = 0, JP = 0, ...none }) => {
      assert.deepEqual(none, {});
      return EI + SN + TF + JP > 0;
    });
    const report = await asked(
      instrument,
      chooser((option) => intj.has(option)),
    );
    const [ada] = report.choices?.types?.people ?? [];
    assert.deepEqual([ada?.type, ada?.shares], ["ESTJ", { E: 100, S: 100, T: 100, J: 100 }]);
    assert.deepEqual([ada?.consistency, ada?.robustness], [1, 1]);
    assert.match(report.choices?.types?.caveat ?? "", /ad-hoc typology/);
    assert.deepEqual(report.choices?.types?.fairness, []);
  });

  test("two genders are held against each other", async () => {
    const instrument = await readInstrument("dramatis-types");
    const personas = ["woman", "man", "woman", "man"].map((gender, i) =>
      loaded(`P${i}`, { identity: { social: { gender } } }),
    );
    const { choices } = await asked(instrument, mockModel({ default: "B" }), { personas });
    const [fairness] = choices?.types?.fairness ?? [];
    assert.deepEqual(fairness?.groups, [
      { name: "woman", n: 2 },
      { name: "man", n: 2 },
    ]);
    assert.deepEqual([fairness?.fairness, fairness?.p], [1, 1]);
  });
});

describe("judgement and conduct", () => {
  test("attributes, parallel forms, and the persona's own level", async () => {
    const instrument = await readInstrument("dramatis-judgement");
    const worths = new Map(
      instrument.items.flatMap(({ options = [] }) =>
        options.map(({ text, scores }) => [text.en, Object.values(scores)[0] as number] as const),
      ),
    );
    // Whoever is at level 0 takes what is worth 0; at level 1 what is worth 3.
    const personas = Array.from({ length: 8 }, (_, i) =>
      loaded(`P${i}`, {
        summary: `level ${i % 4}`,
        traits: [{ system: "custom", dimension: "Cooperation", level: (i % 4) / 3 }],
      }),
    );
    const level = (system: string): number => Number(/Level (\d)/.exec(system)?.[1]);
    const model = chooser((option, system) => worths.get(option) === level(system));
    const report = await asked(instrument, model, { personas, orders: 3 });
    assert.equal(model.asked.length, 8 * 18 * 3 + 1);
    const [, cooperation] = report.choices?.attributes ?? [];
    assert.equal(cooperation?.attribute, "cooperation");
    assert.deepEqual([cooperation?.consistency.value, cooperation?.consistency.n], [1, 8 * 3]);
    assert.ok((cooperation?.monotonicity.value as number) > 0.999, JSON.stringify(cooperation?.monotonicity));
    // Mean of 0, 1, 2 and 3 of 3.
    assert.ok(report.scales.every(({ estimate }) => Math.abs((estimate.value as number) - 50) < 1e-9));
  });

  test("a persona that says one end and does the other: four points apart, none consistent", async () => {
    const instrument = await readInstrument("dramatis-conduct");
    const wanted = new Set(
      instrument.items.map(({ parallelTo, options = [] }) => options.at(parallelTo === undefined ? -1 : 0)?.text.en),
    );
    const { choices } = await asked(
      instrument,
      chooser((option) => wanted.has(option)),
    );
    const { conduct } = choices ?? {};
    assert.deepEqual([conduct?.difference.value, conduct?.consistent.value, conduct?.pairs.pairs], [4, 0, 10]);
  });

  test("repeats give test and retest of the items of one person", async () => {
    const instrument = await readInstrument("dramatis-judgement");
    const { retest } = await asked(instrument, mockModel({ default: "A" }), { repeats: 2, orders: 1 });
    assert.deepEqual(
      retest.map(({ scale, n }) => [scale, n]),
      [
        ["conscientiousness", 6],
        ["cooperation", 6],
        ["calm", 6],
      ],
    );
  });
});

describe("what choices cannot be asked as", () => {
  test("one clear line each", async () => {
    const types = await readInstrument("dramatis-types");
    const small = withoutItems(
      types,
      types.items.slice(4).map(({ id }) => id),
    );
    const model = mockModel({ default: "A" });
    const faults: [Partial<SurveyOptions>, RegExp][] = [
      [{ orders: 3 }, /--orders: 3; expected 2: dramatis-types is asked with its options as they are and swapped/],
      [{ mode: "batch" }, /--mode: batch; expected --mode single.*: the items of dramatis-types have options/],
      [{ language: "fr" }, /dramatis-types: no language fr; expected one of en/],
      [{ frames: 4 }, /--frames: 4 wordings; expected at most 3/],
    ];
    for (const [more, message] of faults) await assert.rejects(asked(small, model, more), message);
  });
});
