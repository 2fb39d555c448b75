// See README.md: memory probing on RealTalk. Asks whether what is recalled comes from where the answer stands.
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  type Estimate,
  inMemoryStore,
  inProcess,
  type Message,
  openEmbedder,
  openNli,
  openRun,
  personaFromSentences,
  progress,
  random,
  type Score,
  type Trial,
  writeWhole,
} from "dramatis";
import { memoryBook } from "../../packages/dramatis/src/act/memory/memory-book.ts";
import { estimateOf } from "../../packages/dramatis/src/stats/index.ts";
import { METHODS, recalled, sourcesOf } from "./methods.ts";

const CHANCE = "5 messages at random";

const { values: flags } = parseArgs({
  options: {
    data: { type: "string" },
    methods: { type: "string", default: [...Object.keys(METHODS), CHANCE].join(";") },
    chats: { type: "string", default: "Infinity" },
    resume: { type: "boolean", default: false },
    out: { type: "string", default: new URL("results/realtalk.json", import.meta.url).pathname },
  },
});
if (!flags.data) throw new Error("--data FOLDER is needed; see README.md");

interface Chat {
  name: string;
  /** Who remembers, and who asks for it. */
  owner: string;
  sessions: Message[][];
  questions: { question: string; category: number; evidence: string[] }[];
}

/** One question with one memory. */
interface Probe {
  category: number;
  /** Of the sessions that hold the answer, the share among those recalled; and the other way round. */
  recall: number;
  precision: number;
  /** The same of single messages. */
  turnRecall: number;
  lines: number;
}

const [nli, embedder] = await Promise.all([openNli({ kind: "understudy" }), openEmbedder({ kind: "understudy" })]);
const chats = readChats(flags.data).slice(0, Number(flags.chats));
const trials = flags.methods
  .split(";")
  .flatMap((method) => chats.map((chat) => ({ id: `${method} / ${chat.name}`, input: { method, chat } })));
const run = openRun({
  plan: { command: "realtalk", arguments: { trials: trials.map(({ id }) => id), models: [nli.id, embedder.id] } },
  resume: flags.resume,
});
const done = new Map([...run.finished()].map(([id, probes]) => [id, probes as Probe[]]));
const bar = progress({ label: "chats", total: trials.length, already: done.size });
const byId = new Map(trials.map(({ id, input }) => [id, input]));
const plan = {
  trials: trials.map(({ id }): Trial => ({ id, input: id })),
  finished: new Set(done.keys()),
  perform: ({ id }: Trial): Promise<Probe[]> => probe(byId.get(id) as { method: string; chat: Chat }),
};
for await (const outcome of inProcess({ concurrency: 1 }).run(plan)) {
  run.append(outcome);
  bar.tick(outcome);
  if (outcome.status === "failed") throw new Error(outcome.error.message);
  done.set(outcome.id, outcome.result as Probe[]);
}
bar.done();
run.close();
report();

async function probe({ method, chat }: { method: string; chat: Chat }): Promise<Probe[]> {
  const persona = personaFromSentences(chat.owner, []);
  const book = memoryBook({ store: inMemoryStore().memories, owner: chat.owner, embedder });
  const last = chat.sessions.at(-1)?.at(-1)?.at ?? "";
  const component = METHODS[method]?.({ book, nli, embedder, persona, now: () => new Date(last) });
  for (const session of chat.sessions) {
    for (const message of session) await component?.observe?.(message);
    await component?.endSession?.();
  }
  const memories = await book.all();
  const all = chat.sessions.flat();
  const draw = random(42);
  const probes: Probe[] = [];
  for (const { question, category, evidence } of chat.questions) {
    const found = component ? await recalled(component, { persona, question, speaker: "somebody" }) : [];
    const turns = component
      ? sourcesOf(found, memories)
      : new Set(
          draw
            .shuffle(all)
            .slice(0, 5)
            .map(({ session, turn }) => `${session} ${turn}`),
        );
    const sessions = new Set([...turns].map(sessionOf));
    const wanted = new Set(evidence.map(sessionOf));
    const met = [...wanted].filter((session) => sessions.has(session)).length;
    probes.push({
      category,
      recall: met / wanted.size,
      precision: sessions.size === 0 ? 0 : met / sessions.size,
      turnRecall: evidence.filter((turn) => turns.has(turn)).length / evidence.length,
      lines: component ? found.length : 5,
    });
  }
  return probes;
}

