import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

// A hub on the loopback address that speaks Hugging Face's API for one repository, for tests.

/** How the hub misbehaves; may be changed between requests. */
export interface Behaviour {
  /** Every request is answered with this status. */
  status?: number;
  /** In place of the list of files. */
  listing?: unknown;
  /** Files a page of the list. */
  page?: number;
  /** Sends this many bytes of a file, then falls silent. */
  stallAfter?: number;
  /** Gives the whole file whatever range is asked for. */
  ignoresRange?: boolean;
  /** Sends these bytes for every file. */
  content?: Buffer;
  /** Sends files from a server of another origin. */
  elsewhere?: boolean;
  /** Redirects every file to this address. */
  redirect?: string;
}

export interface SeenByHub {
  /** "hub", or "store" for the server of another origin. */
  at: "hub" | "store";
  url: string;
  range: string | undefined;
  authorization: string | undefined;
}

export interface TestingHub {
  readonly url: string;
  readonly seen: SeenByHub[];
  behaviour: Behaviour;
  /** Resolves when the hub has fallen silent in the middle of a file. */
  stalled(): Promise<void>;
  /** Cuts every connection. */
  cut(): void;
  close(): Promise<void>;
}

/** Files by path; those of 100 bytes and more are kept as large files are, with a SHA-256. */
export async function testingHub(files: Record<string, Buffer>, behaviour: Behaviour = {}): Promise<TestingHub> {
  const seen: SeenByHub[] = [];
  const silence = Promise.withResolvers<void>();
  const state = { behaviour };

  const answer = (at: "hub" | "store") => (request: IncomingMessage, response: ServerResponse) => {
    const url = request.url ?? "";
    const { range, authorization } = request.headers;
    seen.push({ at, url, range, authorization });
    const { status, elsewhere, redirect } = state.behaviour;
    if (status !== undefined) return void response.writeHead(status).end("no");
    if (url.startsWith("/api/models/o/r/tree/")) return list(url, response);
    const to = redirect ?? (elsewhere && at === "hub" ? `${addressOf(store)}${url}` : undefined);
    if (to !== undefined) return void response.writeHead(302, { location: to }).end();
    const path = decodeURIComponent(url.replace("/o/r/resolve/main/", ""));
    send(response, state.behaviour.content ?? files[path], range);
  };

  function list(url: string, response: ServerResponse): void {
    const { listing, page } = state.behaviour;
    const entries = [
      { type: "directory", path: "onnx", size: 0, oid: "0".repeat(40) },
      ...Object.entries(files).map(entryOf),
    ];
    const from = Number(new URL(url, "http://x").searchParams.get("cursor") ?? 0);
    const next = page !== undefined && from + page < entries.length ? from + page : undefined;
    const link = `<${addressOf(hub)}/api/models/o/r/tree/main?recursive=true&cursor=${next}>; rel="next"`;
    response.writeHead(200, { "content-type": "application/json", ...(next !== undefined && { link }) });
    response.end(JSON.stringify(listing ?? entries.slice(from, page === undefined ? undefined : from + page)));
  }

  function send(response: ServerResponse, content: Buffer | undefined, range: string | undefined): void {
    if (content === undefined) return void response.writeHead(404).end();
    const { stallAfter, ignoresRange } = state.behaviour;
    const from = ignoresRange ? 0 : Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
    const rest = content.subarray(from);
    const headers = from > 0 ? { "content-range": `bytes ${from}-${content.length - 1}/${content.length}` } : {};
    response.writeHead(from > 0 ? 206 : 200, { ...headers, "content-length": rest.length });
    if (stallAfter !== undefined) response.write(rest.subarray(0, stallAfter), () => silence.resolve());
    else response.end(rest);
  }

  const hub = createServer(answer("hub"));
  const store = createServer(answer("store"));
  const servers = [hub, store];
  const cut = (): void => {
    for (const server of servers) server.closeAllConnections();
  };
  await Promise.all(servers.map((server) => new Promise<void>((up) => server.listen(0, "127.0.0.1", up))));
  return Object.assign(state, {
    url: addressOf(hub),
    seen,
    stalled: () => silence.promise,
    cut,
    close: async () => {
      cut();
      await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
    },
  });
}

function entryOf([path, content]: [string, Buffer]): object {
  const hash = (kind: string, head: string): string => createHash(kind).update(head).update(content).digest("hex");
  const size = content.length;
  const lfs = { oid: hash("sha256", ""), size };
  return { type: "file", path, size, oid: hash("sha1", `blob ${size}\0`), ...(size >= 100 && { lfs }) };
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
