import { createHash, randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { InputError } from "../../core/index.ts";
import { parseJson, readText, schemaFault } from "../../persona/index.ts";
import { unwritable, writeWhole } from "../../run/index.ts";

/** A key as it is kept: never the key itself. */
export interface KeptKey {
  name: string;
  /** SHA-256 of the key, hexadecimal. It has 256 random bits, which no slower hash would make harder to guess. */
  hash: string;
  scopes: ("read" | "write")[];
  /** Names of personas, or "all". */
  personas: "all" | string[];
  /** Requests a minute; no bound where absent. */
  perMinute?: number | undefined;
  /** US dollars that its calls may cost in all; no bound where absent. */
  budget?: number | undefined;
  /** ISO 8601. */
  createdAt: string;
}

/** How every key begins, so that one in a log or a repository is found. */
export const KEY_PREFIX = "dramatis_";

const name = z.string().regex(/^[\w.-]{1,64}$/, "a name of at most 64 letters, digits, dots, _ and -");
const keyedName = name.refine(
  (text) => text !== "local",
  'another name than "local", which is who comes without a key',
);
const file = z.strictObject({
  schema: z.literal("dramatis.keys/1"),
  keys: z.array(
    z.strictObject({
      name: keyedName,
      hash: z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits"),
      scopes: z.array(z.enum(["read", "write"])).min(1),
      personas: z.union([z.literal("all"), z.array(z.string().min(1)).min(1)]),
      perMinute: z.number().positive().exactOptional(),
      budget: z.number().nonnegative().exactOptional(),
      createdAt: z.string(),
    }),
  ),
});

const MOST_BYTES = 1 << 20;

/** The keys of a file; undefined where it is not there. @throws InputError for a file that holds something else */
export async function readKeys(path: string): Promise<KeptKey[] | undefined> {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
  const value = parseJson(await readText(path, MOST_BYTES), path);
  const read = file.safeParse(value);
  if (read.success) return read.data.keys;
  const { path: _, ...fault } = schemaFault(read.error, value);
  throw new InputError({ where: path, ...fault });
}

/** What a new key is allowed. */
export type NewKey = Omit<KeptKey, "hash" | "createdAt">;

/**
 * Adds a key to a file, which only its owner can read, and gives the key: it is kept nowhere.
 *
 * @throws InputError for a name that is taken or no name, and for a file that cannot be read or written
 */
export async function addKey(path: string, key: NewKey, now: Date = new Date()): Promise<string> {
  const checked = keyedName.safeParse(key.name);
  const where = "--new-key";
  if (!checked.success) {
    throw new InputError({
      where,
      found: JSON.stringify(key.name),
      expected: checked.error.issues[0]?.message ?? "a name",
    });
  }
  const keys = (await readKeys(path)) ?? [];
  if (keys.some((one) => one.name === key.name)) {
    const fix = `name another, or take it out with --revoke ${key.name}`;
    throw new InputError({ where, found: `a key named ${key.name} already`, expected: "a new name", fix });
  }
  const secret = `${KEY_PREFIX}${randomBytes(32).toString("base64url")}`;
  write(path, [...keys, { ...key, hash: hashOf(secret), createdAt: now.toISOString() }]);
  return secret;
}

/** Takes a key out of a file; a server that runs refuses it from then on. @throws InputError where there is none */
export async function revokeKey(path: string, name: string): Promise<void> {
  const keys = (await readKeys(path)) ?? [];
  if (!keys.some((one) => one.name === name)) {
    const expected = keys.length === 0 ? "a file with keys" : `one of ${keys.map((one) => one.name).join(", ")}`;
    throw new InputError({ where: "--revoke", found: `no key named ${JSON.stringify(name)} in ${path}`, expected });
  }
  write(
    path,
    keys.filter((one) => one.name !== name),
  );
}

export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

function write(path: string, keys: readonly KeptKey[]): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw unwritable(path, error);
  }
  writeWhole(path, `${JSON.stringify({ schema: "dramatis.keys/1", keys }, null, 2)}\n`);
  chmodSync(path, 0o600);
}
