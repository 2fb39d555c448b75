import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { type McpOptions, mcpServer } from "./mcp-server.ts";

export interface StdioOptions extends McpOptions {
  input?: Readable;
  output?: Writable;
  /** Ends it. */
  signal: AbortSignal;
}

/** Serves one client over standard input and output, until the client closes its end or the signal aborts. */
export async function mcpOverStdio({
  input = process.stdin,
  output = process.stdout,
  signal,
  ...options
}: StdioOptions): Promise<void> {
  const server = mcpServer(options);
  const ended = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
    signal.addEventListener("abort", () => resolve(), { once: true });
    void once(input, "end").then(() => resolve());
  });
  await server.connect(new StdioServerTransport(input, output));
  if (!signal.aborted) await ended;
  await server.close();
}
