import type { Context, Hono } from "hono";
import { meter } from "../../model/index.ts";
import type { ApiEvent, ApiReply, RawRequest, RouteSpec } from "../api/api-route.ts";
import type { Caller } from "../api/caller.ts";
import type { House } from "../api/house.ts";
import { meterUnder } from "../auth/caller-meter.ts";
import type { Admitted, KeyRing } from "../auth/key-ring.ts";
import { inScope } from "../auth/request-scope.ts";
import { errorBody, faultOf, HttpFault } from "../http-fault.ts";
import { isTooDeep } from "../read-body.ts";
import { eventStream } from "./event-stream.ts";
import type { Exchange } from "./exchange.ts";
import { requestBody } from "./request-body.ts";

/** Events as they are sent. */
export interface Frames {
  frames: AsyncIterable<string>;
}

/** An `ApiRoute`, or one that writes its events itself. */
export interface ServedRoute {
  readonly spec: RouteSpec;
  answer(request: RawRequest, house: House): Promise<ApiReply | Frames>;
}

export interface MountOptions {
  house: House;
  door: KeyRing;
  /** Takes out of an error what nobody may read who asks. */
  redact: (text: string) => string;
  /** Most bytes of a body. */
  largestBody: number;
  /** How long a reply may take, to its last word. What a GET follows, such as a run, may take as long as it does. */
  timeLimitMs: number;
}

export interface AppEnv {
  Variables: { exchange: Exchange };
}

/** Has the app answer at every route: who asks is let in, what they send is read, and what comes back is sent. */
export function mountRoutes(app: Hono<AppEnv>, routes: readonly ServedRoute[], options: MountOptions): void {
  for (const route of routes) {
    const path = route.spec.path.replaceAll(/\{(\w+)\}/g, ":$1");
    app.on(route.spec.method.toUpperCase(), path, (context) => answered(context, route, options));
  }
}

async function answered(context: Context<AppEnv>, route: ServedRoute, options: MountOptions): Promise<Response> {
  const { spec } = route;
  const { exchange } = context.var;
  exchange.route = spec.path;
  const { caller, meter } = await admit(context, spec, options.door);
  const { notes, texts } = exchange;
  const own = meterUnder(meter);
  exchange.meter = own;
  notes.key = caller.key;
  return inScope({ meter: own, notes, texts }, async () => {
    const params = checkedParams(context.req.param());
    const body = spec.method === "get" ? undefined : await requestBody(context.req.raw, options.largestBody);
    const { signal } = exchange;
    const { headers } = context.req.raw;
    exchange.limit(options.timeLimitMs);
    try {
      const asked = { params, query: context.req.query(), body, caller, headers, signal };
      return respond(await route.answer(asked, options.house), { spec, exchange, redact: options.redact });
    } catch (error) {
      if (isTooDeep(error)) throw new HttpFault(400, "values that are nested too deeply");
      throw signal.aborted ? signal.reason : error;
    }
  });
}

const NOBODY: Caller = { key: "nobody", scopes: [], personas: [] };

/** @throws HttpFault 401, 403 or 429 */
async function admit(context: Context<AppEnv>, { scope }: RouteSpec, door: KeyRing): Promise<Admitted> {
  if (scope === "open" && door.isKeyed) return { caller: NOBODY, meter: meter({ cap: 0 }) };
  const admitted = await door.admit(context.req.header("authorization"));
  if (scope === "open" || admitted.caller.scopes.includes(scope)) return admitted;
  const { key } = admitted.caller;
  throw new HttpFault(403, `the key ${key} has not the scope ${scope}`, { code: "insufficient_scope" });
}

/** Names in an address become parts of paths: none of them leads elsewhere. @throws HttpFault 400 */
function checkedParams(params: Record<string, string>): Record<string, string> {
  for (const [name, value] of Object.entries(params)) {
    if (/[\p{Cc}/\\]|^\.{1,2}$/u.test(value)) {
      throw new HttpFault(400, `${name}: ${JSON.stringify(value.slice(0, 80))}; expected a name`, { param: name });
    }
  }
  return params;
}

interface Responding extends Pick<MountOptions, "redact"> {
  spec: RouteSpec;
  exchange: Exchange;
}

function respond(reply: ApiReply | Frames, { spec, exchange, redact }: Responding): Response {
  const ends = { gone: () => exchange.gone(), ended: () => exchange.end(200) };
  if (reply instanceof Response) {
    if (reply.body === null || !reply.headers.get("content-type")?.startsWith("text/event-stream")) return reply;
    exchange.isStreaming = true;
    return new Response(eventStream(reply.body, ends), reply);
  }
  if ("json" in reply) {
    const { json, status = spec.status ?? 200, headers = {} } = reply;
    if (status === 204 || json === undefined) return new Response(null, { status: 204, headers });
    return new Response(JSON.stringify(json), { status, headers: { "content-type": "application/json", ...headers } });
  }
  if (spec.method === "get") exchange.unlimit();
  const frames = "events" in reply ? framesOf(reply.events, { signal: exchange.signal, redact }) : reply.frames;
  exchange.isStreaming = true;
  return new Response(eventStream(frames, ends), {
    headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache, no-transform" },
  });
}

async function* framesOf(
  events: AsyncIterable<ApiEvent>,
  { signal, redact }: { signal: AbortSignal; redact: (text: string) => string },
): AsyncGenerator<string, void, void> {
  try {
    for await (const { event, data } of events) {
      const said = JSON.stringify(data);
      yield `event: ${event}\ndata: ${event === "error" ? redact(said) : said}\n\n`;
    }
  } catch (error) {
    const fault = faultOf(signal.aborted ? signal.reason : error);
    yield `event: error\ndata: ${redact(JSON.stringify(errorBody(fault)))}\n\n`;
  }
}
