// What a model's server sends: streams of events, whole replies, embeddings, and errors, in any pieces. Well-formed ones must
// be read as they are meant; others must be a ModelError of one line. No socket: undici is given the reply.
import assert from "node:assert/strict";
import { Dispatcher, setGlobalDispatcher } from "undici";
import { ModelError, type Random } from "../../packages/dramatis/src/core/index.ts";
import { openaiEmbedder } from "../../packages/dramatis/src/model/openai-embedder.ts";
import { openaiModel } from "../../packages/dramatis/src/model/openai-model.ts";
import { readEvents } from "../../packages/studio/src/api/sse.ts";
import { type FuzzTarget, oneOfKinds } from "./fuzz-target.ts";
import { blownUp, mutatedBytes, mutatedValue, nested, pick, wide, words } from "./mutations.ts";

interface Reply {
  status: number;
  headers: Record<string, string | string[]>;
  chunks: readonly Buffer[];
}

const EVENTS = "text/event-stream";
const JSON_TYPE = "application/json";

/** Answers every request with the reply at hand. */
class Scripted extends Dispatcher {
  reply: Reply = { status: 200, headers: { "content-type": JSON_TYPE }, chunks: [] };

  override dispatch(_options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const { status, headers, chunks } = this.reply;
    let reason: Error | null = null;
    const controller: Dispatcher.DispatchController = {
      aborted: false,
      paused: false,
      reason,
      abort: (error) => {
        reason ??= error;
      },
      pause: () => undefined,
      resume: () => undefined,
    };
    handler.onRequestStart?.(controller, {});
    queueMicrotask(() => {
      if (reason === null) handler.onResponseStart?.(controller, status, headers, "");
      for (const chunk of chunks) if (reason === null) handler.onResponseData?.(controller, chunk);
      if (reason === null) handler.onResponseEnd?.(controller, {});
      else handler.onResponseError?.(controller, reason);
    });
    return true;
  }
}

const KEY = "sk-secret-of-ours";
const server = new Scripted();
const model = openaiModel({ model: "m", baseUrl: "http://model.test/v1", apiKey: KEY });
const embedder = openaiEmbedder({ model: "m", baseUrl: "http://model.test/v1", apiKey: KEY, retries: 0 });
const REQUEST = { messages: [{ role: "user" as const, content: "Hi." }] };

const CHUNK = {
  id: "c",
  choices: [
    {
      index: 0,
      delta: {
        role: "assistant",
        content: "Hi",
        tool_calls: [{ index: 0, id: "t", function: { name: "f", arguments: "{" } }],
      },
      finish_reason: null,
      logprobs: { content: [{ token: "Hi", logprob: -0.1, top_logprobs: [{ token: "Hi", logprob: -0.1 }] }] },
    },
  ],
  usage: { prompt_tokens: 3, completion_tokens: 1 },
};
const WHOLE = {
  choices: [
    {
      message: { content: "Hi", tool_calls: [{ id: "t", function: { name: "f", arguments: "{}" } }] },
      finish_reason: "stop",
    },
  ],
  usage: CHUNK.usage,
};
const EMBEDDING = {
  data: [
    { index: 0, embedding: [0.6, 0.8] },
    { index: 1, embedding: [1, 0] },
  ],
  usage: { prompt_tokens: 2 },
};
const FAULT = { error: { message: `no such model\n${KEY}`, type: "x", code: null } };

export const sseTarget: FuzzTarget = {
  name: "sse",
  short: 1_500,
  once: oneOfKinds([
    { share: 2, once: whatIsMeant },
    { share: 2, once: (draws) => streams(mutatedBytes(someStream(draws), draws), draws) },
    { share: 1, once: (draws) => generates(jsonReply(pick<unknown>([WHOLE, FAULT], draws), draws)) },
    { share: 0.5, once: (draws) => embeds(jsonReply(pick<unknown>([EMBEDDING, FAULT], draws), draws)) },
    { share: 1, once: ofTheStudio },
    { share: 0.02, once: large },
  ]),
  replay: async (bytes) => {
    const reply = { status: 200, chunks: [Buffer.from(bytes)] };
    await settles(() => streamed({ ...reply, headers: { "content-type": EVENTS } }));
    await generates({ ...reply, headers: { "content-type": JSON_TYPE } });
    await generates({ ...reply, status: 400, headers: { "content-type": JSON_TYPE } });
    await embeds({ ...reply, headers: { "content-type": JSON_TYPE } });
  },
};

/** Events in any of the ways in which they may be written, cut anywhere: the words are all there, in their order. */
async function whatIsMeant(draws: Random): Promise<void> {
  const said = Array.from({ length: 1 + draws.int(5) }, () => words(draws, 4).toWellFormed());
  const line = pick(["\n", "\r\n", "\r"], draws);
  const events = said.map((content) => {
    const json = JSON.stringify({ choices: [{ delta: { content }, finish_reason: null }] }, null, draws.int(2));
    const data = json.split("\n").map((part) => `data:${draws.int(2) === 0 ? " " : ""}${part}${line}`);
    const noise = pick(
      ["", `: ping${line}`, `id: 1${line}`, `event: message${line}`, `retry: 10${line}`, `odd${line}`],
      draws,
    );
    return `${noise}${data.join("")}${line}`;
  });
  const end = `data: {"choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}${line}${line}`;
  const text = `${draws.int(4) === 0 ? "\ufeff" : ""}${events.join("")}${end}data: [DONE]${line}${line}`;
  const reply = { status: 200, headers: { "content-type": EVENTS }, chunks: cut(Buffer.from(text), draws) };
  const { text: heard, finish, usage } = await streamed(reply);
  assert.equal(heard, said.join(""));
  assert.equal(finish, "stop");
  assert.deepEqual([usage.inputTokens, usage.outputTokens], [1, 2]);
}

