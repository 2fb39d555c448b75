import type { CreationReport } from "../create/index.ts";
import { type CallCache, callCache, type Meter } from "../model/index.ts";
import { EXIT_INTERRUPTED, interruptible, type Progress, progress, writeWhole } from "../run/index.ts";
import { creationLine } from "./creation-line.ts";

/** Where what is made goes. */
interface Sink<Item> {
  write(item: Item): Promise<unknown>;
  keep(): Promise<void>;
  discard(): Promise<void>;
}

/** What a creation tells as it goes. */
export interface MakingHooks<Item> {
  cache: CallCache | undefined;
  signal: AbortSignal;
  onStart: (meter: Meter) => void;
  onItem: (item: Item) => Promise<void>;
}

export interface Making<Item> {
  /** Of one of what is made: "persona". */
  one: string;
  sink: Sink<Item>;
  total?: number | undefined;
  /** File that replies of a hosted model are kept in. */
  cache?: string | undefined;
  /** File for the counts. */
  report?: string | undefined;
  work: (hooks: MakingHooks<Item>) => Promise<CreationReport>;
}

/**
 * Writes each thing as it is made, with progress on standard error, and says at the end what was kept and dropped; what was
 * made before ^C is kept. Gives the exit code.
 */
export async function making<Item>({ one, sink, total, cache: file, report, work }: Making<Item>): Promise<number> {
  const cache = file === undefined ? undefined : callCache(file);
  let bar: Progress | undefined;
  let count = 0;
  const hooks: Omit<MakingHooks<Item>, "signal"> = {
    cache,
    onStart: (meter) => {
      bar = progress({ label: `${one}s`, ...(total !== undefined && { total }), meter: meter.usage });
    },
    onItem: async (item) => {
      await sink.write(item);
      count += 1;
      bar?.tick({ status: "done" });
    },
  };
  try {
    const run = (signal: AbortSignal): Promise<CreationReport> => work({ ...hooks, signal });
    const outcome = await interruptible(run, { message: "Interrupted; what was made is kept." });
    await sink.keep();
    bar?.done();
    if (outcome.value) {
      process.stderr.write(`${creationLine(outcome.value, { count, one })}\n`);
      if (report !== undefined) writeWhole(report, `${JSON.stringify(outcome.value, null, 2)}\n`);
    }
    return outcome.interrupted ? EXIT_INTERRUPTED : 0;
  } finally {
    bar?.done();
    await sink.discard();
    cache?.close();
  }
}
