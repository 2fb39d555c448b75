// See README.md. With "round" it is one round of the speed figures in a process of its own.
import { spawnSync } from "node:child_process";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type UnderstudyChat, understudyChat } from "@dramatis/understudy";
import {
  type ChatMessage,
  catalogue,
  type Embedder,
  type Estimate,
  type MeasureContext,
  type Message,
  openEmbedder,
  openNli,
  progress,
  random,
  type Score,
  type Transcript,
} from "dramatis";
import { readSpeakers, type Speaker } from "../speakers.ts";

const SEED = 42;
const CANDIDATES = 20;
const ROUNDS = 5;
const MEASURES = ["contradiction-rate", "entailment-coverage", "distinct-n", "repetition"];
const MODEL = new URL("../../packages/understudy/models/chat/model.onnx", import.meta.url);

interface Round {
  loadMs: number;
  tokensPerSecond: number;
  batchedTokensPerSecond: number;
}

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: "string" },
    people: { type: "string" },
    conversations: { type: "string", default: "100" },
    replies: { type: "string", default: "300" },
  },
});

if (positionals[0] === "round") console.log(JSON.stringify(await round()));
else await measure();

async function measure(): Promise<void> {
  if (!flags.data) throw new Error("--data FILE is needed; see README.md");
  const speed = speedOf();
  const model = await understudyChat();
  const [nli, embedder] = await Promise.all([openNli({ kind: "understudy" }), openEmbedder({ kind: "understudy" })]);
  const everyone = random(SEED).shuffle(readSpeakers(flags.data, flags.people).filter(({ unseen }) => unseen));
  const speakers = everyone.slice(0, Number(flags.conversations));
  const hits = await hitsAt1(everyone, { model, embedder, count: Number(flags.replies) });
  const spoken = await speak(speakers, model);
  const quality = {
    model: await qualityOf(
      spoken.map(({ speaker, transcript }) => ({ ...speaker, transcript })),
      { nli, embedder },
    ),
    people: await qualityOf(speakers, { nli, embedder }),
  };
  const made = {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model,
    cores: cpus().length,
    seed: SEED,
  };
  const results = { bytes: statSync(MODEL).size, speed, hits, quality, memory: spoken.at(-1)?.memory };
  mkdirSync(new URL("results/", import.meta.url), { recursive: true });
  writeFileSync(new URL("results/chat.json", import.meta.url), `${JSON.stringify({ made, ...results }, null, 1)}\n`);
  console.log(JSON.stringify(results, null, 1));
}

/** Medians of fresh processes. */
function speedOf(): Round & { rounds: Round[] } {
  const rounds = Array.from({ length: ROUNDS }, (): Round => {
    const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), "round"], { encoding: "utf8" });
    if (child.status !== 0) throw new Error(child.stderr);
    return JSON.parse(child.stdout) as Round;
  });
  const median = (key: keyof Round): number =>
    rounds.map((one) => one[key]).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] as number;
  return {
    loadMs: median("loadMs"),
    tokensPerSecond: median("tokensPerSecond"),
    batchedTokensPerSecond: median("batchedTokensPerSecond"),
    rounds,
  };
}

/** Replies one after another in one conversation, and as a batch of eight. */
async function round(): Promise<Round> {
  const started = performance.now();
  const model = await understudyChat();
  const loadMs = performance.now() - started;
  const system: ChatMessage = { role: "system", content: "- I have two dogs.\n- I am a nurse.\n- I live in Ohio." };
  const ask = (content: string): ChatMessage => ({ role: "user", content });
  await model.generate({ messages: [system, ask("Hi!")], seed: 0 });

  const messages = [system];
  let tokens = 0;
  let from = performance.now();
  for (let turn = 0; turn < 12; turn++) {
    messages.push(ask(`Tell me more about number ${turn}.`));
    const { text, usage } = await model.generate({ messages, seed: turn, temperature: 1, topP: 1 });
    messages.push({ role: "assistant", content: text });
    tokens += usage.outputTokens;
  }
  const tokensPerSecond = (tokens / (performance.now() - from)) * 1000;

  from = performance.now();
  const batch = Array.from({ length: 8 }, (_, seed) => ({
    messages: messages.slice(0, 2),
    seed,
    temperature: 1,
    topP: 1,
  }));
  const batched = (await model.generateAll(batch)).reduce((sum, { usage }) => sum + usage.outputTokens, 0);
  return { loadMs, tokensPerSecond, batchedTokensPerSecond: (batched / (performance.now() - from)) * 1000 };
}

interface Spoken {
  speaker: Speaker;
  transcript: Transcript;
  /** Resident memory in MB after the first hundred replies, and now. */
  memory: { replies: number; early: number; now: number };
}

