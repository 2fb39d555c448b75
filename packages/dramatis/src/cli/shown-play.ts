import { interruptible, lineSink } from "../run/index.ts";

export interface ShownPlay<Start, Outcome> {
  play(hooks: { signal: AbortSignal; onNotice(line: string): void; onStart(start: Start): void }): Promise<Outcome>;
  startLines(start: Start): readonly string[];
  /** Writes what is wanted of what was played; without an outcome it broke off. */
  write(start: Start, outcome: Outcome | undefined): Promise<void>;
}

/** Plays with a view of it, and writes what there is also where it breaks off; undefined when it was interrupted. */
export async function shownPlay<Start, Outcome>(shown: ShownPlay<Start, Outcome>): Promise<Outcome | undefined> {
  const started: Start[] = [];
  const tell = (lines: readonly string[]): void => {
    for (const line of lines) process.stderr.write(`${line}\n`);
  };
  const work = (signal: AbortSignal): Promise<Outcome> =>
    shown.play({
      signal,
      onNotice: (line) => tell([`dramatis: ${line}`]),
      onStart: (start) => {
        started.push(start);
        tell(shown.startLines(start));
      },
    });
  const message = "Interrupted; every whole step is kept. Run the same command with --resume to go on.";
  let outcome: Outcome | undefined;
  try {
    const played = await interruptible(work, { message });
    if (!played.interrupted) outcome = played.value;
  } finally {
    for (const start of started) await shown.write(start, outcome);
  }
  return outcome;
}

/** Rows as JSON, one a line; the file is there whole or not at all. */
export async function writeRows(path: string, rows: AsyncIterable<object> | Iterable<object>): Promise<void> {
  const sink = await lineSink(path);
  try {
    for await (const row of rows) await sink.write(`${JSON.stringify(row)}\n`);
    await sink.keep();
  } finally {
    await sink.discard();
  }
}
