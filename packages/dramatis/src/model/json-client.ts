import { createParser } from "eventsource-parser";
import { cleanText, InputError, ModelError, oneLine } from "../core/index.ts";
import { type Complain, complaint, parsedReply } from "./checked-reply.ts";
import { type Deadline, deadline } from "./deadline.ts";
import { HttpStatusError } from "./http-status-error.ts";

// undici's `request` costs a third of built-in fetch per call and a streamed reply a tenth of the AI SDK's.

export interface JsonClientOptions {
  /** Who is called, for errors; never holds the key. */
  name: string;
  baseUrl: string;
  apiKey?: string | undefined;
  /** For a whole reply, or between two pieces of a stream. */
  timeoutMs?: number;
}

/** POSTs JSON to one server. Every failure is a ModelError, or the caller's own abort reason. */
export interface JsonClient {
  /** The error for a reply that cannot be used. */
  readonly badReply: Complain;
  /** The parsed reply. */
  post(path: string, body: unknown, signal?: AbortSignal): Promise<unknown>;
  /** The `data` of each server-sent event, with the closing `[DONE]` where it is sent. Leaving the loop early closes the connection. */
  events(path: string, body: unknown, signal?: AbortSignal): AsyncGenerator<string, void, void>;
}

type Body = AsyncIterable<Buffer>;

const LARGEST_REPLY = 64 * 1024 * 1024;
const LARGEST_EVENT = 8 * 1024 * 1024;
const LARGEST_COMPLAINT = 16 * 1024;

const DONE = "[DONE]";
/** How long a server may keep the connection after its last event; leaving at once would cost a new connection a call. */
const LAST_WORDS_MS = 1000;

export function jsonClient({ name, baseUrl, apiKey, timeoutMs = 60_000 }: JsonClientOptions): JsonClient {
  const secret = checkedKey(apiKey);
  // Some servers echo the key. A short one ("ollama", "x") is no secret, and is a word that errors may need.
  const safe = (text: string): string =>
    oneLine(secret !== undefined && secret.length >= 8 ? cleanText(text).replaceAll(secret, "[key]") : text);
  const badReply = (message: string): ModelError => new ModelError(name, "bad_reply", safe(message));

  async function send(path: string, body: unknown, accept: "json" | "event-stream", limit: Deadline): Promise<Body> {
    // Loading undici takes 0.1 s, which an offline command need not pay.
    const { request } = await import("undici");
    const response = await request(address(baseUrl, path), {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: accept === "json" ? "application/json" : "text/event-stream",
        ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
      },
      body: JSON.stringify(body),
      signal: limit.signal,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const { statusCode: status, headers } = response;
    if (status < 200 || status > 299) {
      const said = spoken(await readText(response.body, LARGEST_COMPLAINT, "cut"));
      const retryAfter = single(headers["retry-after"]);
      const message = safe(`status ${status}${said === "" ? "" : `: ${said}`}`);
      throw new HttpStatusError(name, message, { status, ...(retryAfter === undefined ? {} : { retryAfter }) });
    }
    const type = single(headers["content-type"]);
    if (type !== undefined && !type.includes(accept)) {
      const start = await readText(response.body, LARGEST_COMPLAINT, "cut");
      throw badReply(`expected a reply of type ${accept}, got ${type}, beginning ${JSON.stringify(start)}`);
    }
    return response.body;
  }

  return {
    badReply,
    async post(path, body, signal) {
      const limit = deadline(timeoutMs, signal);
      try {
        const text = await readText(await send(path, body, "json", limit), LARGEST_REPLY, (bytes) => {
          throw badReply(`reply is longer than ${bytes} bytes`);
        });
        return parsedReply(text, badReply);
      } catch (error) {
        throw explain(error, { name, baseUrl, limit, signal });
      } finally {
        limit.end();
      }
    },
    async *events(path, body, signal) {
      const limit = deadline(timeoutMs, signal);
      let done = false;
      try {
        const chunks = await send(path, body, "event-stream", limit);
        for await (const data of serverSentEvents(chunks, { limit, badReply })) {
          done = data === DONE;
          limit.pause();
          yield data;
          limit.restart(done ? Math.min(timeoutMs, LAST_WORDS_MS) : timeoutMs);
        }
      } catch (error) {
        if (done && limit.expired) return;
        throw explain(error, { name, baseUrl, limit, signal });
      } finally {
        limit.end();
      }
    },
  };
}

/** Leaving the loop early destroys the body, which frees the socket. */
async function readText(body: Body, limit: number, over: "cut" | ((bytes: number) => never)): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size <= limit) continue;
    if (over !== "cut") over(limit);
    break;
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, limit));
}

/** A failure as the caller should see it: its own abort reason, or a ModelError. */
function explain(
  error: unknown,
  { name, baseUrl, limit, signal }: { name: string; baseUrl: string; limit: Deadline; signal: AbortSignal | undefined },
): unknown {
  if (signal?.aborted) return signal.reason;
  if (limit.expired) return new ModelError(name, "timeout", `nothing was heard for ${limit.ms} ms`);
  if (error instanceof ModelError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "connection lost";
  return new ModelError(name, "network", `connection to ${new URL(baseUrl).origin} failed (${code})`, { cause: error });
}

async function* serverSentEvents(
  chunks: Body,
  { limit, badReply }: { limit: Deadline; badReply: Complain },
): AsyncGenerator<string, void, void> {
  const pending: string[] = [];
  const parser = createParser({
    maxBufferSize: LARGEST_EVENT,
    onEvent: (event) => pending.push(event.data),
    onError: (error) => {
      if (error.type === "max-buffer-size-exceeded") throw badReply(`an event is longer than ${LARGEST_EVENT} bytes`);
    },
  });
  const decoder = new TextDecoder();
  for await (const chunk of chunks) {
    limit.restart();
    parser.feed(decoder.decode(chunk, { stream: true }));
    yield* pending.splice(0);
  }
  parser.reset({ consume: true });
  yield* pending;
}

/** An error page may be JSON or anything else. */
function spoken(text: string): string {
  try {
    return complaint(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return text;
  }
}

function address(baseUrl: string, path: string): URL {
  const url = new URL(baseUrl);
  url.pathname = url.pathname.replace(/\/+$/, "") + path;
  return url;
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

/** Keys read from a file often end in a line break; any other odd character would fail deep in the HTTP layer. */
function checkedKey(key: string | undefined): string | undefined {
  const secret = key?.trim();
  if (secret === undefined || secret === "") return undefined;
  if (/^[\x21-\x7e]+$/.test(secret)) return secret;
  throw new InputError({
    where: "API key",
    found: "a character that no header can carry",
    expected: "printable ASCII without spaces",
    fix: "set it again, without quotes or line breaks",
  });
}
