import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

// A model behind OpenAI's API in the process of the test. What it says hangs on the request alone, as a recording would have
// it, so that a run that was killed and resumed can be held against one that was not.

export interface ScriptedModel {
  /** As a spec has it, without the name: `http://127.0.0.1:40001/v1`. */
  readonly url: string;
  /** Whole replies so far, and what they used. */
  readonly billed: { calls: number; inputTokens: number; outputTokens: number };
  /** Requests so far. */
  readonly asked: number;
  /** Resolves once so many more requests have come. */
  after(requests: number): Promise<void>;
  close(): Promise<void>;
}

interface Asked {
  model: string;
  stream?: boolean;
  messages?: { content: string }[];
  input?: string | string[];
}

/** @param paceMs from a request to its reply */
export async function scriptedModel({ paceMs = 4 }: { paceMs?: number } = {}): Promise<ScriptedModel> {
  const billed = { calls: 0, inputTokens: 0, outputTokens: 0 };
  const waiting = new Set<{ left: number; resolve: () => void }>();
  let asked = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    asked++;
    for (const one of waiting) {
      one.left--;
      if (one.left > 0) continue;
      waiting.delete(one);
      one.resolve();
    }
    const body = JSON.parse(text) as Asked;
    await new Promise((resolve) => setTimeout(resolve, paceMs));
    if (response.destroyed) return;
    const { input, stream = false } = body;
    if (input !== undefined) return void json(response, embeddings(Array.isArray(input) ? input : [input]));
    const said = sayingOf(body);
    const usage = { prompt_tokens: Math.ceil(text.length / 4), completion_tokens: Math.ceil(said.length / 4) };
    response.on("finish", () => {
      billed.calls++;
      billed.inputTokens += usage.prompt_tokens;
      billed.outputTokens += usage.completion_tokens;
    });
    if (stream) streamed(response, said, usage);
    else json(response, { choices: [{ message: { content: said }, finish_reason: "stop" }], usage });
  }

  const server = createServer((request, response) => {
    // A client that is killed while it asks is no fault of this server.
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    billed,
    get asked() {
      return asked;
    },
    after: (left) => new Promise((resolve) => (left <= 0 ? resolve() : void waiting.add({ left, resolve }))),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const SENTENCES = [
  "I have a dog called Bolt.",
  "I hike every Sunday.",
  "I never had a dog.",
  "Nights are quiet.",
  "Ask me.",
];
const VERDICTS = ["entails", "neutral", "contradicts"];

/** By the name of the model: `letters` answers A to E, `judge` gives a verdict, any other talks. */
function sayingOf({ model, messages = [] }: Asked): string {
  const digits = createHash("sha256").update(JSON.stringify(messages)).digest();
  const pick = (all: readonly string[]): string => all[digits.readUInt32LE(0) % all.length] as string;
  if (model === "letters") return pick([..."ABCDE"]);
  if (model === "judge") return JSON.stringify({ reason: "", verdict: pick(VERDICTS) });
  return `${pick(SENTENCES)} (${digits.toString("hex", 4, 8)})`;
}

function embeddings(texts: readonly string[]): object {
  const vector = (text: string): number[] => [...createHash("sha256").update(text).digest()].map((byte) => byte / 255);
  return { data: texts.map((text, index) => ({ index, embedding: vector(text) })), usage: { prompt_tokens: 1 } };
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function streamed(response: ServerResponse, said: string, usage: object): void {
  const event = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const content of said.match(/.{1,9}/gs) ?? []) response.write(event({ choices: [{ delta: { content } }] }));
  response.write(event({ choices: [{ delta: {}, finish_reason: "stop" }] }));
  response.end(`${event({ choices: [], usage })}data: [DONE]\n\n`);
}

/** A survey of Ada, answered by this model: 100 questions. */
export function surveyOf({ url }: { url: string }): string[] {
  const asked = ["-i", "ipip-50", "--answers", "words", "--orders", "2"];
  return ["survey", "ada.persona.yaml", ...asked, "--model", `${url}#letters`];
}
