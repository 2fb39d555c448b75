import { type CallCache, callCache } from "../../model/index.ts";

/**
 * A cache that is opened at the first call. Until then its file need not be known, and a check in which no server is
 * asked leaves none behind.
 */
export function runCache(path: () => string): CallCache {
  let opened: CallCache | undefined;
  const cache = (): CallCache => {
    opened ??= callCache(path());
    return opened;
  };
  return {
    get: (key) => cache().get(key),
    put: (key, value) => cache().put(key, value),
    close: () => opened?.close(),
  };
}