function sessionOf(turn: string): string {
  return turn.split(" ")[0] ?? "";
}

function readChats(folder: string): Chat[] {
  const chats: Chat[] = [];
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith(".json")) continue;
    const chat = JSON.parse(readFileSync(join(folder, file), "utf8")) as Record<string, unknown>;
    // The folder holds LoCoMo's chats as well, in another form.
    if (!Array.isArray(chat.session_1)) continue;
    chats.push({
      name: file.replace(/\.json$/, ""),
      owner: (chat.name as { speaker_1: string }).speaker_1,
      sessions: Object.keys(chat)
        .filter((key) => /^session_\d+$/.test(key))
        .map((key) => messagesOf(chat[key] as Line[])),
      questions: (chat.qa as { question: string; category: number; evidence: string[] }[]).flatMap(
        ({ question, category, evidence }) => {
          const places = [...evidence.join(" ").matchAll(/D(\d+):(\d+)/g)].map(([, s, t]) => `D${s} ${t}`);
          return places.length === 0 ? [] : [{ question, category, evidence: [...new Set(places)] }];
        },
      ),
    });
  }
  return chats;
}

interface Line {
  clean_text: string;
  speaker: string;
  date_time: string;
  dia_id: string;
}

function messagesOf(lines: readonly Line[]): Message[] {
  return lines.flatMap(({ clean_text: text, speaker, date_time: time, dia_id: id }) => {
    const [, session, turn] = /^D(\d+):(\d+)$/.exec(id) ?? [];
    if (session === undefined || turn === undefined || !text?.trim()) return [];
    const [, day, month, year, clock] = /^(\d+)\.(\d+)\.(\d+), ([\d:]+)$/.exec(time) ?? [];
    return [{ session: `D${session}`, turn: Number(turn), speaker, text, at: `${year}-${month}-${day}T${clock}Z` }];
  });
}

function report(): void {
  const results: Record<string, Record<string, Estimate | number>> = {};
  for (const method of flags.methods.split(";")) {
    const rows = chats.flatMap(({ name }) => (done.get(`${method} / ${name}`) ?? []).map((row) => ({ ...row, name })));
    const estimate = (measure: string, of: (row: Probe) => number, category?: number): Estimate => {
      const scores = rows
        .filter((row) => category === undefined || row.category === category)
        .map((row): Score => ({ cluster: row.name, value: of(row) }));
      return estimateOf(scores, { measure, version: "1", unit: "ratio", direction: "higher" });
    };
    const f1 = ({ recall, precision }: Probe): number =>
      recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision);
    results[method] = {
      recall: estimate("session recall", ({ recall }) => recall),
      f1: estimate("session F1", f1),
      turnRecall: estimate("turn recall", ({ turnRecall }) => turnRecall),
      ...Object.fromEntries(
        [1, 2, 3].map((category) => [
          `recall ${category}`,
          estimate("session recall", ({ recall }) => recall, category),
        ]),
      ),
      lines: rows.reduce((sum, { lines }) => sum + lines, 0) / rows.length,
    };
  }
  const made = { date: new Date().toISOString().slice(0, 10), models: { nli: nli.id, embedder: embedder.id } };
  const size = {
    chats: chats.length,
    messages: chats.flatMap(({ sessions }) => sessions.flat()).length,
    questions: chats.flatMap(({ questions }) => questions).length,
  };
  mkdirSync(new URL("results/", import.meta.url), { recursive: true });
  writeWhole(flags.out, `${JSON.stringify({ made, size, results }, null, 1)}\n`);
  console.log(size);
  console.log("| | sessions, recall | F1 | messages, recall | lines |\n|---|---|---|---|---|");
  const cell = (of: Estimate | number | undefined): string =>
    typeof of === "object"
      ? `${of.value?.toFixed(3)} [${of.low?.toFixed(3)}, ${of.high?.toFixed(3)}]`
      : (of ?? 0).toFixed(1);
  for (const [method, of] of Object.entries(results)) {
    console.log(`| ${method} | ${cell(of.recall)} | ${cell(of.f1)} | ${cell(of.turnRecall)} | ${cell(of.lines)} |`);
  }
}
