import { readEvents, type ServerEvent } from "./sse.ts";
import type { Fault } from "./types.ts";

/** The server's refusal, or that it cannot be reached; `message` is one line for the reader. */
export class ApiError extends Error {
  /** 0 where no answer came. */
  readonly status: number;
  readonly code: string;
  /** Version that is there now, where another writer was first (412). */
  readonly current: string | undefined;
  readonly fault: Fault | undefined;

  constructor(
    message: string,
    {
      status = 0,
      code = "unreachable",
      current,
      fault,
    }: Partial<Pick<ApiError, "status" | "code" | "current" | "fault">>,
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.current = current;
    this.fault = fault;
  }
}

export interface Ask {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON; bytes as they are. */
  body?: unknown;
  headers?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  signal?: AbortSignal | undefined;
}

const KEY = "dramatis-key";

/** The key that the reader gave for a server that asks for one; kept until the tab closes. */
export function accessKey(): string | null {
  return sessionStorage.getItem(KEY);
}

export function setAccessKey(key: string): void {
  sessionStorage.setItem(KEY, key);
}

/** A path below /api with its names escaped. */
export function path(strings: TemplateStringsArray, ...names: (string | number)[]): string {
  return String.raw({ raw: strings }, ...names.map((name) => encodeURIComponent(name)));
}

/** @throws ApiError; @throws the signal's reason */
export async function call<T>(where: string, ask: Ask = {}): Promise<T> {
  const response = await answered(where, ask);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

/** Bytes, such as an image or a sound. */
export async function callForBlob(where: string, ask: Ask = {}): Promise<Blob> {
  return (await answered(where, ask)).blob();
}

/** The events of a reply that streams; leaving the loop, or the signal, ends the work on the server too. */
export async function* callForEvents(where: string, ask: Ask): AsyncGenerator<ServerEvent, void, void> {
  const { body } = await answered(where, { ...ask, headers: { accept: "text/event-stream", ...ask.headers } });
  if (body === null) throw new ApiError("The server's answer is empty", { status: 200, code: "empty" });
  for await (const event of readEvents(body)) {
    // An error of one side among several is for whoever shows the sides.
    if (event.event === "error" && !("side" in Object(event.data))) throw errorOf(event.data, 200);
    yield event;
  }
}

/** One line of whatever went wrong. */
export function errorLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ");
}

async function answered(where: string, { method = "GET", body, headers, query = {}, signal }: Ask): Promise<Response> {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  const search = new URLSearchParams(given).toString();
  const key = accessKey();
  const isBytes = body instanceof Blob;
  const request: RequestInit = {
    method,
    headers: {
      ...(key !== null && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { "content-type": isBytes ? "application/octet-stream" : "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: isBytes ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
  };
  const response = await fetch(search === "" ? where : `${where}?${search}`, request).catch((error: unknown) => {
    if (signal?.aborted) throw signal.reason;
    throw new ApiError("The server cannot be reached; is `dramatis studio` still running?", { code: errorLine(error) });
  });
  if (response.ok) return response;
  const said: unknown = await response.json().catch(() => null);
  throw errorOf(said, response.status);
}

function errorOf(said: unknown, status: number): ApiError {
  const at = (value: unknown, name: string): unknown =>
    typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  const error = at(said, "error") ?? said;
  const text = at(error, "message") ?? (typeof error === "string" ? error : `The server answered ${status}`);
  const current = at(said, "current") ?? at(error, "current");
  return new ApiError(errorLine(String(text)), {
    status,
    code: String(at(error, "code") ?? status),
    current: typeof current === "string" ? current : undefined,
    fault: (at(said, "fault") ?? at(error, "fault")) as Fault | undefined,
  });
}
