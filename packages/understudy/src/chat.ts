import type { ChatMessage, ContinuationScore, GenerateRequest, Generation, Model, WhiteBox } from "dramatis/core";
import { cardLine } from "./card.ts";
import { type ChatPrompt, chatPrompt } from "./chat-prompt.ts";
import { type Decoder, type DecoderShape, type Memory, memoryOfRows, openDecoder } from "./decoder.ts";
import { modelFile, modelId, modelJson } from "./model-folder.ts";
import { type PrefixCache, prefixCache } from "./prefix-cache.ts";
import { type ReplyDraft, replyDraft } from "./reply-draft.ts";
import { logSumExp } from "./sampler.ts";
import { softmax } from "./softmax.ts";
import { type BundledTokenizer, openTokenizer } from "./tokenizer.ts";
import { whiteBox } from "./white-box.ts";

/** The bundled chat model: it talks, says how probable words are, and its inside can be read and steered. */
export interface UnderstudyChat extends Model, WhiteBox {
  readonly contextTokens: number;
  stream(request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<string, Generation, void>;
  score(request: { messages: ChatMessage[]; continuation: string }, signal?: AbortSignal): Promise<ContinuationScore>;
  choose(request: { messages: ChatMessage[]; options: string[] }, signal?: AbortSignal): Promise<number[]>;
  /** Many requests as one batch: faster than one after another, and equal to `generate` of each up to rounding. */
  generateAll(requests: readonly GenerateRequest[], signal?: AbortSignal): Promise<Generation[]>;
  /** The persona statement that an utterance gives away, as the model reads it. */
  readStatement(utterance: string, signal?: AbortSignal): Promise<string>;
  /** Messages as the tokens that `run` takes. */
  tokensOf(messages: readonly ChatMessage[]): number[];
  /** Conversations that are remembered, so that the next turn need not be read from the beginning. */
  readonly remembered: number;
}

interface ChatConfig extends DecoderShape {
  contextTokens: number;
}

/** Room for a reply of which nothing is said: what a prompt may not fill. */
const REPLY_TOKENS = 96;
const REMEMBERED = 8;

/**
 * The bundled chat model, in process, no network. Without settings it draws at temperature 0.7 and top-p 0.9, up to 60
 * tokens; without a seed every call draws anew. A repetition penalty is for what the speaker itself said before, not for
 * its persona. `score` is over the words alone; `choose` compares the options as whole replies, and options of one token each, such as
 * letters, by how a reply begins, which takes one reading.
 *
 * @param threads threads of one call; 0 lets the runtime choose. By default one: the model is small. A second thread doubles
 *   the work, does not write faster, reads questions a fifth faster on an idle machine and three times slower on a busy one
 *   (benchmarks/chat, benchmarks/psychometrics).
 */
export async function understudyChat({ threads = 1 }: { threads?: number } = {}): Promise<UnderstudyChat> {
  const config = await modelJson<ChatConfig>("chat", "config.json");
  const [id, card, tokenizer, decoder] = await Promise.all([
    modelId("chat"),
    cardLine("chat"),
    openTokenizer(),
    openDecoder(modelFile("chat", "model.onnx"), config, threads),
  ]);
  const cache = prefixCache(REMEMBERED);
  const room = config.contextTokens - REPLY_TOKENS;
  const prompt = (messages: readonly ChatMessage[], replyTokens = REPLY_TOKENS): ChatPrompt =>
    chatPrompt(messages, { tokenizer, room: config.contextTokens - Math.min(replyTokens, config.contextTokens >> 1) });
  const parts: Parts = { tokenizer, contextTokens: config.contextTokens, decoder, cache };

  async function* stream(request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<string, Generation, void> {
    const asked = prompt(request.messages, request.maxTokens);
    const draft = replyDraft(request, asked, parts);
    yield* write(parts, { asked, draft, signal });
    return draft.generation();
  }

  /** @throws RangeError where `next` tokens leave the messages too little room */
  function promptBefore(messages: readonly ChatMessage[], next: number): ChatPrompt {
    if (next > room) throw new RangeError(`a continuation of ${next} tokens is more than ${room}`);
    return chatPrompt(messages, { tokenizer, room: Math.min(room, config.contextTokens - next) });
  }

  return {
    id,
    card,
    contextTokens: config.contextTokens,
    ...whiteBox({
      ...decoder.shape,
      read: async (tokens, asked) => {
        const { logits, residuals } = await decoder.step({ rows: [tokens], ...asked });
        return { logits: logits.slice(logits.length - decoder.shape.vocabulary), residuals };
      },
    }),
    stream,
    async generate(request, signal) {
      const pieces = stream(request, signal);
      let step = await pieces.next();
      while (!step.done) step = await pieces.next();
      return step.value;
    },
    generateAll: (requests, signal) => generateAll(parts, requests, { prompt, signal }),
    async score({ messages, continuation }, signal) {
      const next = tokenizer.encode(continuation);
      if (next.length === 0) throw new RangeError("a continuation without a word has no probability");
      const asked = promptBefore(messages, next.length);
      const [sum] = await logSums(parts, { asked, nexts: [next], signal });
      return { sum: sum as number, tokens: next.length };
    },
    async choose({ messages, options }, signal) {
      const words = options.map((option) => tokenizer.encode(option));
      const isLetters = words.every((ids) => ids.length === 1);
      const nexts = words.map((ids) => (isLetters ? ids : [...ids, tokenizer.end]));
      const asked = promptBefore(messages, Math.max(0, ...nexts.map((ids) => ids.length)));
      return softmax(await logSums(parts, { asked, nexts, signal }));
    },
    async readStatement(utterance, signal) {
      const { begin, mark, end } = tokenizer;
      const said = tokenizer.encode(utterance).slice(0, room);
      const ids = [begin, mark.other, ...said, end, mark.fact];
      // In the parts of a conversation that begins so, which is remembered in the same place.
      const asked: ChatPrompt = { ids, ends: [1, said.length + 3], own: [] };
      const draft = replyDraft({ messages: [], temperature: 0, maxTokens: 40 }, asked, parts);
      for await (const _ of write(parts, { asked, draft, signal }));
      return draft.generation().text;
    },
    tokensOf: (messages) => prompt(messages).ids,
    get remembered() {
      return cache.size;
    },
  };
}

interface Parts {
  tokenizer: BundledTokenizer;
  contextTokens: number;
  decoder: Decoder;
  cache: PrefixCache;
}

/** Reads what of the prompt is not remembered, part by part, all but its last token, and remembers it. */
async function readParts(
  { decoder, cache }: Parts,
  { ids, ends }: ChatPrompt,
  signal?: AbortSignal,
): Promise<Memory | undefined> {
  signal?.throwIfAborted();
  let memory = cache.longest(ids, ends);
  for (const end of ends) {
    const from = memory?.tokens ?? 0;
    if (end > from) ({ memory } = await decoder.step({ rows: [ids.slice(from, end)], memory }));
    signal?.throwIfAborted();
  }
  if (memory) cache.keep(ids.slice(0, memory.tokens), memory);
  return memory;
}

/** Reads the whole prompt; gives the logits of what follows. */
async function read(
  parts: Parts,
  asked: ChatPrompt,
  signal?: AbortSignal,
): Promise<{ logits: Float32Array; memory: Memory }> {
  const memory = await readParts(parts, asked, signal);
  return parts.decoder.step({ rows: [asked.ids.slice(-1)], memory });
}

/** Natural log-probability of each of some continuations of a prompt, at least one token each; all are read as one batch. */
async function logSums(
  parts: Parts,
  { asked, nexts, signal }: { asked: ChatPrompt; nexts: readonly number[][]; signal: AbortSignal | undefined },
): Promise<number[]> {
  const { decoder, tokenizer } = parts;
  if (nexts.length === 0) return [];
  const width = Math.max(...nexts.map((ids) => ids.length));
  // One reading answers for all where nothing of the options is read: then the newest turn is not worth remembering either.
  const memory = await readParts(parts, width === 1 ? { ...asked, ends: asked.ends.slice(0, -1) } : asked, signal);
  const last = asked.ids.slice(memory?.tokens ?? 0);
  // Filled up at the end: what is read stands before it.
  const filled = (ids: readonly number[]): number[] =>
    Array.from({ length: width - 1 }, (_, i) => ids[i] ?? tokenizer.end);
  const rows = width === 1 ? [last] : nexts.map((ids) => [...last, ...filled(ids)]);
  const step = { rows, memory: memory && memoryOfRows(memory, rows.length), keep: false };
  const { logits } = await decoder.step(step);
  const size = decoder.shape.vocabulary;
  // Options begin alike: what follows the same tokens is summed once.
  const totals = new Map<string, number>();
  return nexts.map((ids, row) =>
    ids.reduce((sum, id, i) => {
      const at = ((width === 1 ? 0 : row * (last.length + width - 1)) + last.length - 1 + i) * size;
      const before = ids.slice(0, i).join();
      const total = totals.get(before) ?? logSumExp(logits.subarray(at, at + size));
      totals.set(before, total);
      return sum + (logits[at + id] as number) - total;
    }, 0),
  );
}

/** Reads the prompt, then draws and reads the draft's tokens, piece by piece. */
async function* write(
  parts: Parts,
  { asked, draft, signal }: { asked: ChatPrompt; draft: ReplyDraft; signal: AbortSignal | undefined },
): AsyncGenerator<string, void, void> {
  let { logits, memory } = await read(parts, asked, signal);
  for (;;) {
    const piece = draft.next(logits);
    if (piece !== "") yield piece;
    if (draft.finish !== undefined) return;
    signal?.throwIfAborted();
    ({ logits, memory } = await parts.decoder.step({ rows: [[draft.ids.at(-1) as number]], memory }));
  }
}

/** Rows of one batch are filled up at their start; a finished row is read on until the last one is done. */
async function generateAll(
  { tokenizer, contextTokens, decoder }: Parts,
  requests: readonly GenerateRequest[],
  {
    prompt,
    signal,
  }: {
    prompt: (messages: ChatMessage[], replyTokens?: number) => ChatPrompt;
    signal?: AbortSignal | undefined;
  },
): Promise<Generation[]> {
  if (requests.length === 0) return [];
  const prompts = requests.map(({ messages, maxTokens }) => prompt(messages, maxTokens));
  const drafts = requests.map((request, i) =>
    replyDraft(request, prompts[i] as ChatPrompt, { tokenizer, contextTokens }),
  );
  const width = Math.max(...prompts.map(({ ids }) => ids.length));
  const padding = prompts.map(({ ids }) => width - ids.length);
  let rows = prompts.map(({ ids }, i) => [...new Array<number>(padding[i] as number).fill(tokenizer.end), ...ids]);
  let memory: Memory | undefined;
  const size = decoder.shape.vocabulary;
  for (;;) {
    signal?.throwIfAborted();
    const result = await decoder.step({ rows, padding, memory });
    memory = result.memory;
    const time = rows[0]?.length ?? 1;
    drafts.forEach((draft, row) => {
      if (draft.finish !== undefined) return;
      const at = (row * time + time - 1) * size;
      draft.next(result.logits.subarray(at, at + size));
    });
    if (drafts.every(({ finish }) => finish !== undefined)) return drafts.map((draft) => draft.generation());
    rows = drafts.map(({ ids, finish }) => [finish === undefined ? (ids.at(-1) as number) : tokenizer.end]);
  }
}
