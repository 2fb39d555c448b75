// See README.md.
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { type Estimate, type Nli, type NliPair, openNli, progress, random, writeWhole } from "dramatis";
import { estimateOf } from "../../packages/dramatis/src/stats/index.ts";
import { words } from "../../packages/dramatis/src/transcript/index.ts";
import { openJudge } from "../guards/judge-folder.ts";
import { readSpeakers, type Speaker } from "../speakers.ts";
import { type Extracted, extractors } from "./extractors.ts";
import { readTriples, type Triples } from "./triples.ts";

const SEED = 42;
const ENTAILS = 0.5;

const { values: flags } = parseArgs({
  options: {
    data: { type: "string" },
    judge: { type: "string" },
    half: { type: "string", default: "held" },
    /** Of the half in its seeded order: so many are left out, and of the rest so many taken. */
    skip: { type: "string", default: "400" },
    speakers: { type: "string", default: "400" },
    out: { type: "string", default: new URL("results/extraction.json", import.meta.url).pathname },
  },
});
if (!flags.data) throw new Error("--data FILE is needed; see README.md");

const own = await openNli({ kind: "understudy" });
const judges: Record<string, Nli> = { bundled: own };
if (flags.judge) judges.other = await openJudge(flags.judge);
const triplesOf = readTriples(flags.data);
const everyone = readSpeakers(flags.data);
const speakers = random(SEED)
  .shuffle(everyone.filter((speaker) => halfOf(speaker) === flags.half))
  .slice(Number(flags.skip))
  .slice(0, Number(flags.speakers));

const rows: Record<string, Record<string, Estimate | number>> = {};
let sample: { quote: string[]; text: string }[] = [];
for (const [name, extract] of Object.entries(extractors(own))) {
  const bar = progress({ label: name, total: speakers.length });
  const cases: Case[] = [];
  let seconds = 0;
  for (const [i, speaker] of speakers.entries()) {
    const from = performance.now();
    const found = await extract(speaker.transcript, speaker.speaker);
    seconds += (performance.now() - from) / 1000;
    const stranger = speakers[(i + Math.floor(speakers.length / 2)) % speakers.length] as Speaker;
    cases.push(await caseOf(speaker, found, stranger));
    bar.tick({ status: "done" });
  }
  bar.done();
  rows[name] = { ...table(cases), sentences: cases.reduce((n, each) => n + each.found, 0) / cases.length };
  rows[name]["speakers a second"] = Number((speakers.length / seconds).toPrecision(3));
  rows[`${name}, unseen people`] = table(cases.filter(({ unseen }) => unseen));
  sample = random(SEED)
    .shuffle(cases.flatMap(({ shown }) => shown))
    .slice(0, 150);
}
const made = {
  date: new Date().toISOString().slice(0, 10),
  processor: cpus()[0]?.model,
  half: flags.half,
  speakers: speakers.length,
  unseen: speakers.filter(({ unseen }) => unseen).length,
  judges: Object.fromEntries(Object.entries(judges).map(([name, { id }]) => [name, id])),
};
mkdirSync(new URL("results/", import.meta.url), { recursive: true });
writeWhole(flags.out, `${JSON.stringify({ made, rows, sample }, null, 1)}\n`);
console.table(Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, printed(row)])));

/** Unseen people are always held; the others by their names. */
function halfOf({ person, unseen }: Speaker): string {
  const bucket = Number.parseInt(createHash("sha256").update(`extraction-${person}`).digest("hex").slice(0, 8), 16);
  return unseen || bucket % 2 === 1 ? "held" : "tuning";
}

/** Hits and units of one speaker, by measure. */
interface Case {
  cluster: string;
  unseen: boolean;
  found: number;
  hits: Record<string, boolean[]>;
  shown: { quote: string[]; text: string }[];
}

