import type { RouteSpec } from "./api-route.ts";

const openAi = "OpenAI-compatible";
const server = "Server";

/** What the server answers beside the native API; it is in the document, and elsewhere in the code. */
export const OUTSIDE_SPECS: readonly RouteSpec[] = [
  {
    method: "get",
    path: "/v1/models",
    summary: "The personas, as models.",
    scope: "read",
    tag: openAi,
    media: "application/json",
  },
  {
    method: "post",
    path: "/v1/chat/completions",
    summary: "A reply of a persona: its name, or name@version, is the model. Whole, or as events with stream.",
    scope: "read",
    tag: openAi,
    media: "application/json",
  },
  {
    method: "post",
    path: "/v1/embeddings",
    summary: "Unit vectors of texts.",
    scope: "read",
    tag: openAi,
    media: "application/json",
  },
  {
    method: "post",
    path: "/mcp",
    summary: "Model Context Protocol, streamable HTTP: ask a persona, check a transcript, sample people, survey.",
    scope: "read",
    tag: "Model Context Protocol",
    media: "application/json",
  },
  { method: "get", path: "/metrics", summary: "For Prometheus.", scope: "read", tag: server, media: "text/plain" },
  {
    method: "get",
    path: "/api/health",
    summary: "Whether the server is up.",
    scope: "open",
    tag: server,
    media: "application/json",
  },
  {
    method: "get",
    path: "/api/ready",
    summary: "Whether it takes requests.",
    scope: "open",
    tag: server,
    media: "application/json",
  },
  {
    method: "get",
    path: "/api/openapi.json",
    summary: "This document.",
    scope: "open",
    tag: server,
    media: "application/json",
  },
  { method: "get", path: "/docs", summary: "This document as a page.", scope: "open", tag: server, media: "text/html" },
];
