import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

// A model behind OpenAI's API that takes its time: a stream says one token every INTERVAL ms, and each token is the moment at
// which it was written (the machine's monotonic clock in microseconds). A request without "stream" is answered at once.

const [interval = "20", tokens = "250", port = "0"] = process.argv.slice(2);
const event = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;
const now = (): string => String(process.hrtime.bigint() / 1000n);

function stream(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  let left = Number(tokens);
  const timer = setInterval(() => {
    response.write(event({ choices: [{ index: 0, delta: { content: `${now()} ` } }] }));
    left--;
    if (left > 0) return;
    clearInterval(timer);
    response.write(event({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }));
    response.write(event({ choices: [], usage: { prompt_tokens: 10, completion_tokens: Number(tokens) } }));
    response.end("data: [DONE]\n\n");
  }, Number(interval));
  response.on("close", () => clearInterval(timer));
}

const REPLY = JSON.stringify({
  choices: [{ index: 0, message: { role: "assistant", content: "I have a dog called Bolt." }, finish_reason: "stop" }],
  usage: { prompt_tokens: 10, completion_tokens: 7 },
});

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const asked = JSON.parse(Buffer.concat(chunks).toString()) as { stream?: boolean };
    if (asked.stream) stream(response);
    else response.writeHead(200, { "content-type": "application/json" }).end(REPLY);
  });
});
server.listen(Number(port), "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
