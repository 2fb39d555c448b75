// See README.md. Each place in a conversation is a trial of an ordinary run, so a stopped benchmark can be resumed.
import { mkdirSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { understudyChat, understudyNli } from "@dramatis/understudy";
import {
  agent,
  type Candidate,
  inProcess,
  type Model,
  type Nli,
  openEmbedder,
  openRun,
  type Persona,
  progress,
  type Reply,
  random,
  rememberNli,
  type Trial,
  writeWhole,
} from "dramatis";
import { agentPrompt } from "../../packages/dramatis/src/act/agent-prompt.ts";
import { inConversation } from "../../packages/dramatis/src/measure/base-rates.ts";
import { readSpeakers } from "../speakers.ts";
import { type Context, drawContexts } from "./contexts.ts";
import { type Calls, counted, type Scoring } from "./counted.ts";
import { type Compared, guardsWith } from "./guards.ts";
import { openJudge } from "./judge-folder.ts";
import { figuresOf, printTable } from "./table.ts";

const SEED = 42;
const RANKED = 20;
const PEOPLE = "the people";

/** What was said in a place, and how it fares. */
export interface Said {
  text: string;
  /** By the judge that no guard asked; the highest over the persona's claims, 0 where another label is more probable. */
  contradicts: number;
  /** The same, weighed by how rare contradiction is in conversation. */
  contradictsRarely: number;
  entails: number;
  /** By the judge that the guards asked. */
  contradictsOwn: number;
  /** With the last thing that the other said. */
  cosine: number;
  logprob: number;
  tokens: number;
  calls: Calls;
  how: string;
}

/** Who spoke (a guard's name, or the people) → what they said. */
export interface Place {
  dialogue: string;
  person: string;
  said: Record<string, Said>;
  /** Where asked for: guard → whether it picked the true reply among 20. */
  hits?: Record<string, boolean>;
}

const { values: flags } = parseArgs({
  options: {
    data: { type: "string" },
    people: { type: "string" },
    judge: { type: "string" },
    dialogues: { type: "string", default: "200" },
    turns: { type: "string", default: "2" },
    candidates: { type: "string", default: "8" },
    ranked: { type: "string", default: "100" },
    timed: { type: "string", default: "10" },
    resume: { type: "boolean", default: false },
    out: { type: "string", default: new URL("results/guards.json", import.meta.url).pathname },
  },
});
if (!flags.data || !flags.judge) throw new Error("--data FILE and --judge FOLDER are needed; see README.md");

const candidates = Number(flags.candidates);
// Two places at once with a thread each are quicker than one after the other with two.
const chat = await understudyChat({ threads: 1 });
const bundled = await understudyNli({ threads: 1 });
const [judge, embedder] = await Promise.all([openJudge(flags.judge), openEmbedder({ kind: "understudy" })]);
const names = [...guardsWith({ model: chat, nli: bundled, candidates }).keys()];
const speakers = readSpeakers(flags.data, flags.people).filter(({ unseen }) => unseen);
const contexts = drawContexts(speakers, { dialogues: Number(flags.dialogues), turns: Number(flags.turns), seed: SEED });
const firsts = [...new Map(contexts.toReversed().map(({ dialogue, id }) => [dialogue, id])).values()].toReversed();
const ranked = new Set(firsts.slice(0, Number(flags.ranked)));
const run = openRun({
  plan: {
    command: "guards",
    arguments: {
      contexts: contexts.map(({ id }) => id),
      guards: names,
      models: [chat.id, bundled.id, judge.id, embedder.id],
      candidates,
    },
  },
  resume: flags.resume,
});
const places = await allPlaces();
run.close();
const latency = await latencies(contexts.slice(0, Number(flags.timed)));
const made = {
  date: new Date().toISOString().slice(0, 10),
  processor: cpus()[0]?.model,
  cores: cpus().length,
  seed: SEED,
  candidates,
  models: { actor: chat.id, guards: bundled.id, judge: judge.id, embedder: embedder.id },
};
const figures = figuresOf([...places.values()], [...names, PEOPLE]);
mkdirSync(new URL("results/", import.meta.url), { recursive: true });
writeWhole(flags.out, `${JSON.stringify({ made, ...figures, latency }, null, 1)}\n`);
printTable(figures, latency);

async function allPlaces(): Promise<Map<string, Place>> {
  const byId = new Map(contexts.map((context) => [context.id, context]));
  const done = new Map([...run.finished()].map(([id, place]) => [id, place as Place]));
  const bar = progress({ label: "places", total: contexts.length, already: done.size });
  const plan = {
    trials: contexts.map(({ id }): Trial => ({ id, input: id })),
    finished: new Set(done.keys()),
    perform: ({ id }: Trial): Promise<Place> => placeOf(byId.get(id) as Context),
  };
  for await (const outcome of inProcess({ concurrency: 2 }).run(plan)) {
    run.append(outcome);
    bar.tick(outcome);
    if (outcome.status === "failed") throw new Error(outcome.error.message);
    done.set(outcome.id, outcome.result as Place);
  }
  bar.done();
  return done;
}

async function placeOf(context: Context): Promise<Place> {
  const shared = counted(chat, bundled);
  const guards = guardsWith({ ...shared, candidates });
  const said: Record<string, Said> = {};
  for (const [name, compared] of guards) {
    shared.taken();
    const reply = await replyOf(compared, context, shared.model);
    said[name] = { ...(await faring(reply.text, context)), calls: shared.taken(), how: howOf(reply) };
  }
  said[PEOPLE] = { ...(await faring(context.gold, context)), calls: { replies: 0, scores: 0, pairs: 0 }, how: "" };
  const { dialogue, person } = context;
  return {
    dialogue,
    person,
    said,
    ...(ranked.has(context.id) && { hits: await hitsOf(context, { ...shared, guards }) }),
  };
}

function replyOf({ guard, candidates }: Compared, { persona, history }: Context, model: Model): Promise<Reply> {
  return agent(persona, { model, guards: guard ? [guard] : [], candidates, seed: SEED }).reply(history);
}

/** The last step of the guard that was taken, without its numbers. */
function howOf({ evidence: { guards: [last] = [] } }: Reply): string {
  const reason =
    last?.candidates
      .find(({ chosen }) => chosen)
      ?.reason.split("; ")
      .at(-1) ?? "";
  return reason.replace(/, [\d.]+ of its words stand$/u, "");
}

async function faring(text: string, { persona, history }: Context): Promise<Omit<Said, "calls" | "how">> {
  const asked = history.findLast(({ speaker }) => speaker !== persona.name)?.text ?? "";
  const [a, b] = await embedder.embed([text, asked]);
  const { sum, tokens } = await chat.score({ messages: promptOf(persona, history), continuation: text });
  const [apart, own] = await Promise.all([verdictsOf(judge, persona, text), verdictsOf(bundled, persona, text)]);
  return {
    text,
    contradicts: apart.contradicts,
    contradictsRarely: apart.contradictsRarely,
    entails: apart.entails,
    contradictsOwn: own.contradicts,
    cosine: a && b ? a.reduce((total, x, i) => total + x * (b[i] ?? 0), 0) : 0,
    logprob: sum,
    tokens,
  };
}

function promptOf(persona: Persona, history: Context["history"]): ReturnType<typeof agentPrompt>["messages"] {
  return agentPrompt({ persona, history, contributions: [], model: chat, maxTokens: 80 }).messages;
}

async function verdictsOf(
  nli: Nli,
  { statements = [] }: Persona,
  text: string,
): Promise<Pick<Said, "contradicts" | "contradictsRarely" | "entails">> {
  const verdicts = await nli.judge(statements.map((claim) => ({ premise: claim.text, hypothesis: text })));
  const known = verdicts.filter((verdict) => verdict !== null);
  const most = (label: "entail" | "contradict", of: typeof known): number =>
    Math.max(0, ...of.map((verdict) => (verdict[label] === Math.max(...Object.values(verdict)) ? verdict[label] : 0)));
  return {
    contradicts: most("contradict", known),
    contradictsRarely: most("contradict", known.map(inConversation)),
    entails: most("entail", known),
  };
}

/** The true reply among 19 that others gave elsewhere, best first by the model: which one does each guard pick? */
async function hitsOf(
  context: Context,
  { model, guards }: { model: Scoring; guards: ReadonlyMap<string, Compared> },
): Promise<Record<string, boolean>> {
  const draw = random(Number.parseInt(context.id.slice(0, 8), 16));
  const foreign = speakers.filter(({ transcript }) => transcript.session !== context.dialogue);
  const texts = [context.gold];
  while (texts.length < RANKED) {
    const { transcript, speaker } = foreign[draw.int(foreign.length)] as (typeof foreign)[number];
    const lines = transcript.messages.filter((message) => message.speaker === speaker);
    const { text } = lines[draw.int(lines.length)] as (typeof lines)[number];
    if (!texts.includes(text)) texts.push(text);
  }
  const scored: Candidate[] = [];
  for (const text of texts) {
    const { sum, tokens } = await model.score({
      messages: promptOf(context.persona, context.history),
      continuation: text,
    });
    scored.push({ text, score: sum / tokens });
  }
  const best = scored.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0));
  const hits: Record<string, boolean> = {};
  for (const [name, { guard }] of guards) {
    const picked = guard ? (await guard.choose(best, context)).index : 0;
    hits[name] = best[picked]?.text === context.gold;
  }
  return hits;
}

/** Milliseconds of whole replies with nothing known beforehand, on one thread, guard by guard. */
async function latencies(timed: readonly Context[]): Promise<Record<string, { median: number; p95: number }>> {
  const out: Record<string, { median: number; p95: number }> = {};
  const model = await understudyChat({ threads: 1 });
  for (const name of names) {
    const nli = rememberNli(await understudyNli({ threads: 1 }));
    const fresh = guardsWith({ model, nli, candidates }).get(name) as Compared;
    const times: number[] = [];
    for (const context of timed) {
      const from = performance.now();
      await replyOf(fresh, context, model);
      times.push(performance.now() - from);
    }
    times.sort((a, b) => a - b);
    const at = (share: number): number => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
    out[name] = { median: at(0.5), p95: at(0.95) };
  }
  return out;
}
