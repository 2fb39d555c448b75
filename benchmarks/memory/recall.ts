// See README.md: what was told over thirty sessions is asked for.
import { mkdirSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import {
  type Estimate,
  InputError,
  inMemoryStore,
  openEmbedder,
  openNli,
  personaFromSentences,
  progress,
  type Score,
  writeWhole,
} from "dramatis";
import { deleteMemory, forgetPerson } from "../../packages/dramatis/src/act/memory/manage-memories.ts";
import { type MemoryBook, memoryBook } from "../../packages/dramatis/src/act/memory/memory-book.ts";
import { estimateOf } from "../../packages/dramatis/src/stats/index.ts";
import { type Asked, type Life, life } from "./life.ts";
import { METHODS, type Remembering, recalled } from "./methods.ts";

const { values: flags } = parseArgs({
  options: {
    lives: { type: "string", default: "20" },
    methods: { type: "string", default: Object.keys(METHODS).join(";") },
    out: { type: "string", default: new URL("results/recall.json", import.meta.url).pathname },
  },
});

const PERSONA = personaFromSentences("Ada", [
  "I am a gardener.",
  "I have two cats.",
  "I live by the sea.",
  "I like jazz.",
]);

/** What each question is scored for. */
const MEASURES = {
  recall: "what holds now is among what comes back",
  first: "it is in the first line that comes back",
  wrong: "of what changed: what held before comes back",
  wrongAlone: "of what changed: what held before comes back, and what holds now does not",
  misattributed: "where somebody else said another thing: that comes back, and not as theirs",
  foreign: "where somebody else said another thing: that comes back, as theirs or not",
  forgotten: "of what was deleted, or said by who was forgotten: it comes back",
} as const;
type Measure = keyof typeof MEASURES;

const [nli, embedder] = await Promise.all([openNli({ kind: "understudy" }), openEmbedder({ kind: "understudy" })]);
const names = flags.methods.split(";");
const lives = Array.from({ length: Number(flags.lives) }, (_, seed) => life(PERSONA.name, seed));
const bar = progress({ label: "lives", total: names.length * lives.length });
const results: Record<string, { estimates: Record<Measure, Estimate>; lines: number; secondsALife: number }> = {};
for (const name of names) {
  const scores: Record<string, Score[]> = {};
  let lines = 0;
  const started = performance.now();
  for (const [i, one] of lives.entries()) {
    lines += await liveThrough(name, one, (measure, value) => {
      scores[measure] = [...(scores[measure] ?? []), { cluster: `life ${i}`, value }];
    });
    bar.tick({ status: "done" });
  }
  const secondsALife = (performance.now() - started) / 1000 / lives.length;
  results[name] = { estimates: estimatesOf(scores), lines: lines / lives.length, secondsALife };
}
bar.done();
const made = {
  date: new Date().toISOString().slice(0, 10),
  processor: cpus()[0]?.model,
  lives: lives.length,
  models: { nli: nli.id, embedder: embedder.id },
};
mkdirSync(new URL("results/", import.meta.url), { recursive: true });
writeWhole(flags.out, `${JSON.stringify({ made, measures: MEASURES, results }, null, 1)}\n`);
print();

/** Gives the mean number of lines that came back. */
async function liveThrough(name: string, one: Life, score: (measure: Measure, value: number) => void): Promise<number> {
  const book = memoryBook({ store: inMemoryStore().memories, owner: PERSONA.name, embedder });
  const make = METHODS[name];
  if (!make) throw new Error(`no memory ${name}; there are ${Object.keys(METHODS).join("; ")}`);
  const component = make({ book, nli, embedder, persona: PERSONA, now: () => one.now });
  for (const session of one.sessions) {
    for (const message of session) await component.observe?.(message);
    await component.endSession?.();
  }
  await forget(book, one);
  let lines = 0;
  for (const asked of one.asked) lines += await ask(component, asked, score);
  return lines / one.asked.length;
}

async function forget(book: MemoryBook, { deleted, forgottenPerson }: Life): Promise<void> {
  for (const value of deleted) {
    for (const { id, text, sources } of await book.all()) {
      if ([text, ...sources.map(({ quote }) => quote)].some((words) => has(words, value))) await deleteMemory(book, id);
    }
  }
  try {
    await forgetPerson(book, forgottenPerson);
  } catch (error) {
    // Some remember nothing of that person.
    if (!(error instanceof InputError)) throw error;
  }
}

async function ask(
  component: Remembering,
  { speaker, question, value, old, others, forgotten }: Asked,
  score: (measure: Measure, value: number) => void,
): Promise<number> {
  const found = await recalled(component, { persona: PERSONA, question, speaker });
  const comesBack = (one: string): boolean => found.some(({ text }) => has(text, one));
  if (value !== null) {
    score("recall", Number(comesBack(value)));
    score("first", Number(has(found[0]?.text ?? "", value)));
  }
  if (old !== null) {
    score("wrong", Number(comesBack(old)));
    score("wrongAlone", Number(comesBack(old) && !comesBack(value ?? "")));
  }
  for (const other of others) {
    score("foreign", Number(comesBack(other)));
    score("misattributed", Number(found.some(({ whom, text }) => whom !== "Ben" && has(text, other))));
  }
  if (forgotten !== null) score("forgotten", Number(comesBack(forgotten)));
  return found.length;
}

function has(text: string, value: string): boolean {
  return new RegExp(`\\b${value}\\b`, "iu").test(text);
}

function estimatesOf(scores: Readonly<Record<string, Score[]>>): Record<Measure, Estimate> {
  return Object.fromEntries(
    Object.keys(MEASURES).map((measure) => {
      const direction = measure === "recall" || measure === "first" ? "higher" : "lower";
      return [measure, estimateOf(scores[measure] ?? [], { measure, version: "1", unit: "ratio", direction })];
    }),
  ) as Record<Measure, Estimate>;
}

function print(): void {
  const keys = Object.keys(MEASURES) as Measure[];
  console.log(`| | ${keys.join(" | ")} | lines | s a life |\n|---|${keys.map(() => "---|").join("")}---|---|`);
  for (const [name, { estimates, lines, secondsALife }] of Object.entries(results)) {
    const cells = keys.map((key) => {
      const { value, low, high } = estimates[key];
      return value === null ? "–" : `${value.toFixed(2)} [${low?.toFixed(2)}, ${high?.toFixed(2)}]`;
    });
    console.log(`| ${name} | ${cells.join(" | ")} | ${lines.toFixed(1)} | ${secondsALife.toFixed(1)} |`);
  }
}
