import { isObject } from "../checked-record.ts";
import type { Withheld } from "../interchange.ts";

/** A card as SillyTavern saves it names the file of its last chat: it is nobody's but the owner's. */
export function privateChat(record: unknown): Withheld {
  if (!isObject(record) || !("chat" in record)) return { record, losses: [] };
  const { chat: _, ...rest } = record;
  return { record: rest, losses: [{ path: "chat", kind: "dropped", note: "the name of a private chat; never kept" }] };
}
