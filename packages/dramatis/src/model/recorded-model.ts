import { statSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { z } from "zod";
import { contentId, type GenerateRequest, type Generation, InputError, ModelError } from "../core/index.ts";
import { readText } from "../persona/index.ts";
import { firstIssue } from "./checked-reply.ts";
import type { PricedModel } from "./price.ts";
import { generationSchema } from "./reply-schemas.ts";

/** One line of a recording. */
const recordSchema = z.object({ request: z.string(), model: z.string(), generation: generationSchema });
type CallRecord = z.infer<typeof recordSchema>;

/**
 * Replies kept in a JSONL file, one `{request: hash, model, generation}` a line. The n-th call with one request gets
 * the n-th reply that was recorded for it, so that samples stay different. Without an inner model the last reply is
 * then repeated; with one, calls that are not in the file are made and appended to it. Calls of tools are kept as well,
 * so that a replay takes tools whether or not the recorded model did.
 *
 * @param inner the model to record, or null to replay only
 * @throws InputError when the file cannot be read or a line is not a record
 */
export async function recordedModel(inner: PricedModel | null, path: string): Promise<PricedModel> {
  // One that is still to be recorded may be missing or empty.
  const fresh = inner !== null && !statSync(path, { throwIfNoEntry: false })?.size;
  const records = fresh ? [] : parseRecords(await readText(path, LARGEST_RECORDING), path);
  const replies = new Map<string, Generation[]>();
  for (const { request, generation } of records) {
    replies.set(request, [...(replies.get(request) ?? []), generation]);
  }
  const models = new Set(records.map(({ model }) => model));
  const [only] = models;
  const id = inner?.id ?? (models.size === 1 && only !== undefined ? only : `recorded:${path}`);
  const taken = new Map<string, number>();
  let writing: Promise<void> = Promise.resolve();

  const callsTools = inner === null || inner.callsTools;

  return {
    id,
    ...(callsTools !== undefined && { callsTools }),
    ...(inner?.price && { price: inner.price }),
    generate: async (request: GenerateRequest, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      const hash = contentId(request);
      const turn = taken.get(hash) ?? 0;
      taken.set(hash, turn + 1);
      const known = replies.get(hash) ?? [];
      const reply = known[turn] ?? (inner === null ? known.at(-1) : undefined);
      if (reply !== undefined) return reply;
      if (inner === null) throw new ModelError(id, "bad_reply", `${path} holds no reply to this request (${hash})`);
      const generation = await inner.generate(request, signal);
      const record: CallRecord = { request: hash, model: id, generation };
      // One line after another: two large appends at once could mix.
      writing = writing.then(() => appendFile(path, `${JSON.stringify(record)}\n`));
      await writing;
      return generation;
    },
  };
}

const LARGEST_RECORDING = 256 * 2 ** 20;
const EXPECTED = "recorded replies, one JSON object {request, model, generation} a line";

function parseRecords(text: string, path: string): CallRecord[] {
  const records: CallRecord[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    records.push(parseRecord(line, { where: path, line: index + 1 }));
  }
  return records;
}

function parseRecord(line: string, place: { where: string; line: number }): CallRecord {
  const fault = { ...place, expected: EXPECTED, fix: "delete the line to record it anew" };
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InputError({ ...fault, found: "not JSON" });
  }
  const read = recordSchema.safeParse(json);
  if (read.success) return read.data;
  throw new InputError({ ...fault, found: firstIssue(read.error) });
}
