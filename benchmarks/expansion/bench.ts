// See README.md.
import { mkdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { understudyEmbedder, understudyNli } from "@dramatis/understudy";
import {
  type Embedder,
  type Nli,
  type Persona,
  personaFromSentences,
  progress,
  random,
  rememberNli,
  writeWhole,
} from "dramatis";
import { peopleLikeThis } from "../../packages/dramatis/src/create/expansion/people-like-this.ts";
import { type MetQuestion, personaRetrieval } from "../../packages/dramatis/src/create/expansion/persona-retrieval.ts";
import { type CreationReport, tally } from "../../packages/dramatis/src/create/tally.ts";
import { clusterBootstrap } from "../../packages/dramatis/src/stats/index.ts";
import { QUESTIONS, type Question } from "./questions.ts";

const SEED = 42;

const { values: flags } = parseArgs({
  options: {
    data: { type: "string" },
    personas: { type: "string", default: "60" },
    out: { type: "string", default: new URL("results/expansion.json", import.meta.url).pathname },
  },
});

/** One question to one persona; undefined where there is nothing to tell. */
interface Case {
  cluster: number;
  question: string;
  how: MetQuestion["how"];
  /** Of what is added: whether it is of the kind that was asked for. */
  onTopic?: boolean;
  /** With the filter and without it: whether the judge calls what is added contradictory to a claim, either way round. */
  against?: boolean;
  againstBackwards?: boolean;
  unfilteredAgainst?: boolean;
  unfilteredBackwards?: boolean;
  /** Asked again, in the same words and in others: whether the same statement answers. */
  sameAgain?: boolean;
  sameInOtherWords?: boolean;
}

const LINE = /^(?:your|partner's) persona:\s*([^\t]*)(.*)$/;

/** Personas as the file has them, each once, and the relations of every line. */
function readPersonas(file: string): { personas: string[][]; relations: Map<string, Set<string>> } {
  const relations = new Map<string, Set<string>>();
  const personas = new Map<string, string[]>();
  let side = "";
  let lines: string[] = [];
  const close = (): void => {
    if (lines.length > 2) personas.set(lines.toSorted().join("|"), lines);
    lines = [];
  };
  for (const row of readFileSync(file, "utf8").split("\n")) {
    const found = LINE.exec(row);
    if (found === null || row.slice(0, 4) !== side) close();
    side = row.slice(0, 4);
    if (found === null) continue;
    const text = (found[1] ?? "").trim();
    const known = relations.get(text) ?? new Set<string>();
    for (const [, relation] of (found[2] ?? "").matchAll(/\['[^']*', '([^']*)'/g)) known.add(relation ?? "");
    relations.set(text, known);
    lines.push(text);
  }
  close();
  return { personas: [...personas.values()], relations };
}

async function main(data: string): Promise<void> {
  const started = Date.now();
  const { personas, relations } = readPersonas(data);
  const chosen = random(SEED).shuffle(personas).slice(0, Number(flags.personas));
  const nli = rememberNli(await understudyNli({ threads: 1 }));
  const embedder = await understudyEmbedder({ threads: 1 });
  const collection = [...relations.keys()].map((text) => ({ text, from: "PersonaChat" }));
  const filtered = personaRetrieval({ collection, nli, embedder });
  const unfiltered = personaRetrieval({ collection, nli, embedder, contradictsAbove: 1 });
  const cases: Case[] = [];
  const show = progress({ total: chosen.length * QUESTIONS.length, label: "questions" });
  for (const [cluster, lines] of chosen.entries()) {
    const persona = personaFromSentences(`person ${cluster + 1}`, lines);
    for (const question of QUESTIONS) {
      cases.push(await ask({ cluster, persona, question, filtered, unfiltered, nli, relations }));
      show.tick({ status: "done" });
    }
  }
  show.done();
  const table = tableOf(cases);
  const others = personas.map((lines, i) => personaFromSentences(`other ${i + 1}`, lines));
  const peopleLikeThese = await extend(others, new Set(chosen), { nli, embedder });
  const made = {
    at: new Date().toISOString(),
    cpu: cpus()[0]?.model,
    nli: nli.id,
    embedder: embedder.id,
    personas: chosen.length,
    collection: collection.length,
    seconds: Math.round((Date.now() - started) / 1000),
    seed: SEED,
  };
  mkdirSync(new URL("results/", import.meta.url), { recursive: true });
  writeWhole(flags.out, `${JSON.stringify({ made, table, peopleLikeThese, cases }, null, 1)}\n`);
  console.log(made, table, peopleLikeThese);
}

/** What people-like-this finds, keeps and drops for the chosen ones, among everybody. */
async function extend(
  all: readonly Persona[],
  chosen: ReadonlySet<readonly string[]>,
  models: { nli: Nli; embedder: Embedder },
): Promise<Omit<CreationReport, "calls" | "usage"> & { extended: number }> {
  const names = new Set([...chosen].map((lines) => lines.join("|")));
  const isChosen = ({ statements = [] }: Persona): boolean => names.has(statements.map(({ text }) => text).join("|"));
  const counts = tally();
  let extended = 0;
  const source = peopleLikeThis({ personas: all.filter(isChosen), collection: all, tally: counts, ...models });
  for await (const { facets } of source.personas(SEED)) if (facets !== undefined) extended += 1;
  const { asked, kept, dropped } = counts.report();
  return { asked, kept, dropped, extended };
}

interface Asked {
  cluster: number;
  persona: Persona;
  question: Question;
  filtered: ReturnType<typeof personaRetrieval>;
  unfiltered: ReturnType<typeof personaRetrieval>;
  nli: Nli;
  relations: ReadonlyMap<string, ReadonlySet<string>>;
}

async function ask({ cluster, persona, question, filtered, unfiltered, nli, relations }: Asked): Promise<Case> {
  const { text, again, relations: wanted } = question;
  const met = await filtered.meet(persona, text);
  const without = (await unfiltered.meet(persona, text)).statement;
  if (met.how === "claim") return { cluster, question: text, how: met.how };
  const claims = persona.statements?.map((claim) => claim.text) ?? [];
  const found: Case = {
    cluster,
    question: text,
    how: met.how,
    ...(without !== null && {
      unfilteredAgainst: await isAgainst(nli, claims, [without.text]),
      unfilteredBackwards: await isAgainst(nli, [without.text], claims),
    }),
  };
  if (met.statement === null) return found;
  const sameAs = async (words: string): Promise<boolean> =>
    (await filtered.meet(met.persona, words)).statement?.text === met.statement?.text;
  const kinds = relations.get(met.statement.text) ?? new Set();
  return {
    ...found,
    onTopic: wanted.some((relation) => kinds.has(relation)),
    against: await isAgainst(nli, claims, [met.statement.text]),
    againstBackwards: await isAgainst(nli, [met.statement.text], claims),
    sameAgain: await sameAs(text),
    sameInOtherWords: await sameAs(again),
  };
}

async function isAgainst(nli: Nli, premises: readonly string[], hypotheses: readonly string[]): Promise<boolean> {
  const pairs = premises.flatMap((premise) => hypotheses.map((hypothesis) => ({ premise, hypothesis })));
  return (await nli.judge(pairs)).some((verdict) => (verdict?.contradict ?? 0) > 0.5);
}

/** Shares with 95 % intervals over personas. */
function tableOf(
  cases: readonly Case[],
): Record<string, { share: number | null; low?: number; high?: number; n: number }> {
  const share = (value: (one: Case) => boolean | undefined): ReturnType<typeof tableOf>[string] => {
    const sums = new Map<number, { weighted: number; weight: number }>();
    for (const one of cases) {
      const found = value(one);
      if (found === undefined) continue;
      const sum = sums.get(one.cluster) ?? { weighted: 0, weight: 0 };
      sums.set(one.cluster, { weighted: sum.weighted + Number(found), weight: sum.weight + 1 });
    }
    const all = [...sums.values()];
    const n = all.reduce((sum, { weight }) => sum + weight, 0);
    const hits = all.reduce((sum, { weighted }) => sum + weighted, 0);
    return { share: n === 0 ? null : hits / n, ...clusterBootstrap(all), n };
  };
  return {
    "met by a claim": share(({ how }) => how === "claim"),
    "not decided": share(({ how }) => (how === "claim" ? undefined : how === "undecided")),
    "added is what was asked for": share(({ onTopic }) => onTopic),
    "contradicts, no filter": share(({ unfilteredAgainst }) => unfilteredAgainst),
    "contradicts, filter": share(({ against }) => against),
    "contradicts the other way round, no filter": share(({ unfilteredBackwards }) => unfilteredBackwards),
    "contradicts the other way round, filter": share(({ againstBackwards }) => againstBackwards),
    "same when asked again": share(({ sameAgain }) => sameAgain),
    "same when asked in other words": share(({ sameInOtherWords }) => sameInOtherWords),
  };
}

if (flags.data === undefined) {
  console.error("give the data: --data ../shared/data/open/personachat-valid/valid_both_original_dialogueNLI.txt");
  process.exitCode = 2;
} else await main(flags.data);
