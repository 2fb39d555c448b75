import { randomUUID } from "node:crypto";
import type { Meter } from "../../model/index.ts";
import type { RequestScope } from "../auth/request-scope.ts";
import { HttpFault } from "../http-fault.ts";
import type { ServerMetrics } from "./server-metrics.ts";

/** One line of the log; `level` is "error" where the fault is ours. */
export interface LogLine {
  at: string;
  level: "info" | "warn" | "error";
  event: string;
  [name: string]: unknown;
}

export interface ExchangeOptions {
  request: Request;
  metrics: ServerMetrics;
  log: (line: LogLine) => void;
  /** Whether the log says what was said. */
  logText: boolean;
  now: () => Date;
  /** Those that are under way. */
  underWay: Set<Exchange>;
}

/** One request from its first byte to the last of its reply. */
export class Exchange {
  readonly id: string;
  /** The pattern that it matched; counted under this. */
  route = "none";
  /** What it has used, once it was let in. */
  meter: Meter | undefined;
  /** See `RequestScope`. */
  readonly notes: RequestScope["notes"] = {};
  readonly texts: RequestScope["texts"] = {};
  /** Its reply is made as it is read, and says itself when it ends. */
  isStreaming = false;
  readonly #options: ExchangeOptions;
  readonly #abort = new AbortController();
  readonly #done: ReturnType<ServerMetrics["begin"]>;
  readonly #start = performance.now();
  readonly #leave = (): void => this.#abort.abort(new HttpFault(499, "the client has gone", { code: "client_gone" }));
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(options: ExchangeOptions) {
    const { request, metrics, underWay } = options;
    this.#options = options;
    this.id = requestId(request.headers.get("x-request-id"));
    this.#done = metrics.begin(request.method);
    underWay.add(this);
    if (request.signal.aborted) this.#leave();
    else request.signal.addEventListener("abort", this.#leave, { once: true });
  }

  /** Aborts when the client has gone, time is up, or the server stops; the reason is an HttpFault. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** From now on it may take so long. */
  limit(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#abort.abort(new HttpFault(504, `not done after ${ms / 1000} s`, { code: "timeout" }));
    }, ms);
  }

  /** It may take as long as it does. */
  unlimit(): void {
    clearTimeout(this.#timer);
  }

  abort(reason: HttpFault): void {
    this.#abort.abort(reason);
  }

  /** The client has gone. */
  gone(): void {
    this.#leave();
  }

  /** The last byte is out, or nobody waits for it any more. */
  end(status: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    const { request, underWay, metrics, log, logText, now } = this.#options;
    request.signal.removeEventListener("abort", this.#leave);
    underWay.delete(this);
    const reason: unknown = this.#abort.signal.reason;
    const ended = reason instanceof HttpFault ? reason.status : status;
    this.#done({ route: this.route, status: ended });
    const { inputTokens, outputTokens, cost } = this.meter?.usage() ?? { inputTokens: 0, outputTokens: 0 };
    metrics.used({ inputTokens, outputTokens });
    log({
      at: now().toISOString(),
      level: ended >= 500 ? "error" : ended >= 400 ? "warn" : "info",
      event: "request",
      id: this.id,
      method: request.method,
      route: this.route,
      status: ended,
      ms: Math.round(performance.now() - this.#start),
      ...this.notes,
      ...(inputTokens + outputTokens > 0 && { inputTokens, outputTokens }),
      ...(cost !== undefined && { cost }),
      ...(logText && this.texts),
    });
  }
}

/** The client's own, where it is one that a log can bear. */
function requestId(given: string | null): string {
  return given !== null && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}
