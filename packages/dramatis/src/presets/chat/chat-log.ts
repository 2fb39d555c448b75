import { appendFileSync, mkdirSync, readFileSync, statSync, truncateSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { InputError, type Message } from "../../core/index.ts";
import { decodeText } from "../../persona/index.ts";
import { checkOutput, unwritable, writeWhole } from "../../run/index.ts";
import { parseTranscripts, writeTranscript } from "../../transcript/index.ts";

/** Folder of the sessions that are named without a path. */
const CHATS = "chats";

/** Where a session is kept: `NAME` is `chats/NAME.jsonl`; what has a slash or ends in .jsonl is a path. */
export function sessionPath(nameOrPath: string): string {
  if (nameOrPath.trim() === "") {
    throw new InputError({ where: "--session", found: "an empty name", expected: "a name or a .jsonl file" });
  }
  return /[/\\]|\.jsonl$/i.test(nameOrPath) ? nameOrPath : join(CHATS, `${nameOrPath}.jsonl`);
}

/** "Mary Ann" → "mary-ann" */
export function sessionName(personaName: string): string {
  return (
    personaName
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join("-") ?? "chat"
  );
}

/** The first session of that name that is not there yet: "ada", "ada-2", … */
export function freeSession(name: string): string {
  for (let number = 1; ; number++) {
    const session = number === 1 ? name : `${name}-${number}`;
    if (statSync(sessionPath(session), { throwIfNoEntry: false }) === undefined) return session;
  }
}

/** A conversation in a file, one message a line. */
export interface ChatLog {
  readonly path: string;
  readonly session: string;
  /** What was there when it was opened, in order. */
  readonly messages: readonly Message[];
  /** A last line that had been cut short, by a kill or a full disk, was taken away. */
  readonly mended: boolean;
  /** When it returns, the line has left the process: `kill -9` does not lose it. @throws InputError */
  append(message: Message): void;
  /** Puts a message in the place of the last one: the file is the old or the new one, never a part. @throws InputError */
  replaceLast(message: Message): void;
}

/**
 * Opens the file of a session, and makes its folder.
 *
 * @throws InputError when it cannot be read or written, is not ours, or holds several sessions.
 */
export function openChatLog(path: string): ChatLog {
  makeFolder(dirname(path));
  checkOutput(path);
  const found = readLog(path);
  const session = found.messages[0]?.session ?? (basename(path).replace(/\.[^.]+$/, "") || "chat");
  const messages = [...found.messages];
  let { size } = found;
  const alone = (): void => {
    const now = sizeOf(path);
    if (now === size) return;
    throw new InputError({
      where: path,
      found: "lines that something else wrote in the meantime",
      expected: "one chat a session",
      fix: "start again, or give another --session",
    });
  };
  return {
    path,
    session,
    messages: found.messages,
    mended: found.mended,
    append: (message) => {
      alone();
      const line = writeTranscript([{ session, messages: [message] }]);
      try {
        appendFileSync(path, line);
      } catch (error) {
        if (sizeOf(path) > size) truncateSync(path, size);
        throw unwritable(path, error);
      }
      messages.push(message);
      size += Buffer.byteLength(line);
    },
    replaceLast: (message) => {
      alone();
      messages.splice(-1, 1, message);
      writeWhole(path, writeTranscript([{ session, messages }]));
      size = sizeOf(path);
    },
  };
}

interface Found {
  messages: Message[];
  mended: boolean;
  /** Bytes of the file. */
  size: number;
}

function readLog(path: string): Found {
  if (sizeOf(path) === 0) return { messages: [], mended: false, size: 0 };
  const bytes = readBytes(path);
  const whole = bytes.lastIndexOf("\n") + 1;
  const tail = bytes.subarray(whole).toString("utf8");
  const mended = isTorn(tail);
  const kept = mended ? bytes.subarray(0, whole) : bytes;
  const messages = kept.length === 0 ? [] : onlySession(decodeText(kept, path), path);
  // Only now is it known that the file is ours to mend.
  if (mended) truncateSync(path, whole);
  else if (tail !== "") appendFileSync(path, "\n");
  return { messages, mended, size: sizeOf(path) };
}

function onlySession(text: string, path: string): Message[] {
  const [first, ...others] = parseTranscripts(text, path, "dramatis");
  if (first && others.length === 0) return first.messages;
  throw new InputError({ where: path, found: `${others.length + 1} sessions`, expected: "a file of one session" });
}

/** Whether a text is the beginning of a line of ours, and no more than that. */
function isTorn(text: string): boolean {
  const head = '{"session":';
  if (text === "" || !head.startsWith(text.slice(0, head.length))) return false;
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    if (error instanceof SyntaxError) return true;
    throw error;
  }
}

/** @throws InputError */
function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw unwritable(path, error);
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** @throws InputError */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw unwritable(folder, error);
  }
}
