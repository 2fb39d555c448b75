import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Model } from "../../core/index.ts";
import { type MockScript, mockModel, resolveRoles } from "../../model/index.ts";
import { fakeEmbedder, fakeNli } from "../../model/testing.ts";
import { openActor } from "../../presets/open/open-actor.ts";
import { inMemoryStore } from "../../store/index.ts";
import { faultOf } from "../http-fault.ts";
import type { ApiEvent, ApiRoute } from "./api-route.ts";
import { type Caller, LOCAL } from "./caller.ts";
import { openDesk } from "./desk/open-desk.ts";
import type { House } from "./house.ts";
import { API_ROUTES } from "./routes/index.ts";
import { openShelf } from "./shelf/open-shelf.ts";

// For the tests of the routes: a house with a scripted model, in a folder of its own, and its routes without a server.

export const ADA = `# Kept as it is.
schema: dramatis.persona/1
name: Ada
summary: A night nurse from Porto.
statements:
  - { id: hike, text: I hike every Sunday., topic: hobby }
  - { id: dog, text: I have a dog called Bolt., topic: pet }
`;

export interface TestHouse {
  /** One that is there; else one is made, and goes after the test. */
  folder?: string;
  script?: MockScript;
  model?: Model;
  /** File name → text; Ada alone by default. */
  files?: Record<string, string>;
  config?: House["config"];
  env?: House["env"];
  painter?: House["painter"];
  voiceActor?: House["voiceActor"];
  nli?: (premise: string, hypothesis: string) => "entail" | "neutral" | "contradict";
}

export async function testHouse(t: Pick<TestContext, "after">, options: TestHouse = {}): Promise<House> {
  const { script = { default: "Fine." }, files = { "ada.persona.yaml": ADA }, config = {}, env = {} } = options;
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "house-"));
  if (options.folder === undefined) t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const roles = resolveRoles({ config, env });
  const model = options.model ?? mockModel(script, "script");
  const nli = fakeNli(options.nli ?? (() => "neutral"));
  let ticks = 0;
  const now = (): Date => new Date(Date.UTC(2026, 0, 1) + 1000 * ticks++);
  const personas = await openShelf(folder, { now });
  return {
    folder,
    personas,
    store: inMemoryStore(),
    runs: openDesk({ folder: join(folder, ".dramatis", "runs"), personas, config, env, now }),
    config,
    env,
    now,
    ...(options.painter && { painter: options.painter }),
    ...(options.voiceActor && { voiceActor: options.voiceActor }),
    model: async () => model,
    embedder: async () => fakeEmbedder(),
    async actor(_persona, { act = {} } = {}) {
      const given = Object.fromEntries(Object.entries(act).filter(([, value]) => value !== undefined));
      const parts = { ...config.act, ...given };
      const actor = await openActor({ roles, act: parts, open: { env }, model, nli, embedder: fakeEmbedder() });
      return { actor, act: parts };
    },
  };
}

export interface Asked {
  caller?: Caller;
  body?: unknown;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export interface Answered {
  status: number;
  json: Record<string, unknown>;
  headers: Headers;
  events: ApiEvent[];
  response?: Response;
}

/** What a route answers to `"POST /api/sessions"`, faults too. */
export async function ask(house: House, what: string, asked: Asked = {}): Promise<Answered> {
  const { caller = LOCAL, body, query = {}, headers = {}, signal = new AbortController().signal } = asked;
  const { route, params } = routeOf(what);
  const base = { status: 200, json: {}, headers: new Headers(), events: [] };
  try {
    const request = { params, query, body, caller, headers: new Headers(headers), signal };
    const reply = await route.answer(request, house);
    if (reply instanceof Response) return { ...base, status: reply.status, headers: reply.headers, response: reply };
    if ("events" in reply) return { ...base, events: await all(reply.events) };
    const json: Record<string, unknown> = JSON.parse(JSON.stringify(reply.json));
    return { ...base, status: reply.status ?? 200, json, headers: new Headers(reply.headers) };
  } catch (error) {
    const { status, message, code, param, more } = faultOf(error);
    return { ...base, status, json: { error: { message, code, param }, ...more } };
  }
}

/** All of a stream. */
export async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const one of stream) list.push(one);
  return list;
}

function routeOf(what: string): { route: ApiRoute; params: Record<string, string> } {
  const [method = "", path = ""] = what.split(/ (.*)/s);
  for (const route of API_ROUTES) {
    const pattern = route.spec.path.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)");
    const found = new RegExp(`^${pattern}$`, "s").exec(path);
    if (route.spec.method !== method.toLowerCase() || found === null) continue;
    const named = Object.entries(found.groups ?? {});
    return { route, params: Object.fromEntries(named.map(([name, value]) => [name, decodeURIComponent(value)])) };
  }
  throw new Error(`no route ${what}`);
}
