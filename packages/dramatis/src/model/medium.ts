import { z } from "zod";

/** A picture or a sound. */
export interface Medium {
  bytes: Uint8Array<ArrayBuffer>;
  /** Such as "image/png". */
  mediaType: string;
}

/** As the AI SDK's models give one: base64, or bytes. */
export const mediumSchema: z.ZodType<string | Uint8Array> = z.union([z.string(), z.instanceof(Uint8Array)]);

/** Most bytes of a picture or a sound. */
const MOST_BYTES = 16 * 2 ** 20;

/** @throws what `badReply` makes, for one that is too large or of a kind that no browser shows or plays */
export function mediumOf(
  given: string | Uint8Array | undefined,
  options: { typeOf: (bytes: Uint8Array) => string | undefined; badReply: (message: string) => Error },
): Medium {
  const { typeOf, badReply } = options;
  const bytes = Uint8Array.from(typeof given === "string" ? Buffer.from(given, "base64") : (given ?? []));
  if (bytes.length > MOST_BYTES) throw badReply(`${bytes.length} bytes; expected at most ${MOST_BYTES}`);
  const mediaType = typeOf(bytes);
  if (mediaType !== undefined) return { bytes, mediaType };
  throw badReply(bytes.length === 0 ? "an empty reply" : "bytes of a kind that a browser neither shows nor plays");
}
