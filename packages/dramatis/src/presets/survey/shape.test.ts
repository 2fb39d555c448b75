import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { contentId, type GenerateRequest, type Model, type Persona } from "../../core/index.ts";
import {
  answersByPerson,
  type InstrumentFile,
  naivePrompt,
  type PoleCheck,
  personaTypes,
  readInstrument,
  scoreInventory,
  TRAITS,
  wordsPrompt,
} from "../../measure/psychometrics/index.ts";
import { type LoadedPersona, personaVersion } from "../../persona/index.ts";
import { type BigFive, MARKERS, marker } from "../../persona/markers.ts";
import { inProcess, openRun, type Run } from "../../run/index.ts";
import { describePoles, type Shape, type ShapedPerson, shapedPeople, traitsMeasured } from "./shape.ts";
import { type ShapeReport, shapeReport, validityReport } from "./shape-report.ts";
import { type Survey, survey } from "./survey.ts";
import type { SurveyReport } from "./survey-report.ts";

const INSTRUMENT = await readInstrument("ipip-50");
const SAM: Persona = {
  schema: "dramatis.persona/1",
  name: "Sam",
  statements: [{ id: "job", text: "I repair bicycles." }],
  traits: [{ system: "big5", dimension: "extraversion", level: 0.9 }],
};
const DESCRIPTIONS = new Map(
  TRAITS.flatMap((trait) => ["high", "low"].map((pole) => [`${trait} ${pole}`, `You are ${trait} ${pole}.`] as const)),
);

function loaded(persona: Persona): LoadedPersona {
  return { persona, version: personaVersion(persona), path: "-" };
}

/** Level of a trait that a prompt says, by markers, types or inductions; 5 where it says nothing. */
function levelSaid(said: string, trait: BigFive): number {
  const [, pair] = MARKERS[trait];
  const marked = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((level) => said.includes(`, ${marker(pair as never, level)},`));
  if (marked !== undefined) return marked;
  const [lowest, highest] = [personaTypes()[0], personaTypes()[31]];
  const at = TRAITS.indexOf(trait);
  if (/a character who is/.test(said)) {
    const low = lowest?.adjectives[at] as string;
    return said.includes(` ${low},`) || said.includes(` ${low}.`) ? 1 : (highest && 9) || 5;
  }
  if ([naivePrompt(trait, "high"), wordsPrompt(trait), `${trait} high`].some((text) => said.includes(text))) return 9;
  return [naivePrompt(trait, "low"), `${trait} low`].some((text) => said.includes(text)) ? 1 : 5;
}

/** Answers to each item as a persona at these levels would, but for what the item and the persona add by chance. */
function actor(levelsOf: (said: string, trait: BigFive) => number): Model {
  const scales = new Map(INSTRUMENT.scales.map((scale) => [scale.id, scale]));
  const keys = new Map(INSTRUMENT.key.map((key) => [key.item, key]));
  const items = new Map(INSTRUMENT.items.map(({ id, text }) => [text?.en, id]));
  return {
    id: "actor",
    generate: async ({ messages }) => ({
      text: messages[0]?.content.includes(" friendliness") ? "You are EXT high." : "I am only an AI.",
      finish: "stop",
      usage: { inputTokens: 0, outputTokens: 0 },
    }),
    choose: async ({ messages, options }) => {
      const said = messages.find(({ role }) => role === "system")?.content ?? "";
      const item = items.get(messages.at(-1)?.content ?? "") ?? "";
      const { scale, sign } = keys.get(item) as { scale: string; sign: number };
      const { trait, sign: turned = 1 } = scales.get(scale) as { trait: BigFive; sign?: number };
      const chance = (Number.parseInt(contentId([said, item]).slice(0, 4), 16) / 0xffff - 0.5) * 2;
      const level = levelsOf(said, trait) / 2 - 0.5 + chance; // 0..4
      const place = Math.round(Math.min(4, Math.max(0, sign * turned > 0 ? level : 4 - level)));
      return options.map((_, at) => (at === place ? 1 : 0));
    },
  };
}

const OBEYS = actor(levelSaid);
const IGNORES = actor(() => 5);
/** Who is told to be much of anything says yes to all that is liked. */
const HALO = actor((said) => Math.max(...TRAITS.map((trait) => levelSaid(said, trait))));

function scoresOf({ people, responses }: Survey, instrument: InstrumentFile): Pick<SurveyReport, "people"> {
  const answers = answersByPerson(responses);
  return {
    people: people.map(({ person, persona: { version } }) => ({
      ...{ person, version },
      scores: scoreInventory(instrument, answers.get(person) ?? {}),
    })),
  };
}

interface Studied {
  report: ShapeReport;
  held: Survey;
  people: ShapedPerson[];
}

