import type { Transcript } from "../core/index.ts";

/** Our JSONL, one message a line, in order. The text ends with a line break; no message gives an empty text. */
export function writeTranscript(transcripts: readonly Transcript[]): string {
  return transcripts
    .flatMap(({ messages }) => messages)
    .map(
      ({ session, turn, speaker, text, ...rest }) => `${JSON.stringify({ session, turn, speaker, text, ...rest })}\n`,
    )
    .join("");
}
