import { docsPage } from "../api/docs-page.ts";
import { openApiDocument } from "../api/openapi.ts";
import { OUTSIDE_SPECS } from "../api/outside-specs.ts";
import { API_ROUTES } from "../api/routes/index.ts";
import { HttpFault } from "../http-fault.ts";
import { mcpOverHttp } from "../mcp/mcp-over-http.ts";
import type { ServedRoute } from "./mount-routes.ts";
import type { ServerMetrics } from "./server-metrics.ts";

export interface OwnRoutes {
  metrics: ServerMetrics;
  /** Of the program. */
  version: string;
  isStopping: () => boolean;
}

/** What a server says of itself, and the Model Context Protocol. */
export function ownRoutes({ metrics, version, isStopping }: OwnRoutes): readonly ServedRoute[] {
  const document = openApiDocument([...API_ROUTES.map(({ spec }) => spec), ...OUTSIDE_SPECS], { version });
  const page = docsPage(document);
  const answers: Record<string, ServedRoute["answer"]> = {
    "/api/health": async () => ({ json: { status: "ok" } }),
    "/api/ready": async (_request, { personas }) => {
      if (isStopping()) throw new HttpFault(503, "the server stops", { code: "stopping" });
      return { json: { status: "ready", personas: (await personas.list()).length } };
    },
    "/api/openapi.json": async () => ({ json: document }),
    "/docs": async () => new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } }),
    "/metrics": async () =>
      new Response(await metrics.registry.metrics(), { headers: { "content-type": metrics.registry.contentType } }),
    "/mcp": async ({ body, caller, headers, signal }, house) => {
      const request = new Request("http://localhost/mcp", { method: "POST", headers, signal });
      return mcpOverHttp(request, { house, caller, version, body });
    },
  };
  return OUTSIDE_SPECS.flatMap((spec) => {
    const answer = answers[spec.path];
    return answer ? [{ spec, answer }] : [];
  });
}
