import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { finished } from "node:stream/promises";
import type { z } from "zod";
import { InputError } from "../core/index.ts";
import { progress } from "../run/index.ts";

/** Lines handed on at once. */
const BATCH = 256;
const LONGEST_LINE = 2 ** 20;

interface MapLines<Row> {
  /** Path, or "-" for standard input. */
  input: string;
  /** Path, or "-" for standard output; a file appears whole or not at all. */
  output: string;
  schema: z.ZodType<Row>;
  /** What a line should look like, for the error. */
  expected: string;
  label: string;
  /** One object per row, in order; it is merged into the line. */
  answer: (rows: Row[]) => Promise<object[]>;
}

/**
 * JSONL in, JSONL out, a batch at a time, so that memory does not grow with the file. Other members of a line are kept.
 *
 * @throws InputError naming the line that cannot be used.
 */
export async function mapLines<Row extends object>(options: MapLines<Row>): Promise<void> {
  const { input, output, label, answer } = options;
  const bar = progress({ label });
  const temporary = `${output}.tmp-${process.pid}`;
  const sink: Writable = output === "-" ? process.stdout : createWriteStream(temporary);
  try {
    let count = 0;
    for await (const rows of batchesOf(options)) {
      const answers = await answer(rows);
      const lines = rows.map((row, i) => JSON.stringify({ ...row, ...answers[i] }));
      if (!sink.write(`${lines.join("\n")}\n`)) await new Promise((resolve) => sink.once("drain", resolve));
      for (const _ of rows) bar.tick({ status: "done" });
      count += rows.length;
    }
    if (count === 0) throw new InputError({ where: input, found: "no line", expected: options.expected });
    if (sink !== process.stdout) {
      sink.end();
      await finished(sink);
      await rename(temporary, output);
    }
  } catch (error) {
    sink.destroy();
    await rm(temporary, { force: true });
    throw error;
  } finally {
    bar.done();
  }
}

async function* batchesOf<Row>({ input, schema, expected }: MapLines<Row>): AsyncGenerator<Row[]> {
  let rows: Row[] = [];
  let line = 0;
  for await (const text of createInterface({ input: await open(input), crlfDelay: Number.POSITIVE_INFINITY })) {
    line++;
    if (text.trim() === "") continue;
    rows.push(parseLine({ text, schema, where: input, line, expected }));
    if (rows.length === BATCH) {
      yield rows;
      rows = [];
    }
  }
  if (rows.length > 0) yield rows;
}

async function open(path: string): Promise<Readable> {
  if (path === "-") return process.stdin;
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) {
    throw new InputError({ where: path, found: found ? "not a file" : "no such file", expected: "a JSONL file" });
  }
  return createReadStream(path);
}

interface Line<Row> {
  text: string;
  schema: z.ZodType<Row>;
  where: string;
  line: number;
  expected: string;
}

function parseLine<Row>({ text, schema, where, line, expected }: Line<Row>): Row {
  const fault = (found: string): InputError => new InputError({ where, line, found, expected });
  if (text.length > LONGEST_LINE) throw fault(`a line of ${text.length} characters`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw error instanceof SyntaxError ? fault(`not JSON (${error.message})`) : error;
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw fault(text.slice(0, 80));
  return { ...(value as Row), ...parsed.data };
}
