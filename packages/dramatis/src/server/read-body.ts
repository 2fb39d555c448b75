import type { IncomingMessage } from "node:http";
import type { z } from "zod";
import { schemaFault } from "../persona/index.ts";
import { HttpFault } from "./http-fault.ts";

/**
 * The JSON of a request. What goes over the limit is read to its end but not kept: a client that is cut off while it
 * sends would see a lost connection in place of the status.
 *
 * @param limit most bytes
 * @throws HttpFault 413, or 400 when it is not UTF-8 or not JSON
 */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  let chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks = [];
  }
  if (size > limit) throw new HttpFault(413, `a body of ${size} bytes; expected at most ${limit}`);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    throw new HttpFault(400, `a body that is not JSON (${error.message})`);
  }
}

/** A body of the expected shape. @throws HttpFault 400 naming the member */
export function checkedBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const checked = schema.safeParse(body);
  if (checked.success) return checked.data;
  const { found, expected, path } = schemaFault(checked.error, body);
  throw new HttpFault(400, `${found}; expected ${expected}`, { param: path[0] === undefined ? null : String(path[0]) });
}
