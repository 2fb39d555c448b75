import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the server does with one request. */
export interface Step {
  status?: number;
  headers?: Record<string, string>;
  /** Sent as JSON unless it is text. */
  body?: unknown;
  /** Pieces of the body in place of `body`, each written on its own. */
  chunks?: string[];
  /** Headers are sent only after this long. */
  delayMs?: number;
  /** Where the server falls silent for ever: before the headers, or after the last chunk. */
  stall?: "headers" | "end";
  /** Cuts the connection after the last chunk. */
  cut?: boolean;
}

export interface SeenRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

/** A scripted HTTP server on the loopback address, for tests of clients. */
export interface TestingServer {
  readonly url: string;
  readonly seen: SeenRequest[];
  /** The most requests that were open at once. */
  readonly busiest: number;
  /** Resolves when a client has closed a connection before it had its whole reply. */
  abandoned(): Promise<void>;
  close(): Promise<void>;
}

/** Steps are used in order and the last one for ever; a function sees the request and its 0-based number. */
export async function testingServer(
  script: Step[] | ((request: SeenRequest, index: number) => Step),
): Promise<TestingServer> {
  const seen: SeenRequest[] = [];
  const abandonment = Promise.withResolvers<void>();
  let open = 0;
  let busiest = 0;
  const server = createServer(async (incoming, response) => {
    busiest = Math.max(busiest, ++open);
    response.on("close", () => {
      open--;
      if (!response.writableFinished) abandonment.resolve();
    });
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString() || "null");
    const request = { path: incoming.url ?? "", headers: incoming.headers, body };
    const index = seen.push(request) - 1;
    const step = typeof script === "function" ? script(request, index) : script[Math.min(index, script.length - 1)];
    if (step?.delayMs) setTimeout(() => perform(step, response), step.delayMs);
    else if (step) perform(step, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    get busiest() {
      return busiest;
    },
    abandoned: () => abandonment.promise,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function perform(step: Step, response: ServerResponse): void {
  if (step.stall === "headers") return;
  const type = step.chunks ? "text/event-stream" : "application/json";
  response.writeHead(step.status ?? 200, { "content-type": type, ...step.headers });
  for (const chunk of step.chunks ?? []) response.write(chunk);
  if (step.stall === "end") response.flushHeaders();
  else if (step.cut) setImmediate(() => response.destroy());
  else if (step.chunks) response.end();
  else response.end(typeof step.body === "string" ? step.body : JSON.stringify(step.body ?? {}));
}

/** A chat completion that says `text`, with 3 tokens in and 2 out. */
export function chatStep(text: string, more: Step = {}): Step {
  return {
    body: {
      choices: [{ message: { role: "assistant", content: text }, finish_reason: "stop" }],
      usage: { prompt_tokens: 3, completion_tokens: 2 },
    },
    ...more,
  };
}

/** A streamed chat completion: one event per piece, then usage (3 tokens in, 2 out), then `[DONE]`. */
export function streamStep(pieces: string[], more: Step = {}): Step {
  const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;
  return {
    chunks: [
      ...pieces.map((content) => event({ choices: [{ delta: { content } }] })),
      event({ choices: [{ delta: {}, finish_reason: "stop" }] }),
      event({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } }),
      "data: [DONE]\n\n",
    ],
    ...more,
  };
}
