import { open, rename, rm } from "node:fs/promises";
import { checkOutput, stagingPath, unwritable } from "./write-whole.ts";

/** Where lines go, one after the other. */
export interface LineSink {
  /** Returns when there is room for more. @throws InputError when it cannot be written. */
  write(text: string | Uint8Array): Promise<void>;
  /** All is written: the file gets its name. */
  keep(): Promise<void>;
  /** Leaves nothing behind. Does no harm after `keep`. */
  discard(): Promise<void>;
}

/**
 * Opens standard output ("-"), or a file that appears whole or not at all.
 *
 * @throws InputError when the file cannot be written.
 */
export async function lineSink(path: string): Promise<LineSink> {
  return path === "-" ? standardOutput() : wholeFile(path);
}

function standardOutput(): LineSink {
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        process.stdout.write(text, (error) => (error ? reject(outputFault(error)) : resolve()));
      }),
    keep: async () => undefined,
    discard: async () => undefined,
  };
}

/** A reader that has seen enough is no fault; the command line tells it by its code. */
function outputFault(error: Error): unknown {
  return "code" in error && error.code === "EPIPE" ? error : unwritable("standard output", error);
}

async function wholeFile(path: string): Promise<LineSink> {
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw unwritable(path, error);
    }
  };
  checkOutput(path);
  const staged = stagingPath(path);
  const file = await guarded(() => open(staged, "w"));
  let isKept = false;
  return {
    write: (text) => guarded(() => file.appendFile(text)),
    keep: () =>
      guarded(async () => {
        await file.close();
        if (staged !== path) await rename(staged, path);
        isKept = true;
      }),
    discard: async () => {
      if (isKept) return;
      await file.close();
      if (staged !== path) await rm(staged, { force: true });
    },
  };
}
