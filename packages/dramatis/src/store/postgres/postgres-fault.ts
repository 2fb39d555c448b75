import { StoreError, type StoreFault } from "../../core/index.ts";

// Classes and codes of PostgreSQL's errors (its manual, appendix A), and of the sockets under it.
const PASSING = /^(08...|57P0[123]|53300|40001|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN)$/;
const CUT = /Connection terminated|connection timeout|Client has encountered a connection error|not queryable/i;
const FAULTS: readonly [RegExp, StoreFault][] = [
  [/^53[12]/, "full"], // disk full, out of memory
  [/^25006$/, "read_only"],
  [/^55P03$/, "locked"],
  [/^XX00[12]$/, "corrupt"],
  [/^(28|3D|42501)/, "unreadable"], // password, database, privilege
  [/^ENOTFOUND$/, "unreachable"],
];

/** Whether the server went away or asks to be tried again: what was under way is done once more. */
export function isPassing(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isPassing);
  if (!(error instanceof Error)) return false;
  return PASSING.test(codeOf(error)) || CUT.test(error.message);
}

/** What the server did, as a StoreError; what is no such fault is given back as it is. */
export function postgresFault(name: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error;
  const fault = isPassing(error) ? "unreachable" : FAULTS.find(([codes]) => codes.test(codeOf(error)))?.[1];
  if (fault === undefined) return error;
  const detail = error.message || codeOf(error);
  const fix = fault === "unreadable" ? "look at the name, password and rights in DATABASE_URL" : undefined;
  return new StoreError(name, fault, { detail, ...(fix && { fix }), cause: error });
}

function codeOf(error: Error): string {
  if ("code" in error && typeof error.code === "string") return error.code;
  const [first] = error instanceof AggregateError ? error.errors : [];
  return first instanceof Error ? codeOf(first) : "";
}
