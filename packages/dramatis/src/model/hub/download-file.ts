import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat, truncate } from "node:fs/promises";
import { dirname } from "node:path";
import { InputError } from "../../core/index.ts";
import type { HubContent, HubFile } from "./hub-client.ts";

export interface Download {
  file: HubFile;
  /** Where it is to lie. */
  target: string;
  /** Opens the content from a byte on. */
  read(from: number): Promise<HubContent>;
  signal?: AbortSignal | undefined;
  /** Bytes of this file that are here. */
  onBytes?(here: number): void;
}

/**
 * Downloads one file, going on where an earlier attempt stopped. The part that is here lies beside the target, named
 * after the checksum so that what belongs to another revision is never continued; it gets the target's name when the
 * checksum holds. A file that is there already and right is left alone.
 *
 * @throws InputError when the content is not what the hub's checksum says (the part is then removed), or ends too soon
 */
export async function downloadFile({ file, target, read, signal, onBytes = () => {} }: Download): Promise<void> {
  if ((await sizeOf(target)) === file.bytes && (await digestOf(target, file, signal)) === file.checksum.hex) {
    onBytes(file.bytes);
    return;
  }
  await mkdir(dirname(target), { recursive: true });
  const part = partOf(target, file);
  await fetchRest({ part, file, read, signal, onBytes });
  if ((await digestOf(part, file, signal)) !== file.checksum.hex) {
    await rm(part);
    throw new InputError({
      where: file.path,
      found: "content that does not match its checksum",
      expected: `${file.checksum.kind === "sha256" ? "SHA-256" : "git hash"} ${file.checksum.hex}`,
      fix: "the download is removed; run the same command again",
    });
  }
  await rename(part, target);
}

/** Bytes of a file that are here, whole or in part. */
export async function bytesHere(target: string, file: HubFile): Promise<number> {
  const whole = (await sizeOf(target)) === file.bytes;
  return whole ? file.bytes : Math.min((await sizeOf(partOf(target, file))) ?? 0, file.bytes);
}

function partOf(target: string, file: HubFile): string {
  return `${target}.${file.checksum.hex.slice(0, 12)}.part`;
}

/** Brings the part to its full length. */
async function fetchRest({
  part,
  file,
  read,
  signal,
  onBytes,
}: Omit<Required<Download>, "target"> & { part: string }): Promise<void> {
  let here = (await sizeOf(part)) ?? 0;
  if (here > file.bytes) here = await cutToNothing(part);
  if (here === file.bytes && here > 0) return;
  const content = file.bytes === 0 ? { from: 0, body: nothing() } : await read(here);
  if (content.from !== here) here = await cutToNothing(part);
  const handle = await open(part, "a");
  try {
    onBytes(here);
    for await (const chunk of content.body) {
      signal?.throwIfAborted();
      here += chunk.length;
      // More than was announced cannot have the checksum; the disk need not be filled to find out.
      if (here > file.bytes) break;
      await handle.appendFile(chunk);
      onBytes(here);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (here >= file.bytes) return;
  throw new InputError({
    where: file.path,
    found: `${here} bytes`,
    expected: `${file.bytes}`,
    fix: "run the same command again to go on where it stopped",
  });
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function cutToNothing(path: string): Promise<0> {
  await truncate(path);
  return 0;
}

/** Undefined where nothing is there. */
async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

async function digestOf(path: string, { checksum, bytes }: HubFile, signal?: AbortSignal): Promise<string> {
  const hash: Hash = createHash(checksum.kind === "sha256" ? "sha256" : "sha1");
  if (checksum.kind === "git") hash.update(`blob ${bytes}\0`);
  for await (const chunk of createReadStream(path)) {
    signal?.throwIfAborted();
    hash.update(chunk as Buffer);
  }
  return hash.digest("hex");
}
