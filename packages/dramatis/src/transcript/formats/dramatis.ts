import { z } from "zod";
import type { Message, Transcript } from "../../core/index.ts";
import { schemaFault } from "../../persona/index.ts";
import { type JsonRecord, type Origin, type RecordFormat, recordError } from "./format.ts";

const usage = z.object({
  inputTokens: z.number(),
  outputTokens: z.number(),
  cost: z.number().exactOptional(),
});

const line = z.object({
  session: z.string().min(1).exactOptional(),
  turn: z.int().min(0).exactOptional(),
  speaker: z.string().min(1),
  text: z.string(),
  at: z.iso.datetime({ offset: true, local: true }).exactOptional(),
  personaVersion: z.string().exactOptional(),
  model: z.string().exactOptional(),
  usage: usage.exactOptional(),
  evidence: z.record(z.string(), z.unknown()).exactOptional(),
  alternatives: z.array(z.string()).exactOptional(),
});

/**
 * Our own JSONL: one message a line. Without `session` all lines are one session; without `turn` a message follows the
 * one before it in its session. Turns are put in order.
 */
export const dramatis: RecordFormat = {
  name: "dramatis",
  detect: (first) => "speaker" in first || "text" in first,
  parse: (records, origin) => {
    const sessions = new Map<string, { message: Message; record: JsonRecord }[]>();
    for (const record of records) {
      const parsed = line.safeParse(record.value);
      if (!parsed.success) {
        const { found, expected } = schemaFault(parsed.error, record.value);
        throw recordError(record, origin, { found, expected });
      }
      const { session = origin.stem, turn, ...rest } = parsed.data;
      const said = sessions.get(session) ?? [];
      const message = { session, turn: turn ?? (said.at(-1)?.message.turn ?? -1) + 1, ...rest };
      said.push({ message, record });
      sessions.set(session, said);
    }
    return [...sessions].map(([session, said]) => inOrder(session, said, origin));
  },
};

function inOrder(session: string, said: { message: Message; record: JsonRecord }[], origin: Origin): Transcript {
  const sorted = said.toSorted((a, b) => a.message.turn - b.message.turn);
  for (const [index, { message, record }] of sorted.entries()) {
    if (sorted[index - 1]?.message.turn === message.turn) {
      throw recordError(record, origin, {
        found: `a second turn ${message.turn} in session ${JSON.stringify(session)}`,
        expected: "each turn once",
      });
    }
  }
  return { session, messages: sorted.map(({ message }) => message) };
}