function someStream(draws: Random): Buffer {
  const events = Array.from({ length: 1 + draws.int(4) }, () => {
    const chunk = draws.int(8) === 0 ? FAULT : draws.int(3) === 0 ? mutatedValue(CHUNK, draws) : CHUNK;
    return `data: ${JSON.stringify(chunk)}\n\n`;
  });
  return Buffer.from(`${events.join("")}${draws.int(3) === 0 ? "" : "data: [DONE]\n\n"}`);
}

async function streams(bytes: Buffer, draws: Random): Promise<void> {
  await settles(() => streamed({ ...someHead(EVENTS, draws), chunks: cut(bytes, draws) }));
}

function jsonReply(value: unknown, draws: Random): Reply {
  const text = JSON.stringify(draws.int(4) === 0 ? value : mutatedValue(value, draws)) ?? "";
  const bytes = draws.int(3) === 0 ? mutatedBytes(Buffer.from(text), draws) : Buffer.from(text);
  return { ...someHead(JSON_TYPE, draws), chunks: cut(bytes, draws) };
}

function someHead(usual: string, draws: Random): Omit<Reply, "chunks"> {
  if (draws.int(3) !== 0) return { status: 200, headers: { "content-type": usual } };
  const type = pick<string | string[]>([usual, "text/html", "", [usual, "x"], words(draws)], draws);
  const after = pick(["1", "-1", "1e9", "Fri, 31 Dec 9999 23:59:59 GMT", words(draws)], draws);
  const status = pick([200, 200, 204, 301, 400, 401, 404, 413, 429, 500, 503, 599], draws);
  return { status, headers: draws.int(4) === 0 ? {} : { "content-type": type, "retry-after": after } };
}

function generates(reply: Reply): Promise<void> {
  return settles(() => {
    use(reply);
    return model.generate(REQUEST);
  });
}

function embeds(reply: Reply): Promise<void> {
  return settles(async () => {
    use(reply);
    const { length } = await embedder.embed(["a", "b"]);
    assert.equal(length, 2);
  });
}

/** One event, an error or a reply that is long, or deep. */
async function large(draws: Random): Promise<void> {
  const deep = `${'{"error":'.repeat(50_000)}1${"}".repeat(50_000)}`;
  const long = blownUp(JSON.stringify(pick<unknown>([WHOLE, CHUNK, FAULT, nested(draws)], draws)), draws);
  const vector = { data: [0, 1].map((index) => ({ index, embedding: Array.from({ length: 150_000 }, () => 1) })) };
  const [choice] = CHUNK.choices;
  const calls = wide(choice?.delta.tool_calls[0], draws);
  const spread = {
    ...choice,
    delta: { tool_calls: calls },
    logprobs: { content: wide({ token: "a", logprob: 0 }, draws) },
  };
  const many = JSON.stringify({ choices: [spread] });
  const text = pick(
    [
      deep,
      long,
      many,
      JSON.stringify(vector),
      deep.replaceAll("error", "detail"),
      `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
    ],
    draws,
  );
  const bytes = Buffer.from(draws.int(2) === 0 ? text : `data: ${text}\n\n`);
  await streams(bytes, draws);
  await generates({ ...someHead(JSON_TYPE, draws), chunks: cut(bytes, draws) });
  await embeds({ ...someHead(JSON_TYPE, draws), chunks: [bytes] });
}

/** The pages read what the server writes, cut anywhere. */
async function ofTheStudio(draws: Random): Promise<void> {
  const events = Array.from({ length: 1 + draws.int(4) }, () => ({
    event: pick(["piece", "done", "error"], draws),
    data: mutatedValue({ text: words(draws), more: [1, null] }, draws) ?? null,
  }));
  const text = events.map(({ event, data }) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join("");
  const chunks = cut(Buffer.from(text), draws);
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = chunks.shift();
      if (chunk) controller.enqueue(chunk);
      else controller.close();
    },
  });
  const read: unknown[] = [];
  for await (const event of readEvents(body)) read.push(event);
  assert.deepEqual(read, JSON.parse(JSON.stringify(events)));
}

async function streamed(reply: Reply): Promise<Awaited<ReturnType<typeof model.generate>>> {
  use(reply);
  const pieces = model.stream?.(REQUEST);
  assert.ok(pieces);
  let said = "";
  for (;;) {
    const step = await pieces.next();
    if (step.done) {
      assert.equal(step.value.text, said, "the pieces are not the whole");
      return step.value;
    }
    said += step.value;
  }
}

/** Ends well, or with a ModelError of a line without the key. */
async function settles(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    assert.ok(!error.message.includes("\n") && error.message.length <= 1_000, "more than a line");
    assert.ok(!error.message.includes(KEY), `the key is told: ${error.message}`);
  }
}

function use(reply: Reply): void {
  setGlobalDispatcher(server);
  server.reply = reply;
}

function cut(bytes: Buffer, draws: Random): Buffer[] {
  const chunks: Buffer[] = [];
  const most = pick([1, 7, 50, 1_000_000], draws);
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + draws.int(Math.max(most, bytes.length / 500));
    chunks.push(bytes.subarray(at, end));
    at = end;
  }
  return chunks;
}
