import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { type OpenHouse, openHouse } from "./api/open-house.ts";
import { ADA } from "./api/testing-house.ts";
import { type ServeOptions, serve } from "./serve.ts";

// For tests over a real socket: the house that a server opens, with nothing put in its place.

export interface TestServed {
  folder: string;
  url: string;
  /** `"GET /api/runs"`; gives the status and the text of the answer. */
  send(what: string, body?: unknown, headers?: Record<string, string>): Promise<{ status: number; text: string }>;
  /** JSON of an answer that went well. */
  json<T>(what: string, body?: unknown): Promise<T>;
}

/** @param files name → text; Ada alone by default */
export async function servedHouse(
  t: TestContext,
  { files = { "ada.persona.yaml": ADA }, house = {}, options = {} }: TestServedOptions = {},
): Promise<TestServed> {
  const folder = mkdtempSync(join(tmpdir(), "served-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const opened = await openHouse({ folder, env: {}, ...house });
  const server = await serve(opened, { port: 0, ...options });
  t.after(async () => {
    await server.close({ drainMs: 0 });
    await opened.close();
  });
  const send: TestServed["send"] = async (what, body, headers = {}) => {
    const [method = "", path = ""] = what.split(" ");
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const reply = await fetch(`${server.url}${path}`, { method, headers, ...sent });
    return { status: reply.status, text: await reply.text() };
  };
  return {
    folder,
    url: server.url,
    send,
    async json<T>(what: string, body?: unknown) {
      const { status, text } = await send(what, body);
      if (status >= 300) throw new Error(`${what} answered ${status}: ${text}`);
      return JSON.parse(text) as T;
    },
  };
}

export interface TestServedOptions {
  files?: Record<string, string>;
  house?: Partial<OpenHouse>;
  options?: ServeOptions;
}
