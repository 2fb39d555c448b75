// APC of a speaker with many claims: `node score.ts whole|sampled CLAIMS FIRST REPLIES`. Prints the scores and what they cost.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { understudyEmbedder, understudyNli } from "@dramatis/understudy";
import { type Message, type Nli, personaFromSentences, random, type Subject } from "dramatis";
import { apc } from "../../packages/dramatis/src/measure/fidelity/apc.ts";
import { readSpeakers } from "../speakers.ts";

/** What a run of `score.ts` prints. */
export interface Scored {
  values: (number | null)[];
  evidence: (string | null)[];
  cpuSeconds: number;
  wallSeconds: number;
  /** Verdicts asked for. */
  verdicts: number;
  maxMemoryMb: number;
}

const SHARED = process.env.DRAMATIS_SHARED ?? join(import.meta.dirname, "../../../shared");
/** PersonaChat validation. */
export const DIALOGUES: string = join(SHARED, "data/open/personachat-valid/valid_both_original_final.txt");
const PERSONAS = join(SHARED, "data/open/personachat-persona-map");

/** Persona lines of PersonaChat: all of validation, then of the training personas, in a drawn order. */
function claimsOf(count: number): string[] {
  const linesOf = (file: string): string[] => {
    const people = JSON.parse(readFileSync(join(PERSONAS, file), "utf8")) as Record<string, string[][]>;
    return shuffled([...new Set(Object.values(people).flat(2))]);
  };
  const lines = new Set([...linesOf("valid_persona_map.json"), ...linesOf("train_persona_map.json")]);
  return [...lines].slice(0, count);
}

/** One session a reply: what the partner said, and what somebody answered whom training never saw. */
function talkOf(first: number, count: number): Message[] {
  const replies = readSpeakers(DIALOGUES)
    .filter(({ unseen }) => unseen)
    .flatMap(({ speaker, transcript: { messages } }) =>
      messages.flatMap((message, i) => (message.speaker === speaker && i > 0 ? [[messages[i - 1], message]] : [])),
    );
  return shuffled(replies)
    .slice(first, first + count)
    .flatMap(([query, reply], i) => [
      { session: "talk", turn: 2 * i, speaker: "partner", text: query?.text ?? "" },
      { session: "talk", turn: 2 * i + 1, speaker: "Ada", text: reply?.text ?? "" },
    ]);
}

function shuffled<T>(items: readonly T[]): T[] {
  const draw = random(42);
  return items
    .map((item) => ({ item, at: draw.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

if (import.meta.main) {
  const [mode = "", claims = "", first = "", count = ""] = process.argv.slice(2);
  if (!existsSync(DIALOGUES)) throw new Error(`${dirname(DIALOGUES)} is not there; set DRAMATIS_SHARED`);
  const sentences = claimsOf(Number(claims));
  const messages = talkOf(Number(first), Number(count));
  const [judge, embedder] = await Promise.all([understudyNli({ threads: 1 }), understudyEmbedder({ threads: 1 })]);
  let verdicts = 0;
  const nli: Nli = {
    id: judge.id,
    judge(pairs, signal) {
      verdicts += pairs.length;
      return judge.judge(pairs, signal);
    },
  };
  const subject: Subject = {
    persona: personaFromSentences("Ada", sentences),
    personaVersion: "benchmark",
    transcript: { session: "talk", messages },
    speaker: "Ada",
  };
  await judge.judge([{ premise: "I have a dog.", hypothesis: "I have a pet." }]);
  await embedder.embed(["I have a dog."]);
  const [spent, from] = [process.cpuUsage(), performance.now()];
  const measure = apc(mode === "whole" ? { wholeUpTo: Number.POSITIVE_INFINITY } : {});
  const scores = await measure.score(subject, { nli, embedder, seed: 42 });
  const { user, system } = process.cpuUsage(spent);
  const scored: Scored = {
    values: scores.map(({ value }) => value),
    evidence: scores.map(({ evidence }) => (evidence ? `${evidence.verdict} ${evidence.against?.text}` : null)),
    cpuSeconds: (user + system) / 1e6,
    wallSeconds: (performance.now() - from) / 1000,
    verdicts,
    maxMemoryMb: process.resourceUsage().maxRSS / 1024,
  };
  console.log(JSON.stringify(scored));
}
