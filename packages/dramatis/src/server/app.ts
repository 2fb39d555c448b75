import { Hono } from "hono";
import type { House } from "./api/house.ts";
import { API_ROUTES } from "./api/routes/index.ts";
import { type KeyRing, openDoor } from "./auth/key-ring.ts";
import { Exchange, type LogLine } from "./door/exchange.ts";
import { type AppEnv, mountRoutes } from "./door/mount-routes.ts";
import { ownRoutes } from "./door/own-routes.ts";
import { redactor } from "./door/redact.ts";
import { CONTENT_SECURITY_POLICY, isLoopback, SECURITY_HEADERS } from "./door/security-headers.ts";
import { type ServerMetrics, serverMetrics } from "./door/server-metrics.ts";
import { studioFiles, studioResponse } from "./door/studio-files.ts";
import { errorBody, faultOf, HttpFault } from "./http-fault.ts";
import { openaiRoutes } from "./openai/openai-routes.ts";
import { placeless } from "./placeless.ts";

export interface AppOptions {
  /** Who is let in; without, whoever reaches the server from this machine. */
  door?: KeyRing;
  log?: (line: LogLine) => void;
  /** Whether the log says what was said. */
  logText?: boolean;
  metrics?: ServerMetrics;
  /** Folder of the built studio. */
  studio?: string | undefined;
  /** Of the program, for the document of the API. */
  version?: string;
  /** Most bytes of a body. */
  largestBody?: number;
  /** How long a reply may take. */
  timeLimitMs?: number;
  /** Requests under way, for who stops the server. */
  underWay?: Set<Exchange>;
  /** Whether the server stops: nothing new is then begun. */
  isStopping?: () => boolean;
}

/**
 * All that a server answers: the native API, OpenAI's API with personas for models, the Model Context Protocol, the studio,
 * and what a watch asks for. Whatever goes wrong is JSON of the shape in which OpenAI's API reports errors.
 */
export function createApp(house: House, options: AppOptions = {}): Hono<AppEnv> {
  const { door = openDoor(), log = () => {}, logText = false, metrics = serverMetrics(), version = "0" } = options;
  const { largestBody = 8 * 2 ** 20, timeLimitMs = 300_000 } = options;
  const { underWay = new Set<Exchange>(), isStopping = () => false } = options;
  const secretless = redactor(house.env);
  const plain = placeless([house.folder]);
  const redact = (text: string): string => plain(secretless(text));
  const app = new Hono<AppEnv>();

  app.use(async (context, next) => {
    const request = context.req.raw;
    const exchange = new Exchange({ request, metrics, log, logText, now: () => house.now(), underWay });
    context.set("exchange", exchange);
    await next();
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) context.res.headers.set(name, value);
    // A route with a policy of its own, such as a report's, also says who may frame it.
    if (!context.res.headers.has("content-security-policy")) {
      context.res.headers.set("content-security-policy", CONTENT_SECURITY_POLICY);
      context.res.headers.set("x-frame-options", "DENY");
    }
    context.res.headers.set("x-request-id", exchange.id);
    if (!exchange.isStreaming) exchange.end(context.res.status);
  });
  app.use(async ({ req }, next) => {
    if (isStopping() && !req.path.startsWith("/api/health") && !req.path.startsWith("/api/ready")) {
      throw new HttpFault(503, "the server stops", { code: "stopping", headers: { "retry-after": "5" } });
    }
    refuseStrangers(req.raw, door.isKeyed);
    await next();
  });
  app.onError((error, { var: { exchange } }) => {
    const fault = faultOf(error);
    Object.assign(exchange.notes, { code: fault.code, ...(fault.param !== null && { param: fault.param }) });
    // Not the caller's doing and not foreseen: enough to find it by, and nothing of what was said.
    if (fault.status === 500) Object.assign(exchange.notes, { error: error.name, trace: traceOf(error) });
    return faultResponse(fault, redact);
  });
  mountRoutes(app, [...ownRoutes({ metrics, version, isStopping }), ...API_ROUTES, ...openaiRoutes(house, redact)], {
    house,
    door,
    redact,
    largestBody,
    timeLimitMs,
  });
  const pages = options.studio === undefined ? undefined : studioFiles(options.studio);
  app.get("*", ({ req, var: { exchange } }) => {
    const isPage = !OURS.test(req.path) && /text\/html/.test(req.header("accept") ?? "");
    const file =
      pages?.get(req.path === "/" ? "/index.html" : req.path) ?? (isPage ? pages?.get("/index.html") : undefined);
    if (file === undefined) throw nothingAt(req.raw);
    exchange.route = "studio";
    return studioResponse(file, req.raw);
  });
  app.notFound(({ req }) => {
    throw nothingAt(req.raw);
  });
  return app;
}

/** Below these nothing is a page. */
const OURS = /^\/(api|v1|mcp|metrics|docs)(\/|$)/;

/**
 * A page of another site may not use this server through its reader's browser; and without keys, neither may a site that has
 * its own name point at this machine.
 *
 * @throws HttpFault 403
 */
function refuseStrangers({ method, url, headers }: Request, isKeyed: boolean): void {
  const { hostname, host } = new URL(url);
  if (!isKeyed && !isLoopback(hostname)) {
    throw new HttpFault(403, `this server is not ${hostname}; ask it as localhost`, { code: "host" });
  }
  const origin = headers.get("origin");
  const isOther = origin === null ? headers.get("sec-fetch-site") === "cross-site" : hostOf(origin) !== host;
  if (isOther && method !== "GET" && method !== "HEAD") {
    throw new HttpFault(403, "asked from a page of another site", { code: "origin" });
  }
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function faultResponse(fault: HttpFault, redact: (text: string) => string): Response {
  const said = redact(JSON.stringify(errorBody(fault)));
  return new Response(said, {
    status: fault.status,
    headers: { "content-type": "application/json", ...fault.headers },
  });
}

function nothingAt({ method, url }: Request): HttpFault {
  return new HttpFault(404, `nothing at ${method} ${new URL(url).pathname.slice(0, 200)}`, { code: "not_found" });
}

/** Where it happened, without its message. */
function traceOf({ stack = "" }: Error): string[] {
  const places = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return places.slice(0, 5).map((line) => line.trim());
}
