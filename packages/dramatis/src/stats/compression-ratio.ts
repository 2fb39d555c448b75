import { gzipSync } from "node:zlib";

/**
 * Bytes of the texts, one a line, over their bytes after gzip at level 9: the more they repeat themselves, the higher. It
 * grows with the number of bytes, so that only equal numbers compare: the rest after `bytes` is cut off.
 *
 * @returns null where there are fewer bytes than asked for, or none.
 */
export function compressionRatio(texts: readonly string[], bytes?: number): number | null {
  const whole = Buffer.from(texts.join("\n"));
  const text = whole.subarray(0, bytes);
  if (text.length === 0 || text.length < (bytes ?? 0)) return null;
  return text.length / gzipSync(text, { level: 9 }).length;
}
