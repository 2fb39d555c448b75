import { ModelError, type ModelFault } from "../core/index.ts";

/** A reply with a status outside 200..299. Carries what the server said about when to come back. */
export class HttpStatusError extends ModelError {
  /** The `Retry-After` header as sent: seconds or an HTTP date. */
  readonly retryAfter: string | undefined;

  constructor(model: string, message: string, { status, retryAfter }: { status: number; retryAfter?: string }) {
    super(model, faultOfStatus(status), message, { status });
    this.retryAfter = retryAfter;
  }
}

/** 408 is the server's own time-out and is worth another try, as every 5xx is. */
function faultOfStatus(status: number): ModelFault {
  if (status === 401 || status === 403) return "auth";
  if (status === 429) return "rate_limit";
  if (status === 408 || status >= 500) return "server";
  return "refused_request";
}
