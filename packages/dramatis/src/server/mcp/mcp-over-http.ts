import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { type McpOptions, mcpServer } from "./mcp-server.ts";

/**
 * One request of streamable HTTP. Nothing is held between requests: each is answered for who sends it, and a client that
 * goes away cancels what it asked for. Who may ask, and how much, is for the door to say.
 *
 * @param body where the request's own was read already
 */
export async function mcpOverHttp(
  request: Request,
  { body, ...options }: McpOptions & { body?: unknown },
): Promise<Response> {
  if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "POST" } });
  const server = mcpServer(options);
  const transport = new WebStandardStreamableHTTPServerTransport({});
  request.signal.addEventListener("abort", () => void server.close(), { once: true });
  await server.connect(transport as Transport);
  return transport.handleRequest(request, body === undefined ? {} : { parsedBody: body });
}
