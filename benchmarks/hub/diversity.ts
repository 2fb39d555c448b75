// See README.md: how diverse personas are, those of PersonaHub and ours.
import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { understudyEmbedder } from "@dramatis/understudy";
import { type Persona, rememberEmbedder, writeWhole } from "dramatis";
import {
  type DiversityMetric,
  type DiversityNumbers,
  type DiversityReport,
  diversityReport,
} from "../../packages/dramatis/src/create/hub/diversity-report.ts";
import { oneLinerPersona } from "../../packages/dramatis/src/create/hub/one-liner.ts";
import { personaLine } from "../../packages/dramatis/src/create/hub/persona-line.ts";
import { withoutDuplicates } from "../../packages/dramatis/src/create/hub/without-duplicates.ts";
import { withoutParaphrases } from "../../packages/dramatis/src/create/hub/without-paraphrases.ts";
import { population } from "../../packages/dramatis/src/create/sampling/population.ts";
import { readPersonaHub } from "./persona-hub.ts";

const SEED = 42;
const PEOPLE = 5000;

const { values: flags } = parseArgs({
  options: {
    hub: { type: "string", default: "../shared/data/research/persona-hub/tool.jsonl" },
    out: { type: "string", default: new URL("results/diversity.json", import.meta.url).pathname },
  },
});

const embedder = rememberEmbedder(await understudyEmbedder());
const hub = readPersonaHub(flags.hub);
const people = hub.map((line) => oneLinerPersona(line, { source: "llm_generated" }));
const filtered = await lines(withoutParaphrases(withoutDuplicates(people), { embedder }));
const sampled = await lines(population({ size: PEOPLE }).personas(SEED));
const reports: Record<string, DiversityReport> = {
  "PersonaHub, filtered by us": await diversityReport(filtered, { embedder, reference: hub, seed: SEED }),
  "our population sample": await diversityReport(sampled, { embedder, reference: hub, seed: SEED }),
};
mkdirSync(new URL("results/", import.meta.url), { recursive: true });
writeWhole(flags.out, `${JSON.stringify({ embedder: embedder.id, reports }, null, 1)}\n`);
for (const [name, { texts, reference, drawn, bytes }] of Object.entries(reports)) {
  console.log(`${name}, n = ${texts.vendi.n}; draws of ${drawn}, ${bytes} bytes`);
  console.table({ ours: shown(texts), PersonaHub: reference && shown(reference) });
}

async function lines(personas: AsyncIterable<Persona>): Promise<string[]> {
  const all: string[] = [];
  for await (const persona of personas) all.push(personaLine(persona));
  return all;
}

function shown(numbers: DiversityNumbers): Record<DiversityMetric, string> {
  const entries = Object.entries(numbers).map(([name, { value, low, high }]) => {
    const three = (number: number | null): string => (number === null ? "–" : number.toPrecision(3));
    return [name, `${three(value)} [${three(low)}, ${three(high)}]`];
  });
  return Object.fromEntries(entries) as Record<DiversityMetric, string>;
}
