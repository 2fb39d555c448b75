import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { readLines } from "../persona/index.ts";
import type { ChatScreen } from "../presets/chat/chat-turn.ts";
import { EXIT_INTERRUPTED } from "../run/index.ts";

/** A chat on standard input and output; notices go to standard error. */
export interface StandardScreen extends ChatScreen {
  readonly interactive: boolean;
  /** ^C ended a chat in a pipe, where lines may have been left. */
  readonly interrupted: boolean;
  close(): void;
}

interface Streams {
  input?: Readable & { isTTY?: boolean };
  output?: Writable;
  /** For notices and the prompt. */
  errors?: Writable;
  /** Leaves at once, when ^C comes while a reply is being cancelled. */
  leave?: (exitCode: number) => void;
}

interface Lines {
  next(): Promise<string | undefined>;
  /** There will be no more lines: `next` resolves to undefined. */
  close(): void;
}

/**
 * At a terminal, lines are edited and ^C or ^D at the prompt ends the chat; in a pipe, each line is read when it is
 * wanted. ^C during a reply cancels it, and in a pipe ends the chat as well; a second one leaves with exit code 130.
 */
export function standardScreen({
  input = process.stdin,
  output = process.stdout,
  errors = process.stderr,
  leave = (exitCode) => process.exit(exitCode),
}: Streams = {}): StandardScreen {
  const interactive = input.isTTY === true;
  let work: { cancel: () => void; isCancelled: boolean } | undefined;
  let interrupted = false;
  const onInterrupt = (): void => {
    if (!interactive) interrupted = true;
    if (!interactive || work === undefined) lines.close();
    if (work?.isCancelled) leave(EXIT_INTERRUPTED);
    else if (work) {
      work.isCancelled = true;
      work.cancel();
    }
  };
  const lines = interactive ? typedLines({ input, errors, onInterrupt }) : pipedLines();
  process.on("SIGINT", onInterrupt);
  return {
    interactive,
    get interrupted() {
      return interrupted;
    },
    line: lines.next,
    say: (text) => void output.write(text),
    notice: (text) => void errors.write(`${text}\n`),
    whileWorking: (cancel) => {
      work = { cancel, isCancelled: false };
      return () => {
        work = undefined;
      };
    },
    close: () => {
      process.off("SIGINT", onInterrupt);
      lines.close();
    },
  };
}

/** What is typed while a reply comes waits for its turn. In raw mode ^C comes as a key, not as a signal. */
function typedLines({
  input,
  errors,
  onInterrupt,
}: Required<Pick<Streams, "input" | "errors">> & { onInterrupt: () => void }): Lines {
  const reader = createInterface({ input, output: errors, prompt: "> ", terminal: true });
  const waiting: string[] = [];
  let wanted: ((line: string | undefined) => void) | undefined;
  let isClosed = false;
  const give = (line: string | undefined): void => {
    const take = wanted;
    wanted = undefined;
    if (take) take(line);
    else if (line !== undefined) waiting.push(line);
  };
  reader.on("SIGINT", onInterrupt);
  reader.on("line", give);
  reader.on("close", () => {
    isClosed = true;
    if (wanted) errors.write("\n");
    give(undefined);
  });
  return {
    next: () => {
      const line = waiting.shift();
      if (line !== undefined || isClosed) return Promise.resolve(line);
      // Keeps the cursor where it is in a line that was begun during a reply.
      reader.prompt(true);
      return new Promise((resolve) => {
        wanted = resolve;
      });
    },
    close: () => reader.close(),
  };
}

function pipedLines(): Lines {
  const lines = readLines("-");
  let isOpen = false;
  let isClosed = false;
  let stopReading = (): void => undefined;
  return {
    next: () =>
      new Promise((resolve, reject) => {
        if (isClosed) {
          resolve(undefined);
          return;
        }
        isOpen = true;
        stopReading = () => resolve(undefined);
        lines.next().then(({ done, value }) => resolve(done ? undefined : value.text), reject);
      }),
    close: () => {
      isClosed = true;
      stopReading();
      // A pipe that was read from and is still open would keep the process alive.
      if (isOpen) process.stdin.destroy();
    },
  };
}
