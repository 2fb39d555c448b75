import { z } from "zod";
import { schemaFault } from "../../persona/index.ts";
import { type JsonRecord, type Line, type Origin, type RecordFormat, recordError, session } from "./format.ts";

const event = z.object({
  actor: z.string().min(1),
  kind: z.string(),
  to: z.union([z.string(), z.array(z.string())]).exactOptional(),
  text: z.string().exactOptional(),
  made: z.object({ model: z.string().exactOptional(), personaVersion: z.string().exactOptional() }).exactOptional(),
});

/**
 * A scene as `dramatis play` writes it, one event a line: a session of what was said in the open. What was thought, done,
 * whispered, directed, or answered to somebody outside is no conversation.
 */
export const scene: RecordFormat = {
  name: "scene",
  detect: (first) => "actor" in first && "kind" in first,
  parse: (records, origin) => [
    session(
      origin.stem,
      records.flatMap((record) => saidIn(record, origin)),
    ),
  ],
};

function saidIn(record: JsonRecord, origin: Origin): Line[] {
  const parsed = event.safeParse(record.value);
  if (!parsed.success) {
    const { found, expected } = schemaFault(parsed.error, record.value);
    throw recordError(record, origin, { found, expected });
  }
  const { actor, kind, to, text, made } = parsed.data;
  if (kind !== "speech" || to !== "all" || text === undefined) return [];
  const { model, personaVersion } = made ?? {};
  const from = { ...(model !== undefined && { model }), ...(personaVersion !== undefined && { personaVersion }) };
  return [{ speaker: actor, text, ...from }];
}
