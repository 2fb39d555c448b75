import { basename } from "node:path";
import { InputError, type Transcript } from "../core/index.ts";
import { filesOfFolder, readText } from "../persona/index.ts";
import { parseTranscripts } from "./parse-transcripts.ts";

const EXTENSION = /\.(jsonl|ndjson|json|txt|csv|tsv)$/i;

/**
 * Reads the conversations of a file, of standard input ("-"), or of every .jsonl, .ndjson, .json, .txt, .csv and
 * .tsv file of a folder in the order of their names. Within a folder, a session whose name an earlier file has used gets its file's
 * name in front.
 *
 * @throws InputError naming file, line, what was found and what was expected.
 */
export async function readTranscripts(path: string, options: { format?: string } = {}): Promise<Transcript[]> {
  const files = (await filesOfFolder(path, EXTENSION)) ?? [path];
  if (files.length === 0) {
    throw new InputError({
      where: path,
      found: "a folder without a transcript",
      expected: "*.jsonl, *.json, *.txt or *.csv",
    });
  }
  const seen = new Set<string>();
  const all: Transcript[] = [];
  for (const file of files) {
    for (const transcript of parseTranscripts(await readText(file), file, options.format)) {
      const { session } = transcript;
      const own = seen.has(session) ? rename(transcript, `${basename(file)}:${session}`) : transcript;
      seen.add(own.session);
      all.push(own);
    }
  }
  return all;
}

function rename({ messages }: Transcript, session: string): Transcript {
  return { session, messages: messages.map((message) => ({ ...message, session })) };
}
