import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { collectDefaultMetrics } from "prom-client";
import { InputError } from "../core/index.ts";
import type { House } from "./api/house.ts";
import { type AppOptions, createApp } from "./app.ts";
import type { Exchange } from "./door/exchange.ts";
import { isLoopback } from "./door/security-headers.ts";
import { serverMetrics } from "./door/server-metrics.ts";
import { HttpFault } from "./http-fault.ts";

export interface ServeOptions extends Omit<AppOptions, "metrics" | "underWay" | "isStopping"> {
  /** Loopback unless said; another one demands keys. */
  host?: string;
  /** 0 takes a free one. */
  port?: number;
  /** Where it is in use, a free one is taken in its place. */
  isPortFree?: boolean;
}

export interface RunningServer {
  /** Such as `http://127.0.0.1:4173`. */
  readonly url: string;
  /** Takes nothing new, waits so long for what is under way, then ends it. */
  close(options?: { drainMs?: number }): Promise<void>;
}

/** To send headers and body; a client that is slower holds a place that others wait for. */
const REQUEST_MS = 60_000;

/**
 * Serves a house over HTTP.
 *
 * @throws InputError for an address that cannot be listened at, or is open to others without keys
 */
export async function serve(house: House, options: ServeOptions = {}): Promise<RunningServer> {
  const { host = "127.0.0.1", port = 4173, isPortFree = false, door, ...rest } = options;
  if (!isLoopback(host) && !door?.isKeyed) {
    throw new InputError({
      where: "--host",
      found: `${host}, which others can reach, without keys`,
      expected: "a server with keys, or 127.0.0.1",
      fix: "make one with dramatis serve --new-key NAME",
    });
  }
  const metrics = serverMetrics();
  collectDefaultMetrics({ register: metrics.registry });
  const underWay = new Set<Exchange>();
  let isStopping = false;
  const app = createApp(house, { ...rest, ...(door && { door }), metrics, underWay, isStopping: () => isStopping });
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: { requestTimeout: REQUEST_MS } }) as Server;
  await listen(server, { host, port, isPortFree });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    async close({ drainMs = 10_000 } = {}) {
      isStopping = true;
      const closed = once(server, "close");
      server.close();
      // A connection whose reply is out waits for another request, which will not be taken.
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      const cut = setTimeout(() => {
        for (const exchange of underWay) exchange.abort(new HttpFault(503, "the server stops", { code: "stopping" }));
        // What was aborted says so to its client first.
        setTimeout(() => server.closeAllConnections(), LAST_WORDS_MS);
      }, drainMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(cut);
    },
  };
}

const LAST_WORDS_MS = 250;

async function listen(server: Server, place: { host: string; port: number; isPortFree: boolean }): Promise<void> {
  const { host, port, isPortFree } = place;
  try {
    const up = once(server, "listening");
    server.listen({ host, port });
    await up;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    if (code === "EADDRINUSE" && isPortFree && port !== 0) return listen(server, { host, port: 0, isPortFree: false });
    const found = code === "EADDRINUSE" ? "an address in use" : `an address that cannot be listened at (${code})`;
    throw new InputError(
      { where: `${host}:${port}`, found, expected: "a free port of this machine" },
      { cause: error },
    );
  }
}
