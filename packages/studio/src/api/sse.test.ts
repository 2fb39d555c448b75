import assert from "node:assert/strict";
import { test } from "node:test";
import { readEvents, type ServerEvent } from "./sse.ts";

function bodyOf(pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

async function events(text: string, size: number): Promise<ServerEvent[]> {
  const bytes = new TextEncoder().encode(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.slice(n * size, (n + 1) * size),
  );
  const read: ServerEvent[] = [];
  for await (const event of readEvents(bodyOf(pieces))) read.push(event);
  return read;
}

test("events are the same however the bytes are cut", async () => {
  const text = 'event: piece\ndata: {"text":"Zoë "}\n\n: alive\n\nevent: message\r\ndata: {"a":\r\ndata: 1}\r\n\r\n';
  const expected = [
    { event: "piece", data: { text: "Zoë " } },
    { event: "message", data: { a: 1 } },
  ];
  for (const size of [1, 2, 7, 1000]) assert.deepEqual(await events(text, size), expected);
});

test("an event that was cut off by the end is not an event", async () => {
  assert.deepEqual(await events('data: 1\n\ndata: {"te', 4), [{ event: "message", data: 1 }]);
});