/** The model in the speaker's place: each of their turns is drawn anew after what was really said before. */
async function speak(speakers: readonly Speaker[], model: UnderstudyChat): Promise<Spoken[]> {
  const bar = progress({ label: "speak", total: speakers.length });
  const out: Spoken[] = [];
  let [replies, early] = [0, 0];
  for (const speaker of speakers) {
    const messages: Message[] = [];
    for (const [at, message] of speaker.transcript.messages.entries()) {
      if (message.speaker !== speaker.speaker) {
        messages.push(message);
        continue;
      }
      const { text } = await model.generate({ messages: askedBefore(speaker, at, true), seed: SEED + at });
      messages.push({ ...message, text });
      replies++;
      if (replies === 100) early = megabytes();
    }
    out.push({
      speaker,
      transcript: { ...speaker.transcript, messages },
      memory: { replies, early, now: megabytes() },
    });
    bar.tick({ status: "done" });
  }
  bar.done();
  return out;
}

function megabytes(): number {
  return Math.round(process.memoryUsage().rss / 2 ** 20);
}

function askedBefore({ persona, speaker, transcript }: Speaker, turn: number, withPersona: boolean): ChatMessage[] {
  const said = transcript.messages
    .slice(0, turn)
    .map(
      (message): ChatMessage => ({ role: message.speaker === speaker ? "assistant" : "user", content: message.text }),
    );
  const lines = (persona.statements ?? []).map(({ text }) => `- ${text}`).join("\n");
  return withPersona ? [{ role: "system", content: lines }, ...said] : said;
}

interface Share {
  value: number;
  low: number;
  high: number;
  n: number;
}

/** Share of replies that are picked out among those of others: by mean log-probability, and by cosine. */
async function hitsAt1(
  speakers: readonly Speaker[],
  { model, embedder, count }: { model: UnderstudyChat; embedder: Embedder; count: number },
): Promise<Record<"withPersona" | "withoutPersona" | "embedder", Share>> {
  const draw = random(SEED);
  const replies = speakers.flatMap((speaker) =>
    speaker.transcript.messages.flatMap((message, turn) =>
      message.speaker === speaker.speaker ? [{ speaker, turn, text: message.text }] : [],
    ),
  );
  const right: Record<string, { person: string; hit: boolean }[]> = {
    withPersona: [],
    withoutPersona: [],
    embedder: [],
  };
  const bar = progress({ label: "hits@1", total: count });
  for (const { speaker, turn, text } of draw.shuffle(replies).slice(0, count)) {
    const foreign = replies.filter((other) => other.speaker.transcript.session !== speaker.transcript.session);
    const candidates = [
      text,
      ...draw
        .shuffle(foreign)
        .slice(0, CANDIDATES - 1)
        .map((other) => other.text),
    ];
    for (const known of [true, false]) {
      const messages = askedBefore(speaker, turn, known);
      const scores: number[] = [];
      for (const continuation of candidates) {
        const { sum, tokens } = await model.score({ messages, continuation });
        scores.push(sum / tokens);
      }
      right[known ? "withPersona" : "withoutPersona"]?.push({ person: speaker.person, hit: isFirst(scores) });
    }
    const context = [
      ...(speaker.persona.statements ?? []).map((one) => one.text),
      speaker.transcript.messages[turn - 1]?.text ?? "",
    ];
    const vectors = await embedder.embed([...candidates, ...context]);
    const [own, of] = [vectors.slice(0, candidates.length), vectors.slice(candidates.length)];
    const nearest = own.map((a) => Math.max(...of.map((b) => a.reduce((sum, x, i) => sum + x * (b[i] as number), 0))));
    right.embedder?.push({ person: speaker.person, hit: isFirst(nearest) });
    bar.tick({ status: "done" });
  }
  bar.done();
  const share = (name: string): Share => shareOf(right[name] ?? []);
  return { withPersona: share("withPersona"), withoutPersona: share("withoutPersona"), embedder: share("embedder") };
}

function isFirst(scores: readonly number[]): boolean {
  return scores.every((score, i) => i === 0 || score < (scores[0] as number));
}

/** With a 95 % interval: bootstrap over people. */
function shareOf(rows: readonly { person: string; hit: boolean }[]): Share {
  const people = [...new Set(rows.map(({ person }) => person))];
  const hits = people.map((person) => rows.filter((row) => row.person === person).map(({ hit }) => Number(hit)));
  const mean = (groups: readonly number[][]): number => groups.flat().reduce((a, b) => a + b, 0) / groups.flat().length;
  const draw = random(SEED);
  const drawn = Array.from({ length: 2000 }, () =>
    mean(people.map(() => hits[Math.floor(draw.next() * people.length)] as number[])),
  ).sort((a, b) => a - b);
  return { value: mean(hits), low: drawn[50] as number, high: drawn[1949] as number, n: rows.length };
}

async function qualityOf(
  speakers: readonly Speaker[],
  judges: Omit<MeasureContext, "seed">,
): Promise<Record<string, Estimate>> {
  const out: Record<string, Estimate> = {};
  for (const name of MEASURES) {
    const measure = (await catalogue.find((one) => one.name === name)?.load())?.();
    if (!measure) throw new Error(`${name} is no measure`);
    const scores: Score[] = [];
    for (const { persona, transcript, speaker } of speakers) {
      const subject = { persona, personaVersion: "", transcript, speaker };
      scores.push(...(await measure.score(subject, { ...judges, seed: SEED })));
    }
    out[name] = measure.aggregate(scores);
  }
  return out;
}
