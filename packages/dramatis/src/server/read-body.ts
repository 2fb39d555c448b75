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
  return jsonOf(Buffer.concat(chunks));
}

/**
 * The JSON in the bytes of a body. Half of a surrogate pair, which JSON can name and UTF-8 cannot carry, is read as U+FFFD.
 *
 * @throws HttpFault 400 when it is not UTF-8 or not JSON
 */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return LONE_SURROGATE.test(text) ? JSON.parse(text, wellFormed) : JSON.parse(text);
  } catch (error) {
    if (isTooDeep(error)) throw new HttpFault(400, "a body of JSON that is nested too deeply");
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    throw new HttpFault(400, `a body that is not JSON (${error.message})`);
  }
}

/** Where there may be one: pairs are named in the same way. */
const LONE_SURROGATE = /\\u[dD][89abAB]|\\u[dD][c-fC-F]/;

function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.toWellFormed() : value;
}

/** Whether something gave up on values within values. */
export function isTooDeep(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes("call stack");
}

/** A body of the expected shape. @throws HttpFault 400 naming the member */
export function checkedBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const checked = schema.safeParse(body);
  if (checked.success) return checked.data;
  const { found, expected, path } = schemaFault(checked.error, body);
  throw new HttpFault(400, `${found}; expected ${expected}`, { param: path[0] === undefined ? null : String(path[0]) });
}