async function study(shape: Shape, model: Model, instrument: InstrumentFile = INSTRUMENT): Promise<Studied> {
  const traits = traitsMeasured(instrument);
  const people = shapedPeople(shape, [loaded(SAM)], { traits, descriptions: DESCRIPTIONS });
  const held = await survey({ instrument, personas: people, model, orders: 1, answers: "probabilities" });
  const report = scoresOf(held, instrument);
  return { report: shapeReport(shape, people, { survey: held, report, instrument }), held, people };
}

async function levels(model: Model): Promise<Extract<ShapeReport, { shape: "levels" }>["levels"]> {
  const { report } = await study("levels", model);
  return report.shape === "levels" ? report.levels : assert.fail();
}

async function poles(shape: "concurrent" | "profiles", model: Model): Promise<PoleCheck[]> {
  const { report } = await study(shape, model);
  return report.shape === "concurrent" || report.shape === "profiles" ? report.poles : assert.fail();
}

async function inductions(model: Model): Promise<Extract<ShapeReport, { shape: "induction" }>["inductions"]> {
  const { report } = await study("induction", model);
  return report.shape === "induction" ? report.inductions : assert.fail();
}

describe("what personas are shaped into", () => {
  test("45 levels, 32 poles, 26 inductions of each persona, named by design; prompts still say who it is", () => {
    const of = (shape: Shape): ShapedPerson[] =>
      shapedPeople(shape, [loaded(SAM), loaded({ ...SAM, name: "Bo" })], {
        traits: TRAITS,
        descriptions: DESCRIPTIONS,
      });
    assert.deepEqual(
      (["levels", "concurrent", "profiles", "induction"] as const).map((shape) => of(shape).length),
      [90, 64, 64, 52],
    );
    const names = (shape: Shape): string[] => of(shape).map(({ person }) => person);
    assert.deepEqual(names("levels").slice(0, 2), ["Sam, EXT 1", "Sam, EXT 2"]);
    assert.equal(names("levels").at(-1), "Bo, OPE 9");
    assert.equal(names("profiles")[1], "Sam, E+A-C-N-O-");
    assert.equal(names("induction")[3], "Sam, words EXT high");
    for (const { persona } of of("induction").slice(0, 26)) {
      assert.equal(persona.name, "Sam");
      assert.deepEqual([persona.statements?.length, persona.traits?.length], [1, 0]);
    }
    assert.equal(new Set(of("levels").map(({ version }) => version)).size, 90);
  });

  test("only what the instrument measures is shaped, and what could not be described is left out", () => {
    const instrument = { ...INSTRUMENT, scales: INSTRUMENT.scales.slice(0, 1) };
    const traits = traitsMeasured(instrument);
    assert.deepEqual(traits, ["EXT"]);
    assert.equal(shapedPeople("levels", [loaded(SAM)], { traits }).length, 9);
    assert.equal(shapedPeople("induction", [loaded(SAM)], { traits }).length, 4);
  });
});

describe("a model that obeys, and one that ignores what it is told", () => {
  test("levels: rank correlations and shifts of the one only", async () => {
    for (const { trait, rank, shift } of await levels(OBEYS)) {
      assert.ok((rank.value as number) > 0.95 && (rank.low as number) > 0.6, `${trait} ${rank.value} ${rank.low}`);
      assert.ok((shift as number) > 2.5, `${trait} ${shift}`);
    }
    const found = await levels(IGNORES);
    assert.equal(found.length, 5);
    for (const { trait, rank, shift } of found) {
      assert.ok((rank.low as number) < 0 && (rank.high as number) > 0, `${trait} ${rank.low} ${rank.high}`);
      assert.ok(Math.abs(shift as number) < 1, `${trait} ${shift}`);
    }
  });

  test("poles by markers and by types: large effects of the one, none of the other; neuroticism is not turned around", async () => {
    for (const shape of ["concurrent", "profiles"] as const) {
      const [obeyed, ignored] = [await poles(shape, OBEYS), await poles(shape, IGNORES)];
      for (const [i, { trait, high, low, p, n, effect }] of obeyed.entries()) {
        assert.ok((high as number) > 4 && (low as number) < 2, `${shape} ${trait} ${high} ${low}`);
        assert.ok((effect.low as number) > 3 && (p as number) < 1e-4);
        assert.deepEqual(n, [16, 16]);
        const other = ignored[i]?.effect;
        assert.ok((other?.low as number) < 0.5 && (other?.high as number) > -0.5, `${trait} ${other?.value}`);
        assert.ok(Math.abs(other?.value as number) < 1.1, `${trait} ${other?.value}`);
      }
    }
  });

  test("inductions: gain without crosstalk; no gain; and with a halo, crosstalk as well", async () => {
    const found = await inductions(OBEYS);
    assert.equal(found.length, 25);
    for (const { way, trait, pole, gain, crosstalk } of found) {
      assert.ok((gain.low as number) > 0.6, `${way} ${trait} ${pole} ${gain.low}`);
      assert.ok((crosstalk.value as number) < 0.6, `${way} ${trait} ${pole} ${crosstalk.value}`);
      assert.deepEqual([gain.n, crosstalk.n], [10, 40]);
    }
    // Of 25 intervals of 95 % about one leaves out what is true.
    const seen = (await inductions(IGNORES)).filter(({ gain }) => (gain.low as number) > 0);
    assert.ok(seen.length <= 2, `${seen.length}`);
    const halo = (await inductions(HALO)).filter(({ pole }) => pole === "high");
    for (const { gain, crosstalk } of halo) {
      assert.ok((gain.low as number) > 0.6);
      assert.ok((crosstalk.value as number) > 1);
    }
  });
});

