import { readFileSync, statSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { z } from "zod";
import { InputError, type Usage } from "../../core/index.ts";
import { addUsage } from "../../model/add-usage.ts";
import { type Meter, meter } from "../../model/index.ts";
import { parseJson, schemaFault } from "../../persona/index.ts";
import { unwritable } from "../../run/index.ts";
import type { KeptKey } from "./keys-file.ts";
import { type TokenBucket, tokenBucket } from "./token-bucket.ts";

/** What holds a key to its bounds. */
export interface KeyCount {
  /** Of all that the key has used; its cap is the budget. */
  meter: Meter;
  bucket: TokenBucket | undefined;
}

/** What keys have used, over every start of the server. */
export interface KeyUsage {
  /** The counts of a key as it stands in the file of keys: other bounds do not take away what it has used. */
  countOf(key: KeptKey): KeyCount;
  /** Writes down what is not yet, and writes no more. */
  close(): Promise<void>;
}

export interface KeyUsageOptions {
  /** File that it is kept in; with none it is gone with the process. */
  path?: string | undefined;
  /** Hears that it cannot be written; it is counted on, and tried again. */
  tell?: ((message: string) => void) | undefined;
  /** Milliseconds, of a clock that does not go back. */
  now?: (() => number) | undefined;
  /** Milliseconds since 1970. */
  date?: (() => number) | undefined;
}

/** How often it is written while it changes: so much is lost where the process is killed. */
const EVERY_MS = 1000;

const SCHEMA = "dramatis.key-usage/1";
const amount = z.number().nonnegative();
const keptUse = z.strictObject({
  name: z.string(),
  hash: z.string(),
  /** When the key was first seen. ISO 8601. */
  since: z.string(),
  inputTokens: amount,
  outputTokens: amount,
  /** US dollars, of calls whose price is known. */
  cost: amount,
  /** Requests that it might make at once, at that time (milliseconds since 1970). */
  rate: z.strictObject({ left: amount, at: z.number() }).exactOptional(),
});
const file = z.strictObject({ schema: z.literal(SCHEMA), keys: z.array(keptUse) });

type KeptUse = z.infer<typeof keptUse>;

/** A key whose use is counted now. */
interface Counted {
  key: KeptKey;
  before: KeptUse;
  count: KeyCount;
  /** That of the budget, and those of earlier budgets, whose last calls may be under way. */
  meters: Meter[];
}

/** @throws InputError for a file that holds something else */
export function keyUsage(options: KeyUsageOptions = {}): KeyUsage {
  const { path, tell = () => {}, now, date = Date.now } = options;
  const kept = new Map((path === undefined ? [] : readUses(path)).map((use) => [use.hash, use]));
  const counted = new Map<string, Counted>();
  let written = "";
  let writing: Promise<void> | undefined;
  let isTold = false;

  /** All that a key has used until now. */
  function useOf({ key, before, count, meters }: Counted): KeptUse {
    const { inputTokens, outputTokens, cost = 0 } = meters.map((one) => one.here()).reduce(addUsage, usageIn(before));
    const rate = count.bucket && { left: count.bucket.left(), at: date() };
    const { since } = before;
    return { name: key.name, hash: key.hash, since, inputTokens, outputTokens, cost, ...(rate && { rate }) };
  }

  function begin(key: KeptKey, known: Counted | undefined): Counted {
    const { name, hash, budget, perMinute } = key;
    const start = known ? useOf(known) : kept.get(hash);
    const zero = { name, hash, since: new Date(date()).toISOString(), inputTokens: 0, outputTokens: 0, cost: 0 };
    const before = known?.before ?? start ?? zero;
    const own = meter({ cap: budget });
    own.elsewhere(usageIn(start ?? zero));
    const isSameRate = known !== undefined && known.key.perMinute === perMinute;
    const bucket = isSameRate ? known.count.bucket : bucketOf(perMinute, { rate: start?.rate, now, date });
    return { key, before, count: { meter: own, bucket }, meters: [...(known?.meters ?? []), own] };
  }

  /** Changes with every call and every request, and with nothing else. */
  function mark(): string {
    return JSON.stringify(
      [...counted.values()].map(({ meters, count }) => [meters.map(({ calls }) => calls), count.bucket?.taken]),
    );
  }

  async function save(to: string): Promise<void> {
    const saved = mark();
    if (saved === written) return;
    for (const one of counted.values()) kept.set(one.key.hash, useOf(one));
    try {
      await writeUses(to, [...kept.values()]);
      written = saved;
      isTold = false;
    } catch (error) {
      const reason = unwritable(to, error);
      if (!isTold)
        tell(`what keys have used is not written down: ${reason instanceof Error ? reason.message : reason}`);
      isTold = true;
    }
  }

  const timer =
    path === undefined
      ? undefined
      : setInterval(() => {
          writing ??= save(path).finally(() => {
            writing = undefined;
          });
        }, EVERY_MS).unref();
  return {
    countOf(key) {
      const known = counted.get(key.hash);
      const isSame = known && known.key.budget === key.budget && known.key.perMinute === key.perMinute;
      const one = isSame ? { ...known, key } : begin(key, known);
      counted.set(key.hash, one);
      return one.count;
    },
    async close() {
      clearInterval(timer);
      await writing;
      if (path !== undefined) await save(path);
    },
  };
}

interface Clocks {
  now: KeyUsageOptions["now"];
  date: () => number;
}

/** As it was left, and filled up for the time since. */
function bucketOf(
  perMinute: number | undefined,
  { rate, now, date }: Clocks & { rate: KeptUse["rate"] },
): TokenBucket | undefined {
  if (perMinute === undefined) return undefined;
  if (rate === undefined) return tokenBucket(perMinute, { now });
  const since = Math.max(0, date() - rate.at) * (perMinute / 60_000);
  return tokenBucket(perMinute, { now, left: rate.left + since });
}

function usageIn({ inputTokens, outputTokens, cost }: KeptUse): Usage {
  return { inputTokens, outputTokens, cost };
}

function readUses(path: string): KeptUse[] {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return [];
  const value = parseJson(readFileSync(path, "utf8"), path);
  const read = file.safeParse(value);
  if (read.success) return read.data.keys;
  const { path: _, ...fault } = schemaFault(read.error, value);
  throw new InputError({ where: path, ...fault, fix: "delete it, and every key begins at zero" });
}

/** Whole or not at all, without holding up who is served. Its owner alone may read it. */
async function writeUses(path: string, keys: readonly KeptUse[]): Promise<void> {
  const staged = `${path}.tmp`;
  const handle = await open(staged, "w", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify({ schema: SCHEMA, keys })}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(staged, path);
}
