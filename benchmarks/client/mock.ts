// An OpenAI-compatible server that answers at once: `node mock.ts`. A stream says 32 tokens, each in a turn of its own, so
// that most reach the client as chunks of their own. Prints its port.
import { createServer, type ServerResponse } from "node:http";

const TOKENS = 32;
const usage = { prompt_tokens: 24, completion_tokens: TOKENS, total_tokens: 24 + TOKENS };
const head = { id: "mock", created: 0, model: "mock" };
const reply = JSON.stringify({
  ...head,
  object: "chat.completion",
  choices: [{ index: 0, message: { role: "assistant", content: "word ".repeat(TOKENS) }, finish_reason: "stop" }],
  usage,
});
const event = (data: object): string =>
  `data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", ...data })}\n\n`;
const token = event({ choices: [{ index: 0, delta: { content: "word " }, finish_reason: null }] });
const last = `${event({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}${event({ choices: [], usage })}data: [DONE]\n\n`;

function stream(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  let left = TOKENS;
  const say = (): void => {
    if (left-- === 0) {
      response.end(last);
      return;
    }
    response.write(token);
    setImmediate(say);
  };
  say();
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    if (JSON.parse(Buffer.concat(chunks).toString()).stream === true) stream(response);
    else response.writeHead(200, { "content-type": "application/json" }).end(reply);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") process.stdout.write(`${address.port}\n`);
});
