import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { type ChatMessage, InputError, type Model } from "../../core/index.ts";
import { type InstrumentFile, parseInstrument } from "../../measure/psychometrics/index.ts";
import { type LoadedPersona, personaVersion } from "../../persona/index.ts";
import { openRun } from "../../run/index.ts";
import { askAfter, readTalks, type ShiftReport, scaleShifts } from "./after-report.ts";
import { type Survey, type SurveyOptions, survey } from "./survey.ts";

const instrument: InstrumentFile = parseInstrument(
  JSON.stringify({
    schema: "dramatis.instrument/1",
    name: "small",
    title: "Small",
    licence: "ours",
    source: "this test",
    options: { min: 1, labels: { en: ["no", "a little", "yes"] } },
    aggregate: "mean",
    scales: [{ id: "warm" }, { id: "calm" }],
    items: [
      { id: "1", text: { en: "I like company." } },
      { id: "2", text: { en: "I avoid people." } },
      { id: "3", text: { en: "I stay calm." } },
    ],
    key: [
      { item: "1", scale: "warm", sign: 1 },
      { item: "2", scale: "warm", sign: -1 },
      { item: "3", scale: "calm", sign: 1 },
    ],
  }),
  "small.json",
  "json",
);

const loaded = (name: string): LoadedPersona => {
  const persona = { schema: "dramatis.persona/1" as const, name };
  return { persona, version: personaVersion(persona), path: name };
};

