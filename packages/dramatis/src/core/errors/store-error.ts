import { oneLine } from "../one-line.ts";
import { DramatisError } from "./dramatis-error.ts";

export type StoreFault = "locked" | "full" | "read_only" | "corrupt" | "unreadable" | "unreachable";

const WORDS: Record<StoreFault, string> = {
  locked: "locked by another process",
  full: "full, nothing more can be written",
  read_only: "read-only, nothing can be written",
  corrupt: "corrupt",
  unreadable: "unreadable",
  unreachable: "not to be reached",
};

const FIXES: Record<StoreFault, string> = {
  locked: "close what uses it, or try again",
  full: "make room on its disk",
  read_only: "make the file and its folder writable, or name another",
  corrupt: "put a backup in its place, or name another file; it is left as it is",
  unreadable: "name another file; it is left as it is",
  unreachable: "start it, or mend its address",
};

/** A store that cannot be read or written now. What it holds is never deleted for it. One line. */
export class StoreError extends DramatisError {
  readonly fault: StoreFault;
  /** Which store: its file or address. */
  readonly store: string;

  constructor(store: string, fault: StoreFault, options: { detail?: string; fix?: string; cause?: unknown } = {}) {
    const { detail, fix = FIXES[fault], cause } = options;
    const why = detail === undefined ? "" : ` (${detail})`;
    super("store", oneLine(`${store}: the store is ${WORDS[fault]}${why}; ${fix}`, 400), { cause });
    this.fault = fault;
    this.store = store;
  }
}
