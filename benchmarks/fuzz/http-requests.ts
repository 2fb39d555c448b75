// Requests by a server's own OpenAPI document: of the right shape, almost right, and wrong in every way that a client may be.
import type { Random } from "../../packages/dramatis/src/core/index.ts";
import type { OpenApiDocument, OpenApiOperation } from "../../packages/dramatis/src/server/api/openapi.ts";
import { mutatedBytes, mutatedValue, pick, words } from "./mutations.ts";

export interface Asked {
  method: string;
  /** Path and query, as it is sent. */
  target: string;
  headers: Record<string, string>;
  body?: Buffer;
  /** Whether no key is needed. */
  isOpen: boolean;
}

export interface Operation {
  method: string;
  path: string;
  operation: OpenApiOperation;
}

/** What is known to be there: member or parameter → its values. */
export type Known = ReadonlyMap<string, readonly string[]>;

interface Schema {
  [word: string]: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
}

/** Names that lead elsewhere, or that a reader of addresses stumbles over. */
const TRICKS: readonly string[] = [
  ...[
    "..",
    "../secret",
    "..%2fsecret",
    "%2e%2e%2fsecret",
    "%2e%2e/%2e%2e/outside/secret",
    "....//",
    "..\\secret",
    "..%5csecret",
  ],
  ...[
    "%00",
    "ada%00.yaml",
    "%ff",
    "%ed%a0%80",
    "%",
    "%zz",
    "%252e%252e%252f",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "C:%5cx",
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    ".versions",
    ".dramatis",
    "con",
    "a".repeat(3_000),
    "%F0%9F%A6%91",
    "İ",
    "*",
  ],
  ...[
    "a;b",
    "a?b",
    "a%23b",
    "a%0d%0aset-cookie:x",
    "//x",
    "@x",
    "ada@",
    "ada@00000000",
    "-1",
    "1e9",
    "9".repeat(400),
    "",
  ],
];
const TYPES: readonly string[] = [
  ...[
    "application/json",
    "application/json; charset=utf-16",
    "application/octet-stream",
    "image/png",
    "text/plain",
    "",
  ],
  ...["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/json".repeat(50)],
];
/** Bodies that no value is written as. */
const TEXTS: readonly string[] = [
  ...[
    "[".repeat(100_000),
    `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`,
    '{"text":"\\ud800"}',
    '"\\udc00\\ud800"',
    "1e999",
    "-",
  ],
  ...[
    `{"size":${"9".repeat(400)}}`,
    '{"a":1,"a":2}',
    '{"__proto__":{"x":1}}',
    '{"constructor":{"prototype":{"x":1}}}',
    "nul",
  ],
  ...["\ufeff{}", "{}\0", "{'a':1}", '{"text":"\0"}', "[]", "null", "true", "0", '""', `"${"\\u0000".repeat(2_000)}"`],
];

export function operationsOf({ paths }: OpenApiDocument): Operation[] {
  return Object.entries(paths).flatMap(([path, own]) =>
    Object.entries(own).map(([method, operation]) => ({ method, path, operation })),
  );
}

export function someRequest({ method, path, operation }: Operation, known: Known, draws: Random): Asked {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameter(name, known, draws));
  const odd = draws.int(20) === 0 ? pick(["/", "//", "/x", "/../..", "?", "/%2e%2e"], draws) : "";
  const body = method === "get" && draws.int(8) !== 0 ? undefined : someBody(operation, path, known, draws);
  return {
    method: (draws.int(20) === 0
      ? pick(["get", "post", "put", "patch", "delete", "options", "head"], draws)
      : method
    ).toUpperCase(),
    target: `${filled}${odd}${someQuery(operation, known, draws)}`,
    headers: someHeaders(path, known, draws),
    ...(body && { body }),
    isOpen: operation.security.length === 0,
  };
}

function parameter(name: string, known: Known, draws: Random): string {
  const [roll, values] = [draws.int(10), known.get(name) ?? []];
  if (roll < 6 && values.length > 0) return encodeURIComponent(pick(values, draws).toWellFormed());
  return roll < 9 ? pick(TRICKS, draws) : encodeURIComponent(words(draws, 4).toWellFormed());
}

