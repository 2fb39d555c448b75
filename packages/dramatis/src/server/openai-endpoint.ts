import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Embedder, InputError, type Model } from "../core/index.ts";
import { errorBody, faultOf, HttpFault } from "./http-fault.ts";
import { readJson } from "./read-body.ts";
import type { Answer, Route, Served } from "./route.ts";
import { chatCompletions } from "./routes/chat-completions.ts";
import { embeddings } from "./routes/embeddings.ts";
import { health } from "./routes/health.ts";
import { models } from "./routes/models.ts";

const ROUTES: readonly Route[] = [chatCompletions, embeddings, models, health];

export interface OpenaiEndpointOptions {
  /** The name by which the model is asked for; its id by default. */
  name?: string;
  /** Served by its id at /v1/embeddings. */
  embedder?: Embedder;
  /** Loopback unless said: whoever reaches the address may use the model. */
  host?: string;
  /** 0 takes a free one. */
  port?: number;
  /** Most bytes of a request. */
  largestBody?: number;
}

export interface OpenaiEndpoint {
  /** Up to and with the version, such as `http://127.0.0.1:41234/v1`. */
  readonly baseUrl: string;
  /** Aborts what is under way and stops. */
  close(): Promise<void>;
}

/**
 * Serves a model as an OpenAI-compatible API: chat completions (whole and streamed), models, health, and embeddings
 * where there is an embedder. A client that goes away aborts its generation.
 *
 * @throws InputError when the address cannot be listened at
 */
export async function openaiEndpoint(
  model: Model,
  { name = model.id, embedder, host = "127.0.0.1", port = 0, largestBody = 8 * 2 ** 20 }: OpenaiEndpointOptions = {},
): Promise<OpenaiEndpoint> {
  const served: Served = { model, name, embedder };
  const server = createServer((request, response) => void exchange(request, response, { served, largestBody }));
  await listening(server, { host, port });
  const { port: bound } = server.address() as AddressInfo;
  return {
    baseUrl: `http://${host.includes(":") ? `[${host}]` : host}:${bound}/v1`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listening(server: Server, place: { host: string; port: number }): Promise<void> {
  const up = once(server, "listening");
  server.listen(place);
  try {
    await up;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const found = code === "EADDRINUSE" ? "an address in use" : `an address that cannot be listened at (${code})`;
    const where = `${place.host}:${place.port}`;
    throw new InputError({ where, found, expected: "a free port of this machine" }, { cause: error });
  }
}

interface Setting {
  served: Served;
  largestBody: number;
}

/** One request and its reply; never rejects. */
async function exchange(request: IncomingMessage, response: ServerResponse, setting: Setting): Promise<void> {
  const gone = new AbortController();
  response.on("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  try {
    const route = routeOf(request);
    const body = route.method === "POST" ? await readJson(request, setting.largestBody) : undefined;
    await send(response, await route.answer({ body, served: setting.served, signal: gone.signal }), gone.signal);
  } catch (error) {
    if (!gone.signal.aborted) fail(response, faultOf(error));
  }
}

function routeOf({ method, url = "/" }: IncomingMessage): Route {
  const path = url.split("?", 1)[0];
  const routes = ROUTES.filter((route) => route.path === path);
  const route = routes.find((candidate) => candidate.method === method);
  if (route !== undefined) return route;
  const [other] = routes;
  if (other === undefined) throw new HttpFault(404, `nothing at ${method} ${path}`);
  throw new HttpFault(405, `${method} at ${path}; expected ${other.method}`);
}

async function send(response: ServerResponse, answer: Answer, signal: AbortSignal): Promise<void> {
  if ("json" in answer) {
    json(response, 200, answer.json);
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
  for await (const event of answer.events) {
    const hasRoom = response.write(`data: ${JSON.stringify(event)}\n\n`);
    if (!hasRoom) await once(response, "drain", { signal });
  }
  response.end("data: [DONE]\n\n");
}

/** A stream that has begun says its error as an event, and no `[DONE]` follows. */
function fail(response: ServerResponse, fault: HttpFault): void {
  if (response.headersSent) response.end(`data: ${JSON.stringify(errorBody(fault))}\n\n`);
  else json(response, fault.status, errorBody(fault));
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
