import { z } from "zod";
import { InputError, oneLine } from "../../core/index.ts";
import { isSafePath } from "./hub-models.ts";
import type { HubSettings } from "./hub-settings.ts";

// Hugging Face's public API: GET /api/models/REPO/tree/REVISION lists, GET /REPO/resolve/REVISION/PATH gives a file.

/** One file of a repository, and what its bytes must hash to. */
export interface HubFile {
  path: string;
  bytes: number;
  /** SHA-256 of large files; git's own hash of small ones (SHA-1 of "blob", the size and the content). */
  checksum: { kind: "sha256" | "git"; hex: string };
}

export interface HubPlace {
  repo: string;
  revision: string;
}

/** A file from some byte on. */
export interface HubContent {
  /** Where the content begins: a server may pass over the wish and begin at 0. */
  from: number;
  body: AsyncIterable<Uint8Array>;
}

/** Reads from one hub. Every failure is an InputError in one line, or the caller's own abort reason. */
export interface HubClient {
  list(place: HubPlace, signal?: AbortSignal): Promise<HubFile[]>;
  read(file: HubPlace & { path: string; from: number }, signal?: AbortSignal): Promise<HubContent>;
}

const HOPS = 5;
const PAGES = 50;
const LARGEST_LIST = 16 * 2 ** 20;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const sha1 = z.string().regex(/^[0-9a-f]{40}$/);
const bytes = z.number().int().nonnegative();
const tree = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    size: bytes,
    oid: sha1,
    lfs: z.object({ oid: sha256, size: bytes }).nullish(),
  }),
);

interface Reply {
  statusCode: number;
  headers: Record<string, string | string[] | undefined>;
  body: AsyncIterable<Uint8Array>;
}

/**
 * @param settings.timeoutMs how long the hub may be silent
 */
export function hubClient({ base, token, timeoutMs = 60_000 }: HubSettings & { timeoutMs?: number }): HubClient {
  const home = new URL(base).origin;

  async function get(address: string, headers: Record<string, string>, signal?: AbortSignal): Promise<Reply> {
    const { request } = await import("undici");
    let url = new URL(address);
    for (let hop = 0; hop <= HOPS; hop++) {
      // A file lies elsewhere as often as not, and the token is for the hub alone.
      const own = token !== undefined && url.origin === home ? { authorization: `Bearer ${token}` } : {};
      const options = { headers: { ...headers, ...own }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
      const reply = await request(url, { ...options, ...(signal && { signal }) }).catch((error: unknown) => {
        throw lost(error, { where: url.origin, found: "no answer", signal });
      });
      const { location } = reply.headers;
      if (reply.statusCode < 300 || reply.statusCode > 399 || typeof location !== "string") return reply;
      await reply.body.dump();
      url = nextHop(url, location);
    }
    throw new InputError({ where: base, found: `more than ${HOPS} redirections`, expected: "a file" });
  }

  function placeOf({ repo, revision }: HubPlace): string {
    return `${base}/${repo} at ${revision}`;
  }

  return {
    async list(place, signal) {
      const files: HubFile[] = [];
      const revision = encodeURIComponent(place.revision);
      let next: string | undefined = `${base}/api/models/${place.repo}/tree/${revision}?recursive=true`;
      for (let page = 0; next !== undefined && page < PAGES; page++) {
        const reply = await get(next, {}, signal);
        if (reply.statusCode !== 200) throw await refused(reply, placeOf(place));
        files.push(...readTree(await collect(steady(reply.body, home, signal), base), base));
        next = nextPage(reply.headers.link, next);
      }
      return files;
    },
    async read({ path, from, ...place }, signal) {
      const segments = path.split("/").map(encodeURIComponent).join("/");
      const address = `${base}/${place.repo}/resolve/${encodeURIComponent(place.revision)}/${segments}`;
      const reply = await get(address, from > 0 ? { range: `bytes=${from}-` } : {}, signal);
      const body = steady(reply.body, path, signal);
      if (reply.statusCode === 200) return { from: 0, body };
      const range = String(reply.headers["content-range"] ?? "");
      if (reply.statusCode === 206 && range.startsWith(`bytes ${from}-`)) return { from, body };
      throw await refused(reply, `${path} of ${placeOf(place)}`);
    },
  };
}

function nextHop(url: URL, location: string): URL {
  const next = URL.canParse(location, url) ? new URL(location, url) : undefined;
  const isDowngrade = url.protocol === "https:" && next?.protocol !== "https:";
  if (next !== undefined && /^https?:$/.test(next.protocol) && !isDowngrade) return next;
  throw new InputError({
    where: url.origin,
    found: oneLine(`a redirection to ${location}`, 120),
    expected: "one to an https address",
  });
}

/** `<https://…?cursor=…>; rel="next"`: a long list comes in pages. */
function nextPage(link: string | string[] | undefined, from: string): string | undefined {
  const [, target] = /<([^>]+)>\s*;\s*rel="?next"?/.exec(String(link ?? "")) ?? [];
  return target !== undefined && URL.canParse(target, from) ? new URL(target, from).href : undefined;
}

function readTree(text: string, base: string): HubFile[] {
  const fault = (found: string): InputError =>
    new InputError({ where: base, found, expected: "a hub's list of files" });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw fault("a list that is not JSON");
  }
  const entries = tree.safeParse(json);
  if (!entries.success) throw fault("a list of another shape");
  const hostile = entries.data.find(({ path }) => !isSafePath(path));
  if (hostile) throw fault(`the path ${JSON.stringify(oneLine(hostile.path, 80))}, which may lead out of the folder`);
  return entries.data
    .filter(({ type }) => type === "file")
    .map(({ path, size, oid, lfs }) => ({
      path,
      bytes: lfs?.size ?? size,
      checksum: lfs ? { kind: "sha256", hex: lfs.oid } : { kind: "git", hex: oid },
    }));
}

async function collect(body: AsyncIterable<Uint8Array>, where: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST_LIST) {
      throw new InputError({ where, found: `a list of more than ${LARGEST_LIST} bytes`, expected: "a shorter one" });
    }
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** The body; a connection that breaks is one line. */
async function* steady(
  body: AsyncIterable<Uint8Array>,
  where: string,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw lost(error, { where, found: "a connection that broke", signal });
  }
}

function lost(error: unknown, fault: { where: string; found: string; signal: AbortSignal | undefined }): unknown {
  if (fault.signal?.aborted) return fault.signal.reason;
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return new InputError(
    {
      where: fault.where,
      found: `${fault.found} (${code})`,
      expected: "a hub that can be reached",
      fix: "run the same command again to go on where it stopped, or name another hub with --hub",
    },
    { cause: error },
  );
}

async function refused({ statusCode: status, body }: Reply, where: string): Promise<InputError> {
  // Leaving the loop frees the socket.
  for await (const _ of body) break;
  if (status === 401 || status === 403) {
    const fix = "set HF_TOKEN if you have access to it";
    return new InputError({ where, found: `a refusal (status ${status})`, expected: "a public repository", fix });
  }
  const found = status === 404 ? "nothing there (status 404)" : `status ${status}`;
  return new InputError({ where, found, expected: "a repository, revision and file that are there" });
}