function someQuery({ parameters = [] }: OpenApiOperation, known: Known, draws: Random): string {
  const pairs = parameters
    .filter(({ in: place, required }) => place === "query" && (required || draws.int(3) === 0))
    .map(({ name }) => `${name}=${parameter(name, known, draws)}`);
  if (draws.int(12) === 0)
    pairs.push(pick(["__proto__=1", "a[b]=c", "&&&", "=", "limit=1e9", "x".repeat(5_000)], draws));
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

function someBody({ requestBody }: OpenApiOperation, path: string, known: Known, draws: Random): Buffer | undefined {
  const schema = requestBody?.content["application/json"]?.schema as Schema | undefined;
  const example = EXAMPLES[path];
  if (schema === undefined && example === undefined && draws.int(4) !== 0) return undefined;
  if (draws.int(12) === 0) return Buffer.from(pick(TEXTS, draws));
  const value =
    example === undefined || draws.int(6) === 0
      ? drawn(schema ?? {}, { known, draws, name: "", depth: 0 })
      : pick(example, draws);
  const changed = draws.int(2) === 0 ? value : mutatedValue(value, draws);
  const bytes = Buffer.isBuffer(changed) ? changed : Buffer.from(JSON.stringify(changed) ?? "");
  return draws.int(8) === 0 ? mutatedBytes(bytes, draws) : bytes;
}

/** Of routes whose body the document does not describe. */
const rpc = (method: string, params: unknown): unknown => ({ jsonrpc: "2.0", id: 1, method, params });
const HELLO = [{ role: "user", content: "Hi." }];
const EXAMPLES: Record<string, readonly unknown[]> = {
  "/v1/chat/completions": [
    { model: "Ada", messages: HELLO },
    { model: "ada", messages: HELLO, stream: true, stream_options: { include_usage: true }, user: "bo", seed: 1 },
    {
      model: "Ada",
      messages: HELLO,
      n: 2,
      logprobs: true,
      top_logprobs: 2,
      stop: ["x"],
      max_tokens: 5,
      temperature: 1,
    },
    {
      model: "Ada",
      messages: [{ role: "tool", content: [{ type: "text", text: "x" }] }],
      response_format: { type: "json_object" },
    },
  ],
  "/v1/embeddings": [
    { model: "embedder", input: ["a", "b"] },
    { model: "embedder", input: "a", encoding_format: "base64" },
  ],
  "/mcp": [
    rpc("initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "x", version: "1" } }),
    rpc("tools/list", {}),
    rpc("tools/call", { name: "ask_persona", arguments: { persona: "Ada", text: "Hi." } }),
    rpc("tools/call", { name: "sample_people", arguments: { population: "us-adults", size: 2 } }),
    rpc("resources/list", {}),
    [rpc("ping", {}), rpc("ping", {})],
  ],
};

interface Drawing {
  known: Known;
  draws: Random;
  /** Of the member. */
  name: string;
  depth: number;
}

/** A value that the schema takes, mostly. */
function drawn(schema: Schema, drawing: Drawing): unknown {
  const { draws, known, name, depth } = drawing;
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return pick<unknown>(schema.enum, draws);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return drawn(pick(choices, draws), drawing);
  switch (schema.type) {
    case "string": {
      const values = known.get(name) ?? [];
      return values.length > 0 && draws.int(4) !== 0
        ? pick(values, draws)
        : pick(["a", "Hi there.", words(draws)], draws);
    }
    case "integer":
    case "number": {
      const least = typeof schema.minimum === "number" ? schema.minimum : 0;
      return pick([least, least, least + 1, least + 2, least - 1, 0.5, 2 ** 53, -1e308], draws);
    }
    case "boolean":
      return draws.int(2) === 0;
    case "array": {
      const least = typeof schema.minItems === "number" ? schema.minItems : 0;
      const length = depth > 6 ? 0 : least + draws.int(3);
      return Array.from({ length }, () => drawn(schema.items ?? {}, { ...drawing, depth: depth + 1 }));
    }
    case "object": {
      const { properties = {}, required = [] } = schema;
      const members = Object.entries(properties).filter(([key]) => required.includes(key) || draws.int(3) === 0);
      return Object.fromEntries(
        members.map(([key, own]) => [key, drawn(own, { ...drawing, name: key, depth: depth + 1 })]),
      );
    }
    default:
      return pick<unknown>([null, 1, "a", {}, [], words(draws)], draws);
  }
}

function someHeaders(path: string, known: Known, draws: Random): Record<string, string> {
  const headers: Record<string, string> = {
    "content-type":
      draws.int(8) === 0
        ? pick(TYPES, draws)
        : path === "/api/import"
          ? "application/octet-stream"
          : "application/json",
    "if-match":
      draws.int(8) === 0 ? latin(words(draws)) : pick(["*", `"${pick(known.get("version") ?? ["0"], draws)}"`], draws),
  };
  const more: Record<string, () => string> = {
    accept: () => pick(["text/html", "text/event-stream", "application/json, text/event-stream", "*/*"], draws),
    authorization: () =>
      pick(["Bearer ", "Bearer dramatis_x", "Basic x", `Bearer ${"x".repeat(9_000)}`, latin(words(draws))], draws),
    origin: () => pick(["http://evil.test", "null", "http://localhost", latin(words(draws))], draws),
    "sec-fetch-site": () => pick(["cross-site", "same-origin"], draws),
    "x-request-id": () => latin(words(draws)),
    "x-filename": () =>
      pick(["ada.png", "%2e%2e%2fada.yaml", "a.persona.yaml", "%ff", "../../x.json", latin(words(draws))], draws),
    "x-session": () => pick(["s", "../s", "x".repeat(600), latin(words(draws))], draws),
    "mcp-protocol-version": () => latin(words(draws)),
    "accept-encoding": () => "gzip",
  };
  if (path === "/mcp") headers.accept = "application/json, text/event-stream";
  for (const [name, value] of Object.entries(more)) if (draws.int(6) === 0) headers[name] = value();
  return headers;
}

/** What a header can carry. */
function latin(text: string): string {
  return text.replace(/[^\x20-\x7e\xa1-\xff]/g, "").trim();
}
