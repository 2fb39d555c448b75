import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError, type Persona } from "../../core/index.ts";
import { personaText } from "../../persona/index.ts";
import { type LineSink, lineSink, unwritable, writeWhole } from "../../run/index.ts";
import { sessionName } from "../chat/chat-log.ts";

/** Where personas go, one after the other. */
export interface PersonaSink {
  /** Gives the file's path where the persona has one of its own. @throws InputError when it cannot be written. */
  write(persona: Persona): Promise<string | undefined>;
  /** All are written: a file of several gets its name. */
  keep(): Promise<void>;
  /** Leaves no half-written file. Does no harm after `keep`. */
  discard(): Promise<void>;
}

/**
 * Opens where personas are written: a `.jsonl` file with one a line, or "-" for the same on standard output; a `.yaml` or
 * `.json` file for one persona; any other name is a folder, made where it is not there, with a `NAME.persona.yaml` each.
 * Without a name they are YAML documents on standard output, to look at.
 *
 * @param force write over a file that is there
 * @throws InputError when it cannot be written, or is there without `force`.
 */
export async function personaSink(
  out: string | undefined,
  { force = false }: { force?: boolean } = {},
): Promise<PersonaSink> {
  if (out === undefined) return documents();
  if (out === "-" || /\.(jsonl|ndjson)$/i.test(out)) {
    refuseOver(out, force);
    return ofLines(await lineSink(out));
  }
  return /\.(ya?ml|json)$/i.test(out) ? singleFile(out, force) : folder(out, force);
}

function ofLines(sink: LineSink): PersonaSink {
  return {
    write: async (persona) => {
      await sink.write(`${JSON.stringify(persona)}\n`);
      return undefined;
    },
    keep: sink.keep,
    discard: sink.discard,
  };
}

async function documents(): Promise<PersonaSink> {
  const sink = await lineSink("-");
  let separator = "";
  return {
    ...done,
    write: async (persona) => {
      await sink.write(`${separator}${personaText(persona)}`);
      separator = "---\n";
      return undefined;
    },
  };
}

function singleFile(out: string, force: boolean): PersonaSink {
  refuseOver(out, force);
  let isWritten = false;
  return {
    ...done,
    write: async (persona) => {
      if (isWritten) {
        const fix = "write to a folder, or to a .jsonl file";
        throw new InputError({ where: out, found: "more than one persona", expected: "one persona for one file", fix });
      }
      writeWhole(out, personaText(persona, /\.json$/i.test(out) ? "json" : "yaml"));
      isWritten = true;
      return out;
    },
  };
}

function folder(out: string, force: boolean): PersonaSink {
  try {
    mkdirSync(out, { recursive: true });
  } catch (error) {
    throw unwritable(out, error);
  }
  const taken = new Set<string>();
  return {
    ...done,
    write: async (persona) => {
      const path = freePath(join(out, sessionName(persona.name)), taken);
      refuseOver(path, force);
      writeWhole(path, personaText(persona));
      taken.add(path);
      return path;
    },
  };
}

const done = { keep: async () => undefined, discard: async () => undefined };

/** Two personas of one name are two files. */
function freePath(stem: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const path = `${stem}${number === 1 ? "" : `-${number}`}.persona.yaml`;
    if (!taken.has(path)) return path;
  }
}

function refuseOver(path: string, force: boolean): void {
  if (force || path === "-" || !existsSync(path) || !statSync(path).isFile()) return;
  const fix = "add --force to write over it";
  throw new InputError({ where: path, found: "a file that is there", expected: "a new file", fix });
}
