import { HttpFault } from "../http-fault.ts";
import { jsonOf } from "../read-body.ts";

/** A client that sends more than this is cut off before it is told. */
const MOST_READ = 64 * 2 ** 20;

/**
 * The body of a request: JSON, or bytes where the request says that they are of another type. What goes over the limit is
 * read to its end but not kept: a client that is cut off while it sends would see a lost connection in place of the status.
 *
 * @param limit most bytes
 * @returns undefined where there is none
 * @throws HttpFault 413, or 400 when it is to be JSON and is not
 */
export async function requestBody(request: Request, limit: number): Promise<unknown> {
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  const bytes = length <= limit ? new Uint8Array(await request.arrayBuffer()) : await readUpTo(request, limit);
  const type = request.headers.get("content-type") ?? "";
  if (/^application\/octet-stream|^image\//i.test(type)) return bytes;
  return bytes.length === 0 ? undefined : jsonOf(bytes);
}

async function readUpTo(request: Request, limit: number): Promise<Uint8Array> {
  let chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks = [];
    if (size > MOST_READ) break;
  }
  if (size > limit)
    throw new HttpFault(413, `a body of ${size} bytes; expected at most ${limit}`, { code: "too_large" });
  return Buffer.concat(chunks);
}
