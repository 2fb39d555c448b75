import type { z } from "zod";
import { schemaFault } from "../../persona/index.ts";
import { HttpFault } from "../http-fault.ts";
import type { Caller } from "./caller.ts";
import type { House } from "./house.ts";

/** What a route is, for the router, the OpenAPI document and the guard at the door. */
export interface RouteSpec {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** From the root, with parameters in braces: `/api/personas/{name}`. */
  path: string;
  /** One line for the document. */
  summary: string;
  /** What a key must be allowed; "open" needs none. */
  scope: "open" | "read" | "write";
  tag: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** JSON of the reply; absent where it is no JSON (`media` then says what). */
  reply?: z.ZodType;
  media?: string;
  /** Of a reply that went well; 200 where absent. */
  status?: number;
}

export interface ApiRequest<Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
  caller: Caller;
  headers: Headers;
  /** Aborts when the client has gone, or time is up. */
  signal: AbortSignal;
}

/** JSON of the reply with headers, a stream of events, or a whole response. */
export type ApiReply =
  | { json: unknown; status?: number; headers?: Record<string, string> }
  | { events: AsyncIterable<ApiEvent> }
  | Response;

/** One server-sent event. */
export interface ApiEvent {
  event: string;
  data: unknown;
}

/** What reached the server, not yet read. */
export interface RawRequest {
  params: Record<string, string>;
  query: Record<string, string>;
  /** Parsed JSON; undefined where there is none. */
  body: unknown;
  caller: Caller;
  headers: Headers;
  signal: AbortSignal;
}

export interface ApiRoute {
  readonly spec: RouteSpec;
  /** @throws HttpFault, or what becomes one by `faultOf` */
  answer(request: RawRequest, house: House): Promise<ApiReply>;
}

type Read<T> = T extends z.ZodType ? z.infer<T> : undefined;

/** A route whose handler gets what the spec's schemas make of the request. */
export function apiRoute<const Spec extends RouteSpec>(
  spec: Spec,
  handle: (
    request: ApiRequest<Read<Spec["params"]>, Read<Spec["query"]>, Read<Spec["body"]>>,
    house: House,
  ) => Promise<ApiReply>,
): ApiRoute {
  return {
    spec,
    answer: ({ params, query, body, ...rest }, house) =>
      handle(
        {
          params: checked(spec.params, params) as Read<Spec["params"]>,
          query: checked(spec.query, query) as Read<Spec["query"]>,
          body: checked(spec.body, body) as Read<Spec["body"]>,
          ...rest,
        },
        house,
      ),
  };
}

function checked(schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return undefined;
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const { found, expected, path } = schemaFault(read.error, value);
  throw new HttpFault(400, `${found}; expected ${expected}`, { param: path[0] === undefined ? null : String(path[0]) });
}
