/** Exit code of a command that was interrupted by ^C and can be resumed. */
export const EXIT_INTERRUPTED = 130;

export interface InterruptibleOptions {
  /** Told at the first ^C; says how to go on, such as "interrupted; finishing … run again with --resume". */
  message: string;
  /** Where ^C comes from. */
  source?: { on(event: "SIGINT", listener: () => void): unknown; off(event: "SIGINT", listener: () => void): unknown };
  stream?: { write(text: string): unknown };
  /** Leaves at once, at the second ^C. */
  leave?: (exitCode: number) => void;
}

export type Interruptible<T> = { interrupted: false; value: T } | { interrupted: true; value?: T };

/**
 * Runs something that ^C can end well. The first ^C aborts the signal and prints the message; the run then writes what
 * it has and returns or throws the reason of the abort. The second ^C leaves at once with exit code 130.
 *
 * @throws whatever the run throws, except the abort itself.
 */
export async function interruptible<T>(
  run: (signal: AbortSignal) => Promise<T>,
  {
    message,
    source = process,
    stream = process.stderr,
    leave = (exitCode) => process.exit(exitCode),
  }: InterruptibleOptions,
): Promise<Interruptible<T>> {
  const abort = new AbortController();
  const onInterrupt = (): void => {
    if (abort.signal.aborted) {
      leave(EXIT_INTERRUPTED);
    } else {
      stream.write(`\n${message}\n`);
      abort.abort();
    }
  };
  source.on("SIGINT", onInterrupt);
  try {
    const value = await run(abort.signal);
    return { interrupted: abort.signal.aborted, value };
  } catch (error) {
    if (abort.signal.aborted && error === abort.signal.reason) return { interrupted: true };
    throw error;
  } finally {
    source.off("SIGINT", onInterrupt);
  }
}