/** Warm once somebody was friendly to it, where it heeds that; else a little of everything. Keeps what it was asked. */
function player({
  heeds,
  contextTokens,
}: {
  heeds: boolean;
  contextTokens?: number;
}): Model & { asked: ChatMessage[][] } {
  const asked: ChatMessage[][] = [];
  return {
    id: heeds ? "moved" : "unmoved",
    ...(contextTokens !== undefined && { contextTokens }),
    asked,
    generate: async ({ messages }) => {
      asked.push(messages);
      const talked = messages.slice(0, -1).map(({ content }) => content);
      const isWarm = heeds && talked.some((content) => content.includes("friend"));
      const item = messages.at(-1)?.content ?? "";
      const warm: Record<string, string> = { company: "yes", avoid: "no", calm: "a little" };
      const word = Object.keys(warm).find((key) => item.includes(key)) ?? "calm";
      const text = isWarm ? (warm[word] as string) : "a little";
      return { text, finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
}

/** Eight people, each told by a stranger that they are friends; "Mute" says nothing. */
const NAMES = Array.from({ length: 8 }, (_, i) => `P${i}`);
const LINES = NAMES.flatMap((name, i) => [
  { session: `s${i}`, speaker: "user", text: "You are my friend." },
  { session: `s${i}`, speaker: name.toLowerCase(), text: `I am ${name}.` },
]);

function transcript(t: TestContext, lines: readonly object[] = LINES): string {
  const folder = mkdtempSync(join(tmpdir(), "after-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "talk.jsonl");
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return path;
}

interface Asked {
  before: Survey;
  after: Survey;
  shift: ShiftReport;
}

async function askTwice(
  path: string,
  model: Model,
  more: Partial<SurveyOptions> & { names?: string[] } = {},
): Promise<Asked> {
  const { names = [...NAMES, "Mute"], ...rest } = more;
  const personas = names.map(loaded);
  const options = { instrument, model, orders: 1, ...rest };
  const before = await survey({ ...options, personas });
  const talks = await readTalks(path, personas);
  return { before, ...(await askAfter({ ...options, talks, before })) };
}

describe("before and after a conversation", () => {
  test("who heeds what is said to it moves on the scale that it touches; who does not, on none", async (t) => {
    const path = transcript(t);
    const { shift } = await askTwice(path, player({ heeds: true }));
    const [warm, calm] = shift.scales;
    // From (2 + 2) / 2 to (3 + 4 − 1) / 2 on warm; all eight the same way, so 2 of 2⁸ signs are as far, and Holm doubles it.
    assert.deepEqual([warm?.before, warm?.after, warm?.difference, warm?.n], [2, 3, 1, 8]);
    assert.deepEqual([warm?.p, warm?.adjusted], [2 / 256, 4 / 256]);
    // Nobody differs from anybody: neither deviation is there to divide by, nor an interval.
    assert.deepEqual([warm?.d, warm?.dz, warm?.low], [null, null, null]);
    assert.deepEqual([calm?.difference, calm?.p], [0, 1]);
    assert.deepEqual([shift.personas, shift.silent, shift.turns], [8, ["Mute"], { all: 16, told: 16 }]);
    const still = await askTwice(path, player({ heeds: false }));
    assert.deepEqual(
      still.shift.scales.map(({ difference, adjusted }) => [difference, adjusted]),
      [
        [0, 1],
        [0, 1],
      ],
    );
  });

  test("the talk stands between who it is and the first question, in every mode; neighbours of a role are one turn", async (t) => {
    const lines = [
      { session: "a", speaker: "Bo", text: "Hello." },
      { session: "a", speaker: "Ann", text: "Hi." },
      { session: "a", speaker: "Ann", text: "Sit down." },
      { session: "a", speaker: "Cy", text: "Thanks." },
      { session: "b", speaker: "Bo", text: "Nobody else is here." },
    ];
    for (const mode of ["single", "sequential", "batch"] as const) {
      const model = player({ heeds: true });
      await askTwice(transcript(t, lines), model, { names: ["Ann"], mode });
      const asked = model.asked.at(-1) as ChatMessage[];
      const [system, ...rest] = asked;
      assert.equal(system?.role, "system");
      assert.deepEqual(rest.slice(0, 2), [
        { role: "user", content: "Bo: Hello." },
        { role: "assistant", content: "Hi.\nSit down." },
      ]);
      assert.match(rest[2]?.content ?? "", /^Cy: Thanks\.\n\n.*A\) no, B\) a little/s, mode);
      assert.ok(
        asked.every(({ role }, i) => i === 0 || role !== asked[i - 1]?.role),
        mode,
      );
    }
  });

  test("the oldest turns go where the context is short; the last own line never does", async (t) => {
    const long = "word ".repeat(40);
    const lines = [
      { session: "s", speaker: "user", text: `First ${long}` },
      { session: "s", speaker: "Ann", text: `Second ${long}` },
      { session: "s", speaker: "user", text: `Third ${long}` },
      { session: "s", speaker: "Ann", text: `Last ${long}` },
    ];
    const told = async (contextTokens: number): Promise<[number, string]> => {
      const model = player({ heeds: true, contextTokens });
      const { shift } = await askTwice(transcript(t, lines), model, { names: ["Ann"] });
      return [shift.turns.told, model.asked.at(-1)?.[1]?.content.split(" ")[0] ?? ""];
    };
    // A turn is some 52 tokens of the half of the context, and the persona's own words some more.
    assert.deepEqual(await told(4096), [4, "First"]);
    assert.deepEqual(await told(20), [1, "Last"]);
    const [some, first] = await told(400);
    assert.ok(some > 1 && some < 4 && first !== "First", `${some} ${first}`);
  });

  test("a run without the conversations goes on with them: what was answered before is not asked again", async (t) => {
    const path = transcript(t);
    const root = mkdtempSync(join(tmpdir(), "after-run-"));
    t.after(() => rmSync(root, { recursive: true, force: true }));
    const plan = { command: "survey", arguments: {} };
    const first = openRun({ plan, root });
    await survey({ instrument, personas: NAMES.map(loaded), model: player({ heeds: true }), orders: 1, run: first });
    first.close();
    const again = async (lines: string): Promise<number> => {
      const run = openRun({ plan, root, resume: true });
      const model = player({ heeds: true });
      await askTwice(lines, model, { names: NAMES, run });
      run.close();
      return model.asked.length;
    };
    assert.equal(await again(path), 8 * 3);
    assert.equal(await again(path), 0);
    // Another word in one conversation is another trial, for that one alone.
    const other = transcript(t, [...LINES, { session: "s0", speaker: "user", text: "Goodbye." }]);
    assert.equal(await again(other), 3);
  });

  test("nobody who speaks is bad input, and says who does", async (t) => {
    const path = transcript(t);
    const readNone = readTalks(path, [loaded("Zoe")]);
    await assert.rejects(readNone, (error: Error) => {
      assert.ok(error instanceof InputError);
      assert.match(error.message, /nobody but user, p0, .*a speaker named as one of Zoe/);
      return true;
    });
  });
});

test("shift, d and d_z of eight: the arithmetic; seven have no interval", () => {
  const start = [1, 1, 2, 2, 2, 3, 3, 1];
  const end = [2, 1, 3, 2, 3, 3, 3, 2];
  const held = (scores: readonly number[]): Pick<Survey, "responses" | "people"> => ({
    people: scores.map((_, i) => ({ person: `P${i}`, persona: loaded(`P${i}`) })),
    responses: scores.map((value, i) => ({ person: `P${i}`, item: "3", frame: "plain", order: 0, repeat: 1, value })),
  });
  const calm = scaleShifts(held(start), held(end), { instrument })[1];
  // Shifts 1 0 1 0 1 0 0 1: mean .5, deviation √(2/7) = .534522, so d_z .935414.
  assert.deepEqual([calm?.n, calm?.difference, calm?.dz?.toFixed(6)], [8, 0.5, "0.935414"]);
  // Means 1.875 and 2.375; squares 4.875 and 3.875 over 14 freedoms: deviation √.625 = .790569, so d .632456.
  assert.equal(calm?.d?.toFixed(6), "0.632456");
  assert.ok(calm?.low !== null && calm?.high !== null && calm && calm.low < 0.5 && calm.high > 0.5);
  assert.deepEqual(calm?.people[0], { person: "P0", before: 1, after: 2 });
  const fewer = scaleShifts(held(start.slice(1)), held(end.slice(1)), { instrument })[1];
  assert.deepEqual([fewer?.n, fewer?.low, fewer?.high], [7, null, null]);
});
