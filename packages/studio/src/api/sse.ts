/** One server-sent event, its data read as JSON. */
export interface ServerEvent {
  event: string;
  data: unknown;
}

/** The events of a body of `text/event-stream`, as they come. Comments and fields that are not used are passed over. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent, void, void> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let left = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      left += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const blocks = left.split(/\r?\n\r?\n/);
      left = blocks.pop() ?? "";
      yield* blocks.flatMap(eventOf);
      if (done) return;
    }
  } finally {
    await reader.cancel();
  }
}

function eventOf(block: string): ServerEvent[] {
  const lines = block.split(/\r?\n/);
  const of = (field: string): string[] =>
    lines.filter((line) => line.startsWith(`${field}:`)).map((line) => line.slice(field.length + 1).replace(/^ /, ""));
  const data = of("data");
  if (data.length === 0) return [];
  return [{ event: of("event")[0] ?? "message", data: JSON.parse(data.join("\n")) }];
}
