import type { Route } from "../route.ts";

/** GET /health: the server is up. */
export const health: Route = {
  method: "GET",
  path: "/health",
  answer: async () => ({ json: { status: "ok" } }),
};