async function caseOf(speaker: Speaker, found: readonly Extracted[], stranger: Speaker): Promise<Case> {
  const { transcript, id, unseen } = speaker;
  const texts = found.map(({ text }) => text);
  const gold = goldOf(speaker);
  const quotes = found.map(({ turns: [from, to] }) =>
    [...new Set([from, to])].map((turn) => transcript.messages[turn]?.text ?? ""),
  );
  const hits: Record<string, boolean[]> = {};
  for (const [judge, nli] of Object.entries(judges)) {
    const name = (measure: string): string => (judge === "bundled" ? measure : `${measure}, other judge`);
    hits[name("precision")] = await entailedByAny(nli, texts, gold);
    hits[name("recall")] = await entailedByAny(nli, gold, texts);
    hits[name("recall of a stranger")] = await entailedByAny(nli, goldOf(stranger), texts);
    hits[name("said")] = await entailedEach(
      nli,
      quotes.map((quote) => quote.join(" ")),
      texts,
    );
    const own = hits[name("recall")] as boolean[];
    hits[name("recall of what was said")] = own.filter((_, i) => isSaid(speaker, gold[i] as string, triplesOf));
  }
  const goldTriples = new Set(gold.flatMap(triplesOf));
  const turnTriples = found.map(({ turns }) => triplesOf(transcript.messages[turns[1]]?.text ?? ""));
  const got = new Set(turnTriples.flat());
  const annotated = gold.filter((text) => triplesOf(text).length > 0);
  hits["precision by triples"] = turnTriples.map((triples) => triples.some((triple) => goldTriples.has(triple)));
  hits["recall by triples"] = annotated.map((text) => triplesOf(text).some((triple) => got.has(triple)));
  hits["ceiling by triples"] = annotated.map((text) => isSaid(speaker, text, triplesOf));
  const shown = found.map(({ text }, i) => ({ quote: quotes[i] as string[], text }));
  return { cluster: transcript.session || id, unseen, found: found.length, hits, shown };
}

function goldOf({ persona }: Speaker): string[] {
  return (persona.statements ?? []).map(({ text }) => text);
}

/** Whether a turn of the speaker has a triple of this sentence: anyone who read well could find it. */
function isSaid({ transcript, speaker }: Speaker, text: string, triplesOf: Triples): boolean {
  const said = new Set(
    transcript.messages.filter((each) => each.speaker === speaker).flatMap((each) => triplesOf(each.text)),
  );
  return triplesOf(text).some((triple) => said.has(triple));
}

async function entailedByAny(nli: Nli, hypotheses: readonly string[], premises: readonly string[]): Promise<boolean[]> {
  const pairs = hypotheses.flatMap((hypothesis) => premises.map((premise) => ({ premise, hypothesis })));
  const hits = await entailed(nli, pairs);
  return hypotheses.map((_, i) => hits.slice(i * premises.length, (i + 1) * premises.length).some(Boolean));
}

async function entailedEach(nli: Nli, premises: readonly string[], hypotheses: readonly string[]): Promise<boolean[]> {
  return entailed(
    nli,
    hypotheses.map((hypothesis, i) => ({ premise: premises[i] as string, hypothesis })),
  );
}

/** A sentence entails itself, and its parts: small judges were never asked that and deny it one time in six. */
async function entailed(nli: Nli, pairs: readonly NliPair[]): Promise<boolean[]> {
  const verdicts = pairs.length > 0 ? await nli.judge(pairs) : [];
  const run = (text: string): string => ` ${words(text).join(" ")} `;
  return pairs.map(
    ({ premise, hypothesis }, i) => run(premise).includes(run(hypothesis)) || (verdicts[i]?.entail ?? 0) >= ENTAILS,
  );
}

function table(cases: readonly Case[]): Record<string, Estimate | number> {
  const names = [...new Set(cases.flatMap(({ hits }) => Object.keys(hits)))];
  const row: Record<string, Estimate | number> = {};
  for (const name of names) {
    const scores = cases.flatMap(({ cluster, hits }) =>
      (hits[name] ?? []).map((hit) => ({ value: Number(hit), cluster })),
    );
    row[name] = estimateOf(scores, { measure: name, version: "1", unit: "ratio", direction: "higher", seed: SEED });
  }
  for (const by of ["", " by triples", ", other judge"]) {
    const [precision, recall] = [row[`precision${by}`], row[`recall${by}`]];
    if (typeof precision !== "object" || typeof recall !== "object") continue;
    row[`F1${by}`] = Number(harmonic(precision.value ?? 0, recall.value ?? 0).toFixed(3));
  }
  return row;
}

function harmonic(a: number, b: number): number {
  return a + b === 0 ? 0 : (2 * a * b) / (a + b);
}

function printed(row: Record<string, Estimate | number>): Record<string, string> {
  const text = (cell: Estimate | number): string =>
    typeof cell === "number"
      ? cell.toPrecision(3)
      : `${cell.value?.toFixed(3)} [${cell.low?.toFixed(3)}, ${cell.high?.toFixed(3)}] n ${cell.n}`;
  return Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, text(cell)]));
}
