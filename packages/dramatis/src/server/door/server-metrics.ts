import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** What Prometheus is told. Routes are patterns, so there are only so many of them. */
export interface ServerMetrics {
  readonly registry: Registry;
  /** A request begins; the result is called once, when the last byte of its reply is out. */
  begin(method: string): (done: { route: string; status: number }) => void;
  used(tokens: { inputTokens: number; outputTokens: number }): void;
}

const SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60];

export function serverMetrics(): ServerMetrics {
  const registry = new Registry();
  const registers = [registry];
  const labelNames = ["method", "route", "status"] as const;
  const requests = new Counter({ name: "dramatis_requests_total", help: "Requests answered.", labelNames, registers });
  const seconds = new Histogram({
    name: "dramatis_request_seconds",
    help: "From the request to the end of its reply.",
    labelNames: ["route"] as const,
    buckets: SECONDS,
    registers,
  });
  const open = new Gauge({ name: "dramatis_requests_open", help: "Requests under way.", registers });
  const tokens = new Counter({
    name: "dramatis_tokens_total",
    help: "Tokens of the models that were called.",
    labelNames: ["direction"] as const,
    registers,
  });
  return {
    registry,
    begin(method) {
      open.inc();
      const start = performance.now();
      return ({ route, status }) => {
        open.dec();
        requests.inc({ method, route, status });
        seconds.observe({ route }, (performance.now() - start) / 1000);
      };
    },
    used({ inputTokens, outputTokens }) {
      tokens.inc({ direction: "in" }, inputTokens);
      tokens.inc({ direction: "out" }, outputTokens);
    },
  };
}
