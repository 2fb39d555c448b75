import { z } from "zod";
import { cleanText, type Embedder, type Message, type Model, oneLine, type Persona } from "../../core/index.ts";
import { askJson, cosine } from "../../model/index.ts";
import { claims } from "../../persona/index.ts";
import { sentences } from "../../transcript/index.ts";
import { isQuestion, wordsKey } from "../guards/meet-premises.ts";

/** One sentence of a summary, as its speaker would say it. */
export interface SummaryLine {
  speaker: string;
  text: string;
}

export interface SummaryTask {
  persona: Persona;
  /** The summary of what came before. */
  before: readonly SummaryLine[];
  /** What is to be summarised with it. */
  messages: readonly Message[];
  /** What the conversation went on with. */
  next: readonly Message[];
}

/** Sums up a stretch of conversation, together with the summary of what came before it, in order. */
export type Summarise = (task: SummaryTask, signal?: AbortSignal) => Promise<SummaryLine[]>;

/** Longest line of a summary, in characters. */
const LONGEST = 200;

/** The sentences of each message, on one line each; questions, and those of fewer than three words, are left out. */
export function linesOf(messages: readonly Message[]): SummaryLine[] {
  return messages.flatMap(({ speaker, text }) =>
    sentences(cleanText(text))
      .filter((sentence) => !isQuestion(sentence) && (sentence.match(/[\p{L}\p{N}']+/gu) ?? []).length > 2)
      .map((sentence) => ({ speaker: oneLine(speaker, 60), text: oneLine(sentence, LONGEST) })),
  );
}

/**
 * By choosing: the `most` sentences that are nearest to what the persona is and to what the conversation goes on with (the
 * higher cosine of the two), in the order in which they were said. Every sentence counts once.
 */
export function extractSummary(embedder: Embedder, { most = 10 }: { most?: number } = {}): Summarise {
  return async ({ persona, before, messages, next }, signal) => {
    const lines = distinct([...before, ...linesOf(messages)]);
    if (lines.length <= most) return lines;
    const about = [...claims(persona).map(({ text }) => text), ...next.slice(-4).map(({ text }) => text)];
    const vectors = await embedder.embed([...lines.map(({ text }) => text), ...about], signal);
    const topics = vectors.slice(lines.length);
    const near = vectors
      .slice(0, lines.length)
      .map((vector, i) => ({ i, nearness: Math.max(0, ...topics.map((topic) => cosine(vector, topic))) }));
    const taken = near
      .sort((a, b) => b.nearness - a.nearness || b.i - a.i)
      .slice(0, most)
      .map(({ i }) => i);
    return taken.sort((a, b) => a - b).map((i) => lines[i] as SummaryLine);
  };
}

function distinct(lines: readonly SummaryLine[]): SummaryLine[] {
  const byKey = new Map<string, SummaryLine>();
  for (const line of lines) byKey.set(`${wordsKey(line.speaker)}: ${wordsKey(line.text)}`, line);
  return [...byKey.values()];
}

const TASK = `You sum up a conversation for one of its speakers, who will not see it again. Keep what was said about each of them, what
was agreed, promised or asked for, and how they stand to each other; leave out small talk. Write each point as a sentence
that its speaker would say of themselves, in the first person, true to what was said.
Reply with {"lines": [{"speaker": one of the speakers, "text": one sentence}]}, in order.`;

const shape = z.object({ lines: z.array(z.object({ speaker: z.string(), text: z.string() })) });

/**
 * By a chat model: one call a stretch, and one more where the reply is not what was asked for; then the summary of before,
 * as it was. Lines of people who did not speak are left out.
 */
export function summariseByModel(model: Model, { most = 12 }: { most?: number } = {}): Summarise {
  return async ({ before, messages }, signal) => {
    const material = {
      most,
      before,
      conversation: messages.map(({ speaker, text }) => ({ speaker, text })),
    };
    const reply = await askJson(model, { task: `${TASK} At most ${most} lines.`, material, shape }, signal);
    if (reply === null) return [...before];
    const speakers = new Map([...before, ...messages].map(({ speaker }) => [wordsKey(speaker), oneLine(speaker, 60)]));
    return reply.lines.slice(0, most).flatMap(({ speaker, text }) => {
      const known = speakers.get(wordsKey(speaker));
      const line = oneLine(text, LONGEST);
      return known === undefined || line === "" ? [] : [{ speaker: known, text: line }];
    });
  };
}
