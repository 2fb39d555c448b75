import { z } from "zod";
import type { Transcript } from "../../core/index.ts";
import { schemaFault } from "../../persona/index.ts";
import {
  isObject,
  type JsonRecord,
  type Line,
  type Origin,
  type RecordFormat,
  recordError,
  session,
} from "./format.ts";

const line = z.object({
  name: z.string().nullish(),
  is_user: z.boolean().nullish(),
  is_system: z.boolean().nullish(),
  send_date: z.unknown().optional(),
  mes: z.string(),
  swipes: z.array(z.string()).nullish(),
});

/**
 * A chat of SillyTavern: a header line, then one message a line. Messages that are hidden from the model (`is_system`)
 * are no conversation. Swipes that were not taken stay as the message's alternatives.
 */
export const sillyTavern: RecordFormat = {
  name: "silly-tavern",
  detect: (first) => "chat_metadata" in first || ("user_name" in first && "character_name" in first) || "mes" in first,
  parse: (records, origin) => {
    const header = records.map(({ value }) => value).find((value) => isObject(value) && !("mes" in value));
    const names = isObject(header) ? header : {};
    return [
      session(
        origin.stem,
        records.flatMap((record) => lines(record, origin, names)),
      ),
    ] satisfies Transcript[];
  },
};

function lines(record: JsonRecord, origin: Origin, names: Record<string, unknown>): Line[] {
  if (isObject(record.value) && !("mes" in record.value) && record.value === names) return [];
  const parsed = line.safeParse(record.value);
  if (!parsed.success) {
    const { found, expected } = schemaFault(parsed.error, record.value);
    throw recordError(record, origin, { found, expected });
  }
  const { name, is_user, is_system, send_date, mes, swipes } = parsed.data;
  if (is_system || mes.trim() === "") return [];
  const at = time(send_date);
  const others = [...new Set(swipes ?? [])].filter((swipe) => swipe !== mes && swipe.trim() !== "");
  return [
    {
      speaker:
        named(name) ?? named(is_user ? names.user_name : names.character_name) ?? (is_user ? "user" : "assistant"),
      text: mes,
      ...(at === undefined ? {} : { at }),
      ...(others.length > 0 ? { alternatives: others } : {}),
    },
  ];
}

/** SillyTavern writes "unused" for the names of a group. */
function named(name: unknown): string | undefined {
  return typeof name === "string" && name.trim() !== "" && name !== "unused" ? name : undefined;
}

/** Milliseconds, ISO 8601, or "2024-01-05@10h22m07s"; what was written for people only is left out. */
function time(date: unknown): string | undefined {
  if (typeof date === "number")
    return Number.isFinite(date) && Math.abs(date) < 8.64e15 ? new Date(date).toISOString() : undefined;
  if (typeof date !== "string") return undefined;
  const own = /^(\d{4})-(\d\d?)-(\d\d?) ?@ ?(\d\d?)h ?(\d\d?)m(?: ?(\d\d?)s)?/.exec(date);
  const [, year = "", ...parts] = own ?? [];
  const [month, day, hour, minute, second] = parts.map((part) => (part ?? "0").padStart(2, "0"));
  const iso = own === null ? date : `${year}-${month}-${day}T${hour}:${minute}:${second ?? "00"}`;
  return z.iso.datetime({ offset: true, local: true }).safeParse(iso).success ? iso : undefined;
}
