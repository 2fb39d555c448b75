import type { z } from "zod";
import { InputError } from "../core/index.ts";
import { readLines, type TextLine } from "../persona/index.ts";
import { EXIT_INTERRUPTED, interruptible, lineSink, progress } from "../run/index.ts";

/** Lines handed on at once. */
const BATCH = 256;

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
  answer: (rows: Row[], signal: AbortSignal) => Promise<object[]>;
}

/**
 * JSONL in, JSONL out, a batch at a time, so that memory does not grow with the file. Other members of a line are kept.
 * Gives the exit code: 0, or 130 where ^C came, which leaves no file behind.
 *
 * @throws InputError naming the line that cannot be used, or the file that cannot be written.
 */
export async function mapLines<Row extends object>(options: MapLines<Row>): Promise<number> {
  const message = options.output === "-" ? "Interrupted." : "Interrupted; nothing is written.";
  const { interrupted } = await interruptible((signal) => mapAll(options, signal), { message });
  return interrupted ? EXIT_INTERRUPTED : 0;
}

async function mapAll<Row extends object>(options: MapLines<Row>, signal: AbortSignal): Promise<void> {
  const { input, output, expected, label, answer } = options;
  // A read that waits for a line would wait on.
  if (input === "-") signal.addEventListener("abort", () => process.stdin.destroy());
  if (input === "-" && process.stdin.isTTY) process.stderr.write(`Type lines of ${expected}; end with ^D.\n`);
  const sink = await lineSink(output);
  const bar = progress({ label });
  let isEmpty = true;
  try {
    for await (const rows of batchesOf(options)) {
      const answers = await answer(rows, signal);
      signal.throwIfAborted();
      const lines = rows.map((row, i) => JSON.stringify({ ...row, ...answers[i] }));
      await sink.write(`${lines.join("\n")}\n`);
      for (const _ of rows) bar.tick({ status: "done" });
      isEmpty = false;
    }
    if (isEmpty) throw new InputError({ where: input, found: "no line", expected });
    await sink.keep();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    await sink.discard();
    bar.done();
  }
}

async function* batchesOf<Row>({ input, schema, expected }: MapLines<Row>): AsyncGenerator<Row[]> {
  let rows: Row[] = [];
  for await (const line of readLines(input)) {
    rows.push(parseLine(line, { schema, where: input, expected }));
    if (rows.length === BATCH) {
      yield rows;
      rows = [];
    }
  }
  if (rows.length > 0) yield rows;
}

interface Shape<Row> {
  schema: z.ZodType<Row>;
  where: string;
  expected: string;
}

function parseLine<Row>({ text, number }: TextLine, { schema, where, expected }: Shape<Row>): Row {
  const fault = (found: string): InputError => new InputError({ where, line: number, found, expected });
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
