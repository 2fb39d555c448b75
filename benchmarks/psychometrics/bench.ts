// See README.md. Asks the bundled chat model an inventory under every pole, and works out how large a survey must be.
import { mkdirSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Persona } from "../../packages/dramatis/src/core/index.ts";
import {
  type AssignedLevels,
  itemsToTellApart,
  peopleToTellApart,
  readInstrument,
  shapedPersona,
} from "../../packages/dramatis/src/measure/psychometrics/index.ts";
import { type LoadedPersona, personaVersion } from "../../packages/dramatis/src/persona/index.ts";
import { survey } from "../../packages/dramatis/src/presets/survey/survey.ts";
import { surveyReport } from "../../packages/dramatis/src/presets/survey/survey-report.ts";
import { progress, writeWhole } from "../../packages/dramatis/src/run/index.ts";
import { understudyChat } from "../../packages/understudy/src/index.ts";

const { values: flags } = parseArgs({
  options: {
    instrument: { type: "string", default: "ipip-50" },
    orders: { type: "string", default: "2" },
    frames: { type: "string", default: "2" },
    out: { type: "string", default: join(import.meta.dirname, "results/poles.json") },
  },
});

const NEUTRAL: Persona = { schema: "dramatis.persona/1", name: "neutral" };
const POLES: [string, AssignedLevels][] = (["EXT", "AGR", "CON", "NEU", "OPE"] as const).flatMap((trait) => [
  [`${trait} low`, { [trait]: 1 }] as [string, AssignedLevels],
  [`${trait} high`, { [trait]: 9 }] as [string, AssignedLevels],
]);

function loaded(persona: Persona): LoadedPersona {
  return { persona, version: personaVersion(persona), path: persona.name };
}

const instrument = await readInstrument(flags.instrument);
const personas = [
  loaded(NEUTRAL),
  ...POLES.map(([name, levels]) => loaded({ ...shapedPersona(NEUTRAL, levels), name })),
];
const model = await understudyChat({ threads: 1 });
let bar = progress({ label: "questions" });
const started = performance.now();
const before = process.cpuUsage();
const held = await survey({
  instrument,
  personas,
  model,
  orders: Number(flags.orders),
  frames: Number(flags.frames),
  onStart: (count) => {
    bar = progress({ label: "questions", ...count });
  },
  onOutcome: (outcome) => bar.tick(outcome),
});
bar.done();
const { user, system } = process.cpuUsage(before);
const seconds = (performance.now() - started) / 1000;
const report = surveyReport(held, { instrument });

/** Items, orders and replies for half a standard deviation; noise as README.md says. */
const noises = { probabilities: { item: 1, order: 0.5, reply: 0 }, words: { item: 1, order: 0.5, reply: 0.5 } };
const power = Object.entries(noises).flatMap(([answers, noise]) =>
  [1, 2, 4].flatMap((orders) =>
    (answers === "words" ? [1, 3, 10] : [1]).map((repeats) => {
      const size = { noise, orders, repeats };
      const people = Object.fromEntries([10, 24, 60].map((items) => [items, peopleToTellApart({ ...size, items })]));
      return { answers, orders, repeats, items: itemsToTellApart(size), people };
    }),
  ),
);

const scales = instrument.scales.map(({ id }) => id);
const people = report.people.map(({ person, scores }) => ({
  person,
  scores: Object.fromEntries(scales.map((id) => [id, scores.find(({ scale }) => scale === id)?.value ?? null])),
}));
const shared = { date: new Date().toISOString().slice(0, 10), node: process.version, processor: cpus()[0]?.model };
const result = {
  ...shared,
  model: model.id,
  instrument: instrument.name,
  questions: held.responses.length,
  seconds,
  cpuSeconds: (user + system) / 1e6,
  people,
  shaping: report.shaping,
  styles: report.styles,
  power,
};
mkdirSync(join(flags.out, ".."), { recursive: true });
writeWhole(flags.out, `${JSON.stringify(result, null, 1)}\n`);
console.log(["persona", ...scales].join("\t"));
for (const { person, scores } of people)
  console.log([person, ...scales.map((id) => scores[id]?.toFixed(3) ?? "–")].join("\t"));
console.log("\nanswers\torders\trepeats\titems for two personas\tpersonas a group with 10, 24, 60 items");
for (const { answers, orders, repeats, items, people: groups } of power)
  console.log([answers, orders, repeats, items, Object.values(groups).join(", ")].join("\t"));
