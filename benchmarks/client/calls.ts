// Many calls through one client: `node calls.ts CLIENT call|stream BASE_URL COUNT [FOLDER_OF_UNDICI]`. Prints a Reading:
// processor time of this process a call, in microseconds. A tenth of the calls warm up and are not counted.
import { createRequire } from "node:module";
import { join } from "node:path";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, streamText } from "ai";
import OpenAI from "openai";
import type { ChatMessage } from "../../packages/dramatis/src/core/index.ts";
import { openaiModel } from "../../packages/dramatis/src/model/index.ts";
import type { Reading } from "../row.ts";

const [client = "", mode = "", baseURL = "", count = "", home = ""] = process.argv.slice(2);
const CONCURRENCY = 16;
const SYSTEM = "You are Ada, a night nurse from Porto. You hike every Sunday and have a dog called Bolt.";
const messages: ChatMessage[] = [
  { role: "system", content: SYSTEM },
  { role: "user", content: "What do you do at night?" },
];
const asked = { model: "mock", messages: messages as { role: "user"; content: string }[], temperature: 0 };
const apiKey = "sk-mock";

/** Gives the text of one reply. */
type Call = () => Promise<string>;

interface Undici {
  request(
    url: string,
    options: { method: "POST"; headers: Record<string, string>; body: string },
  ): Promise<{ body: { json(): Promise<unknown> } & AsyncIterable<Buffer> }>;
}

const CLIENTS: Record<string, () => { call: Call; stream: Call }> = {
  dramatis() {
    const model = openaiModel({ model: "mock", baseUrl: baseURL, apiKey });
    return {
      call: async () => (await model.generate({ messages, temperature: 0 })).text,
      async stream() {
        let text = "";
        for await (const piece of model.stream?.({ messages, temperature: 0 }) ?? []) text += piece;
        return text;
      },
    };
  },
  "ai-sdk"() {
    const model = createOpenAICompatible({ name: "mock", baseURL, apiKey, includeUsage: true })("mock");
    const call = { model, system: SYSTEM, prompt: "What do you do at night?", temperature: 0, maxRetries: 0 };
    return {
      call: async () => (await generateText(call)).text,
      async stream() {
        let text = "";
        for await (const piece of streamText(call).textStream) text += piece;
        return text;
      },
    };
  },
  openai() {
    const { completions } = new OpenAI({ baseURL, apiKey, maxRetries: 0 }).chat;
    return {
      call: async () => (await completions.create(asked)).choices[0]?.message.content ?? "",
      async stream() {
        let text = "";
        const chunks = await completions.create({ ...asked, stream: true, stream_options: { include_usage: true } });
        for await (const chunk of chunks) text += chunk.choices[0]?.delta.content ?? "";
        return text;
      },
    };
  },
  undici() {
    const { request } = createRequire(join(home, "index.js"))("undici") as Undici;
    const headers = { "content-type": "application/json", authorization: `Bearer ${apiKey}` };
    const send = (extra: object): ReturnType<Undici["request"]> =>
      request(`${baseURL}/chat/completions`, { method: "POST", headers, body: JSON.stringify({ ...asked, ...extra }) });
    return {
      async call() {
        const { choices } = (await (await send({})).body.json()) as { choices: { message: { content: string } }[] };
        return choices[0]?.message.content ?? "";
      },
      async stream() {
        let [text, rest] = ["", ""];
        for await (const chunk of (await send({ stream: true })).body) {
          const lines = (rest + chunk.toString()).split("\n");
          rest = lines.pop() ?? "";
          for (const line of lines) {
            if (!line.startsWith("data: {")) continue;
            const { choices } = JSON.parse(line.slice(6)) as { choices: { delta: { content?: string } }[] };
            text += choices[0]?.delta.content ?? "";
          }
        }
        return text;
      },
    };
  },
};

const made = CLIENTS[client]?.();
if (!made) throw new Error(`no client ${client}`);
const one = mode === "stream" ? made.stream : made.call;
await many(Math.ceil(Number(count) / 10));
const [spent, from] = [process.cpuUsage(), performance.now()];
await many(Number(count));
const { user, system } = process.cpuUsage(spent);
const wallUs = ((performance.now() - from) * 1000) / Number(count);
const reading: Reading = { value: (user + system) / Number(count), also: { wallUs } };
console.log(JSON.stringify(reading));
process.exit(0);

async function many(calls: number): Promise<void> {
  let left = calls;
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const text = await one();
      if (text !== "word ".repeat(32)) throw new Error(`${client}: not the whole reply: ${text.slice(0, 80)}`);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}