describe("answers that are missing", () => {
  test("an induction of which the target was not answered has no gain, and counts it", async () => {
    const { held, people } = await study("induction", OBEYS);
    const extraversion = new Set(
      INSTRUMENT.key.filter(({ scale }) => scale === "extraversion").map(({ item }) => item),
    );
    const responses = held.responses.map((one) =>
      one.person === "Sam, naive EXT high" && extraversion.has(one.item)
        ? { ...one, value: null, missing: "refused" as const }
        : one,
    );
    const lost = { ...held, responses };
    const report = scoresOf(lost, INSTRUMENT);
    const found = shapeReport("induction", people, { survey: lost, report, instrument: INSTRUMENT });
    const [first, second] = found.shape === "induction" ? found.inductions : [];
    assert.deepEqual([first?.gain.value, first?.gain.n, first?.gain.missing.failed], [null, 0, 10]);
    assert.ok((first?.crosstalk.value as number) < 0.7);
    // Its low pole was answered.
    assert.ok((second?.gain.value as number) > 1);
  });
});

describe("descriptions by the model", () => {
  function folder(t: TestContext): string {
    const root = mkdtempSync(join(tmpdir(), "shape-"));
    t.after(() => rmSync(root, { recursive: true, force: true }));
    return root;
  }

  test("a refusal is told and left out; gone on with, none is written again", async (t) => {
    const root = folder(t);
    const plan = { command: "survey", arguments: {} };
    const asked: GenerateRequest[] = [];
    const model: Model = {
      ...OBEYS,
      generate: async (request, signal) => {
        asked.push(request);
        return OBEYS.generate(request, signal);
      },
    };
    const write = (run: Run): ReturnType<typeof describePoles> =>
      describePoles({
        ...{ model, traits: ["EXT"], run, executor: inProcess({ concurrency: 1 }) },
        onStart: () => {},
      });
    const first = openRun({ plan, root });
    const { descriptions, unwritten } = await write(first);
    first.close();
    assert.deepEqual([...descriptions], [["EXT high", "You are EXT high."]]);
    assert.deepEqual(
      unwritten.map(({ trait, pole, message }) => [trait, pole, message]),
      [["EXT", "low", "actor: wrote no description of a person in the second person"]],
    );
    const second = openRun({ plan, root, resume: true });
    await write(second);
    second.close();
    // Both, then only the one that was not written.
    assert.equal(asked.length, 3);
  });
});

describe("two instruments of the same people", () => {
  test("what measures the same agrees; an instrument of something else is a criterion", async () => {
    const people = shapedPeople("concurrent", [loaded(SAM)], { traits: TRAITS });
    const held = await survey({
      ...{ instrument: INSTRUMENT, personas: people, model: OBEYS, orders: 1, answers: "probabilities" },
    });
    const whole = { report: scoresOf(held, INSTRUMENT), instrument: INSTRUMENT };
    // Every other item of a scale stands for another inventory of the same traits.
    const halves = [0, 1].map((half) => {
      const key = INSTRUMENT.key.filter((_, at) => at % 2 === half);
      const instrument = { ...INSTRUMENT, name: `half-${half}`, key };
      return { instrument, report: scoresOf(held, instrument) };
    });
    const found = validityReport(halves[0] as typeof whole, halves[1] as typeof whole);
    assert.equal(found.traits.length, 5);
    assert.ok((found.convergentMean.low as number) > 0.9, `${found.convergentMean.low}`);
    assert.ok((found.discriminantMean.low as number) > 0.6, `${found.discriminantMean.low}`);
    assert.deepEqual(found.criteria, []);
    // Poles at about 1.3 and 4.7 of 1 to 5: most of the way from 0 to 1.
    assert.ok((found.spread.first as number) > 0.3 && (found.spread.second as number) > 0.3);
    const strange = { ...whole.instrument, scales: whole.instrument.scales.map(({ id }) => ({ id })) };
    const { criteria, traits } = validityReport(whole, { ...whole, instrument: strange });
    assert.deepEqual([criteria.length, traits.length], [25, 0]);
    assert.equal(criteria[0]?.r.value?.toFixed(6), "1.000000");
  });
});
