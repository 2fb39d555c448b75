import { timingSafeEqual } from "node:crypto";
import { statSync } from "node:fs";
import { DramatisError } from "../../core/index.ts";
import { type Meter, meter } from "../../model/index.ts";
import { type Caller, LOCAL } from "../api/caller.ts";
import { HttpFault } from "../http-fault.ts";
import { type KeyUsage, keyUsage } from "./key-usage.ts";
import { hashOf, type KeptKey, readKeys } from "./keys-file.ts";
import type { TokenBucket } from "./token-bucket.ts";

/** Who has come in, and who pays. */
export interface Admitted {
  caller: Caller;
  /** Of all that the key has used. */
  meter: Meter;
}

/** The door: says who a request is from. */
export interface KeyRing {
  /** Whether a key must be shown. */
  readonly isKeyed: boolean;
  /** Whether a key has a budget, which only calls of a known price can be held to. */
  readonly isBudgeted: boolean;
  /**
   * @param authorization the header of that name
   * @throws HttpFault 401 without a key that is known, 429 where it has come too often
   */
  admit(authorization: string | undefined): Promise<Admitted>;
}

/** Without keys everybody is whoever sits at this machine. */
export function openDoor(): KeyRing {
  const admitted: Admitted = { caller: LOCAL, meter: meter() };
  return { isKeyed: false, isBudgeted: false, admit: async () => admitted };
}

interface HeldKey {
  admitted: Admitted;
  hash: Buffer;
  bucket: TokenBucket | undefined;
  isBudgeted: boolean;
}

/**
 * The keys of a file. It is read again when it has changed: a key that is taken out is refused from then on, and so are all
 * where it is gone.
 *
 * @param tell hears that a changed file cannot be read; what was read before then holds on.
 * @param usage what the keys have used before; nothing by default
 * @throws InputError for a file that cannot be read now
 */
export async function keyRing(
  path: string,
  { tell = () => {}, usage = keyUsage() }: { tell?: (message: string) => void; usage?: KeyUsage } = {},
): Promise<KeyRing> {
  let held: HeldKey[] = [];
  let stamp = stampOf(path);

  function hold(key: KeptKey): HeldKey {
    const { name, hash, scopes, personas, budget } = key;
    const { meter, bucket } = usage.countOf(key);
    const caller: Caller = { key: name, scopes, personas };
    return {
      admitted: { caller, meter },
      hash: Buffer.from(hash, "hex"),
      bucket,
      isBudgeted: budget !== undefined,
    };
  }

  async function read(): Promise<void> {
    held = ((await readKeys(path)) ?? []).map(hold);
  }

  async function refresh(): Promise<void> {
    const found = stampOf(path);
    if (found === stamp) return;
    stamp = found;
    try {
      await read();
    } catch (error) {
      if (!(error instanceof DramatisError)) throw error;
      tell(`the keys are as before: ${error.message}`);
    }
  }

  await read();
  return {
    isKeyed: true,
    get isBudgeted() {
      return held.some(({ isBudgeted }) => isBudgeted);
    },
    async admit(authorization) {
      await refresh();
      const [, secret] = /^Bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
      const shown = Buffer.from(hashOf(secret ?? ""), "hex");
      // Every key is compared, each in the same time.
      let found: HeldKey | undefined;
      for (const key of held) if (timingSafeEqual(key.hash, shown)) found = key;
      if (secret === undefined || found === undefined) {
        const message = secret === undefined ? "no key was shown" : "this key is not known here";
        throw new HttpFault(401, `${message}; expected the header Authorization: Bearer KEY`, {
          code: "invalid_api_key",
          headers: { "www-authenticate": "Bearer" },
        });
      }
      const seconds = found.bucket?.take() ?? 0;
      if (seconds === 0) return found.admitted;
      throw new HttpFault(429, `the key ${found.admitted.caller.key} has come too often; the next in ${seconds} s`, {
        code: "rate_limit_exceeded",
        headers: { "retry-after": String(seconds) },
      });
    },
  };
}

function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? "" : `${found.mtimeMs} ${found.size} ${found.ino}`;
}
