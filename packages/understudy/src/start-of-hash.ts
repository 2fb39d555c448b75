import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/** First 8 hex digits of the SHA-256 of a file: enough to tell weights apart. */
export async function startOfHash(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex").slice(0, 8);
}
