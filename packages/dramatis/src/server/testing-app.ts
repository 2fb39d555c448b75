import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Hono } from "hono";
import { type TestHouse, testHouse } from "./api/testing-house.ts";
import { type AppOptions, createApp } from "./app.ts";
import { keyRing } from "./auth/key-ring.ts";
import { keyUsage } from "./auth/key-usage.ts";
import { addKey, type NewKey } from "./auth/keys-file.ts";
import type { LogLine } from "./door/exchange.ts";
import type { AppEnv } from "./door/mount-routes.ts";

// For the tests of the server: an app over a house with a scripted model, and keys in a file.

export interface TestApp {
  app: Hono<AppEnv>;
  /** As they were logged. */
  lines: LogLine[];
}

export async function testApp(t: TestContext, options: AppOptions & { house?: TestHouse } = {}): Promise<TestApp> {
  const { house, ...rest } = options;
  const lines: LogLine[] = [];
  const app = createApp(await testHouse(t, house), { log: (line) => void lines.push(line), ...rest });
  return { app, lines };
}

/** A file of keys; gives each key by its name. */
export async function testKeys(
  t: TestContext,
  keys: readonly (Partial<NewKey> & { name: string })[],
): Promise<{ path: string; secrets: Record<string, string> }> {
  const folder = mkdtempSync(join(tmpdir(), "keys-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "keys.json");
  const secrets: Record<string, string> = {};
  for (const key of keys) secrets[key.name] = await addKey(path, { scopes: ["read"], personas: "all", ...key });
  return { path, secrets };
}

/** An app with such keys. */
export async function keyedApp(
  t: TestContext,
  keys: readonly (Partial<NewKey> & { name: string })[],
  options: AppOptions & { house?: TestHouse; now?: () => number } = {},
): Promise<TestApp & { path: string; as: (key: string) => Record<string, string>; secrets: Record<string, string> }> {
  const { now, ...rest } = options;
  const { path, secrets } = await testKeys(t, keys);
  const made = await testApp(t, { ...rest, door: await keyRing(path, { usage: keyUsage({ now }) }) });
  return { ...made, path, secrets, as: (key) => ({ authorization: `Bearer ${secrets[key]}` }) };
}

/** The body of a chat completion with Ada. */
export function hello(more: object = {}): string {
  return JSON.stringify({ model: "Ada", messages: [{ role: "user", content: "Hello" }], ...more });
}

export const CHAT = "/v1/chat/completions";
