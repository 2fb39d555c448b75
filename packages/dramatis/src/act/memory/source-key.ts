import { contentId } from "../../core/index.ts";
import type { MemorySource } from "./memory.ts";

/** Two sources with the same key are the same words of the same message. */
export function sourceKey({ session, turn, speaker, quote }: MemorySource): string {
  return contentId([session, turn, speaker.trim().toLowerCase(), quote]);
}
