import { createServer, type ServerResponse } from "node:http";

// An OpenAI-compatible server that answers every chat with "ok" after a fixed time: `node mock-server.ts LATENCY_MS`.
// Prints its port. GET /counts gives the calls so far and the most that were open at once, and starts counting anew.

const latencyMs = Number(process.argv[2]);
const reply = JSON.stringify({
  id: "mock",
  object: "chat.completion",
  created: 0,
  model: "mock",
  choices: [{ index: 0, message: { role: "assistant", content: "ok" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 8, completion_tokens: 1, total_tokens: 9 },
});

let calls = 0;
let open = 0;
let most = 0;

function send(response: ServerResponse, text: string): void {
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.end(text);
}

const server = createServer((request, response) => {
  if (request.method === "GET") {
    send(response, JSON.stringify({ calls, most }));
    calls = 0;
    most = 0;
    return;
  }
  calls++;
  most = Math.max(most, ++open);
  request.resume().on("end", () => {
    setTimeout(() => {
      open--;
      send(response, reply);
    }, latencyMs);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") process.stdout.write(`${address.port}\n`);
});
