import { BudgetError, DramatisError, ModelError, type ModelFault, oneLine, StoreError } from "../core/index.ts";
import { HttpStatusError } from "../model/index.ts";

const LONGEST_MESSAGE = 1_000;

/** A request that is answered with another status than 200. Its message is one line. */
export class HttpFault extends Error {
  readonly status: number;
  /** Stable name of what is wrong, such as `model_not_found`. */
  readonly code: string | null;
  /** Member of the request that is at fault. */
  readonly param: string | null;
  /** Beside the error, such as `current`: the version that another writer has put there. */
  readonly more: Record<string, unknown>;
  /** Of the reply, such as `retry-after`. */
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    message: string,
    { code = null, param = null, more = {}, headers = {} }: FaultParts = {},
  ) {
    // What was asked may be quoted in it.
    super(oneLine(message, LONGEST_MESSAGE));
    this.name = "HttpFault";
    this.status = status;
    this.code = code;
    this.param = param;
    this.more = more;
    this.headers = headers;
  }
}

interface FaultParts {
  code?: string | null;
  param?: string | null;
  more?: Record<string, unknown>;
  headers?: Record<string, string>;
}

/** Behind us may be a server of somebody else: what goes wrong there is the fault of a gateway. */
const STATUS: Record<ModelFault, number> = {
  auth: 502,
  rate_limit: 429,
  server: 502,
  timeout: 504,
  refused_request: 400,
  bad_reply: 502,
  network: 502,
};

/** Codes of what the caller can mend. */
const CALLERS: readonly string[] = ["invalid_input", "unsupported", "unknown_name"];

/** Whatever was thrown as an answer: input and unmet needs are the caller's (400), the rest is ours (5xx). */
export function faultOf(error: unknown): HttpFault {
  if (error instanceof HttpFault) return error;
  if (error instanceof ModelError) {
    const after = error instanceof HttpStatusError ? error.retryAfter : undefined;
    // What a server says is not to be trusted with a header of ours unless it reads as seconds or a date.
    const headers = after !== undefined && /^[\w ,:]{1,40}$/.test(after) ? { "retry-after": after } : {};
    return new HttpFault(STATUS[error.fault], error.message, { code: error.code, headers });
  }
  // The code is the one that OpenAI's clients know.
  if (error instanceof BudgetError) return new HttpFault(429, "the budget is used up", { code: "insufficient_quota" });
  if (error instanceof StoreError && error.fault === "locked") {
    return new HttpFault(503, error.message, { code: error.code, headers: { "retry-after": "1" } });
  }
  if (error instanceof DramatisError) {
    if (isFull(error)) return new HttpFault(507, "the disk of the server is full", { code: "disk_full" });
    return new HttpFault(CALLERS.includes(error.code) ? 400 : 500, error.message, { code: error.code });
  }
  return new HttpFault(500, oneLine(`unexpected error: ${error instanceof Error ? error.message : String(error)}`));
}

/** No space is left, which no caller can mend. */
function isFull(error: DramatisError): boolean {
  if (error instanceof StoreError) return error.fault === "full";
  const { cause } = error;
  return cause instanceof Error && "code" in cause && (cause.code === "ENOSPC" || cause.code === "EDQUOT");
}

/** The shape in which OpenAI's API reports errors. */
export function errorBody({ status, message, code, param, more }: HttpFault): object {
  const type = status === 429 ? "rate_limit_error" : status < 500 ? "invalid_request_error" : "server_error";
  return { error: { message, type, param, code }, ...more };
}
