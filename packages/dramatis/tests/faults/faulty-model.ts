import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { random } from "../../src/core/index.ts";

// A model behind OpenAI's API of which no request is answered as it should be, each tenth in another way. A reply that is no
// stream has no events to double or to mix, and is whole there.

export const KINDS = [
  "429 with Retry-After",
  "429",
  "500",
  "silent before the headers",
  "silent in the middle",
  "truncated",
  "invalid JSON",
  "another content type",
  "events twice",
  "events out of order",
] as const;

export type Kind = (typeof KINDS)[number];

export interface FaultyModel {
  readonly url: string;
  /** What it asks money for: replies that it delivered whole. */
  readonly billed: { calls: number; inputTokens: number; outputTokens: number };
  /** What became of the last request with a given message. */
  readonly last: ReadonlyMap<string, Kind>;
  readonly asked: number;
  connections(): Promise<number>;
  close(): Promise<void>;
}

export async function faultyModel({ seed }: { seed: number }): Promise<FaultyModel> {
  const draw = random(seed);
  const billed = { calls: 0, inputTokens: 0, outputTokens: 0 };
  const last = new Map<string, Kind>();
  let asked = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as { stream?: boolean; messages: { content: string }[] };
    const kind = KINDS[draw.int(KINDS.length)] as Kind;
    const usage = { prompt_tokens: 10 + draw.int(90), completion_tokens: 1 + draw.int(40) };
    asked++;
    last.set(body.messages[0]?.content ?? "", kind);
    if (isWhole(kind)) {
      response.on("finish", () => {
        billed.calls++;
        billed.inputTokens += usage.prompt_tokens;
        billed.outputTokens += usage.completion_tokens;
      });
    }
    perform(response, { kind, isStream: body.stream === true, usage, isDate: draw.int(2) === 0 });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    billed,
    last,
    get asked() {
      return asked;
    },
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function isWhole(kind: Kind): boolean {
  return kind === "events twice" || kind === "events out of order";
}

interface Step {
  kind: Kind;
  isStream: boolean;
  usage: object;
  isDate: boolean;
}

const STATUS: Partial<Record<Kind, number>> = { "429 with Retry-After": 429, "429": 429, "500": 500 };

function perform(response: ServerResponse, { kind, isStream, usage, isDate }: Step): void {
  const status = STATUS[kind];
  if (status !== undefined) {
    const after = isDate ? new Date(Date.now() + 1000).toUTCString() : "1";
    const headers = kind === "429 with Retry-After" ? { "retry-after": after } : {};
    response.writeHead(status, headers).end(status === 500 ? "<h1>Oops</h1>" : '{"error": {"message": "slow down"}}');
    return;
  }
  if (kind === "silent before the headers") return;
  const events = isStream ? eventsOf(usage) : [];
  const body = isStream ? inOrder(events, kind).join("") : JSON.stringify(replyOf(usage));
  const right = isStream ? "text/event-stream" : "application/json";
  response.writeHead(200, { "content-type": kind === "another content type" ? "text/html" : right });
  const cut = isStream ? events.slice(0, 3).join("").length - 9 : Math.floor(body.length / 2);
  if (kind === "silent in the middle") response.write(body.slice(0, cut));
  else if (kind === "truncated") response.write(body.slice(0, cut), () => response.destroy());
  else if (kind === "invalid JSON") response.end(body.replaceAll('"content":', '"content":,'));
  else response.end(body);
}

function inOrder(events: readonly string[], kind: Kind): string[] {
  if (kind === "events twice") return events.flatMap((event) => [event, event]);
  if (kind !== "events out of order") return [...events];
  return events.map((event, at) => events[at ^ 1] ?? event);
}

function replyOf(usage: object): object {
  return { choices: [{ message: { content: "I have a dog." }, finish_reason: "stop" }], usage };
}

function eventsOf(usage: object): string[] {
  const event = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;
  // An even number: with the last two mixed up the usage comes behind the end.
  const pieces = ["", "I ", "have ", "a ", "dog."].map((content) => event({ choices: [{ delta: { content } }] }));
  const end = event({ choices: [{ delta: {}, finish_reason: "stop" }] });
  return [...pieces, end, event({ choices: [], usage }), "data: [DONE]\n\n"];
}
