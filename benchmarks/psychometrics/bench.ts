// See README.md. Asks the bundled chat model an inventory under every pole and works out how large a survey must be, or
// with --shape shapes a persona as a study of `dramatis survey --shape` does.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { shapeLines } from "../../packages/dramatis/src/cli/study-lines.ts";
import type { Persona } from "../../packages/dramatis/src/core/index.ts";
import {
  type AssignedLevels,
  itemsToTellApart,
  peopleToTellApart,
  readInstrument,
  shapedPersona,
  TRAITS,
} from "../../packages/dramatis/src/measure/psychometrics/index.ts";
import { type LoadedPersona, personaVersion } from "../../packages/dramatis/src/persona/index.ts";
import {
  describePoles,
  SHAPES,
  type Shape,
  shapedPeople,
  traitsMeasured,
} from "../../packages/dramatis/src/presets/survey/shape.ts";
import { shapeReport } from "../../packages/dramatis/src/presets/survey/shape-report.ts";
import { type Survey, type SurveyOptions, survey } from "../../packages/dramatis/src/presets/survey/survey.ts";
import { type SurveyReport, surveyReport } from "../../packages/dramatis/src/presets/survey/survey-report.ts";
import { inProcess, openRun, progress, writeWhole } from "../../packages/dramatis/src/run/index.ts";
import { understudyChat } from "../../packages/understudy/src/index.ts";

const { values: flags } = parseArgs({
  options: {
    shape: { type: "string" },
    instrument: { type: "string", default: "ipip-50" },
    orders: { type: "string", default: "2" },
    frames: { type: "string" },
    out: { type: "string" },
  },
});

function loaded(persona: Persona): LoadedPersona {
  return { persona, version: personaVersion(persona), path: persona.name };
}

const instrument = await readInstrument(flags.instrument);
const model = await understudyChat({ threads: 1 });
const shape = SHAPES.find((one) => one === flags.shape);
if (flags.shape !== undefined && shape === undefined) throw new Error(`--shape is one of ${SHAPES.join(", ")}`);

/** Asks, and keeps what it took beside what was found. */
async function asked<Found extends object>(
  options: Pick<SurveyOptions, "personas" | "frames">,
  { file, find }: { file: string; find: (held: Survey) => Found },
): Promise<Found> {
  let bar = progress({ label: "questions" });
  const started = performance.now();
  const before = process.cpuUsage();
  const held = await survey({
    ...{ ...options, instrument, model, orders: Number(flags.orders) },
    onStart: (count) => {
      bar = progress({ label: "questions", ...count });
    },
    onOutcome: (outcome) => bar.tick(outcome),
  });
  bar.done();
  const { user, system } = process.cpuUsage(before);
  const took = { seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1e6 };
  const made = { date: new Date().toISOString().slice(0, 10), node: process.version, processor: cpus()[0]?.model };
  const what = { model: model.id, instrument: instrument.name, orders: Number(flags.orders), frames: held.frames };
  const found = find(held);
  const out = flags.out ?? join(import.meta.dirname, "results", file);
  mkdirSync(dirname(out), { recursive: true });
  const result = { ...made, ...what, questions: held.responses.length, ...took, ...found };
  writeWhole(out, `${JSON.stringify(result, null, 1)}\n`);
  return found;
}

/** A persona of whom nothing but a name is known, in every design of a study. */
async function study(of: Shape): Promise<void> {
  const traits = traitsMeasured(instrument);
  const { descriptions, unwritten } = of === "induction" ? await described(traits) : NOTHING_DESCRIBED;
  const sam = loaded({ schema: "dramatis.persona/1", name: "Sam" });
  const people = shapedPeople(of, [sam], { traits, descriptions });
  const { shape: found } = await asked(
    { personas: people, frames: Number(flags.frames ?? 1) },
    {
      file: `${of}.json`,
      find: (held) => {
        const report = surveyReport(held, { instrument });
        return {
          shape: shapeReport(of, people, { survey: held, report, instrument, unwritten }),
          ...(of === "induction" && { descriptions: Object.fromEntries(descriptions) }),
          people: scoresOf(report),
          styles: report.styles,
        };
      },
    },
  );
  console.log(shapeLines(found, 100).join("\n"));
}

const NOTHING_DESCRIBED: Awaited<ReturnType<typeof describePoles>> = { descriptions: new Map(), unwritten: [] };

async function described(traits: ReturnType<typeof traitsMeasured>): ReturnType<typeof describePoles> {
  const root = mkdtempSync(join(tmpdir(), "psychometrics-"));
  const run = openRun({ plan: { command: "describe", arguments: {} }, root });
  try {
    return await describePoles({ model, traits, run, executor: inProcess({ concurrency: 1 }), onStart: () => {} });
  } finally {
    run.close();
    rmSync(root, { recursive: true });
  }
}

function scoresOf(report: SurveyReport): { person: string; scores: Record<string, number | null> }[] {
  const scales = instrument.scales.map(({ id }) => id);
  return report.people.map(({ person, scores }) => ({
    person,
    scores: Object.fromEntries(scales.map((id) => [id, scores.find(({ scale }) => scale === id)?.value ?? null])),
  }));
}

async function poles(): Promise<void> {
  const neutral: Persona = { schema: "dramatis.persona/1", name: "neutral" };
  const designs: [string, AssignedLevels][] = TRAITS.flatMap((trait) => [
    [`${trait} low`, { [trait]: 1 }] as [string, AssignedLevels],
    [`${trait} high`, { [trait]: 9 }] as [string, AssignedLevels],
  ]);
  const personas = [
    loaded(neutral),
    ...designs.map(([name, levels]) => loaded({ ...shapedPersona(neutral, levels), name })),
  ];
  const { people, power } = await asked(
    { personas, frames: Number(flags.frames ?? 2) },
    {
      file: "poles.json",
      find: (held) => {
        const report = surveyReport(held, { instrument });
        return { people: scoresOf(report), shaping: report.shaping, styles: report.styles, power: surveySizes() };
      },
    },
  );
  const scales = instrument.scales.map(({ id }) => id);
  console.log(["persona", ...scales].join("\t"));
  for (const { person, scores } of people)
    console.log([person, ...scales.map((id) => scores[id]?.toFixed(3) ?? "–")].join("\t"));
  console.log("\nanswers\torders\trepeats\titems for two personas\tpersonas a group with 10, 24, 60 items");
  for (const { answers, orders, repeats, items, people: groups } of power)
    console.log([answers, orders, repeats, items, Object.values(groups).join(", ")].join("\t"));
}

interface SurveySize {
  answers: string;
  orders: number;
  repeats: number;
  items: number;
  people: Record<string, number>;
}

/** Items, orders and replies for half a standard deviation; noise as README.md says. */
function surveySizes(): SurveySize[] {
  const noises = { probabilities: { item: 1, order: 0.5, reply: 0 }, words: { item: 1, order: 0.5, reply: 0.5 } };
  return Object.entries(noises).flatMap(([answers, noise]) =>
    [1, 2, 4].flatMap((orders) =>
      (answers === "words" ? [1, 3, 10] : [1]).map((repeats) => {
        const size = { noise, orders, repeats };
        const people = Object.fromEntries([10, 24, 60].map((items) => [items, peopleToTellApart({ ...size, items })]));
        return { answers, orders, repeats, items: itemsToTellApart(size), people };
      }),
    ),
  );
}

await (shape === undefined ? poles() : study(shape));
