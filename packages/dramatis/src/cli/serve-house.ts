import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError } from "../core/index.ts";
import { type ModelSpec, type Price, resolveRoles } from "../model/index.ts";
import { type DramatisConfig, readConfig } from "../presets/open/config-file.ts";
import { type OpenedHouse, openHouse } from "../server/api/open-house.ts";
import { keyRing, openDoor } from "../server/auth/key-ring.ts";
import { type KeyUsage, keyUsage } from "../server/auth/key-usage.ts";
import { redactor } from "../server/door/redact.ts";
import { lockHouse } from "../server/lock-house.ts";
import { serve } from "../server/serve.ts";
import { packageVersion } from "./package-version.ts";

export interface ServeFlags {
  host?: string;
  port?: number;
  keys?: string;
  model?: string;
  user?: string;
  judge?: string;
  nli?: string;
  embedder?: string;
  price?: Price;
  config?: string;
  runs?: string;
  concurrency?: number;
  timeLimit?: number;
  drain?: number;
  logText?: boolean;
}

/** Port where none is named; a free one where it is in use. */
export const DEFAULT_PORT = 4173;

export interface ServeHouse extends ServeFlags {
  folder: string;
  /** Whether every request is a line on standard error. */
  isLogged?: boolean;
  /** Once it listens. */
  ready?: (url: string, isKeyed: boolean) => void;
}

/** Serves a folder of personas until the process is told to end: then what is under way is finished, within bounds. */
export async function serveHouse(options: ServeHouse): Promise<void> {
  const { folder, host, port, config: configFile, price, concurrency, isLogged = true, ready = () => {} } = options;
  const { runs, model, user, judge, nli, embedder, timeLimit = 300, drain = 10, logText = false } = options;
  const config = await readConfig(configFile);
  const unlock = lockHouse(folder);
  let house: OpenedHouse | undefined;
  let usage: KeyUsage | undefined;
  try {
    const roles = { model, user, judge, nli, embedder };
    house = await openHouse({ folder, config, roles, price, concurrency, runs });
    const redact = redactor(house.env);
    const say = (line: object): void => void process.stderr.write(`${redact(JSON.stringify(line))}\n`);
    const warn = (message: string): void =>
      say({ at: new Date().toISOString(), level: "warn", event: "keys", message });
    const keys = options.keys ?? keysPath(folder);
    const isKeyed = options.keys !== undefined || existsSync(keys);
    if (isKeyed) usage = keyUsage({ path: join(folder, ".dramatis", "key-usage.json"), tell: warn });
    const door = isKeyed ? await keyRing(keys, { tell: warn, ...(usage && { usage }) }) : openDoor();
    if (door.isBudgeted) {
      refuseUnpriced(resolveRoles({ flags: { model }, config, env: house.env }).actor, price);
      refuseUnpricedMedia(config);
    }
    const server = await serve(house, {
      door,
      ...(host !== undefined && { host }),
      port: port ?? DEFAULT_PORT,
      isPortFree: port === undefined,
      ...(isLogged && { log: say }),
      logText,
      timeLimitMs: timeLimit * 1000,
      studio: studioFolder(),
      version: packageVersion(),
    });
    const asked = untilStopped();
    ready(server.url, isKeyed);
    await asked;
    process.stderr.write("Stopping: what is under way is finished first; again to leave at once.\n");
    await server.close({ drainMs: drain * 1000 });
  } finally {
    await house?.close();
    await usage?.close();
    unlock();
  }
}

/** @throws InputError for a model of unknown price, whose calls no budget would hold */
function refuseUnpriced({ kind }: ModelSpec, price: Price | undefined): void {
  if (price !== undefined || (kind !== "openai" && kind !== "http")) return;
  throw new InputError({
    where: "--price",
    found: "none, where a key has a budget",
    expected: "dollars per million tokens, in and out",
    fix: "add --price IN,OUT, such as --price 0.15,0.6 (0,0 for a server of your own)",
  });
}

/** @throws InputError for an image or speech model of unknown price */
function refuseUnpricedMedia({ portrait, voice }: DramatisConfig): void {
  for (const [where, setting, unit] of [
    ["portrait", portrait, "a picture"],
    ["voice", voice, "a million characters"],
  ] as const) {
    if (setting === undefined || setting.price !== undefined) continue;
    throw new InputError({
      where: `${where}.price`,
      found: "none, where a key has a budget",
      expected: `dollars for ${unit}`,
      fix: "add it in the configuration file (0 for a model of your own)",
    });
  }
}

/** Beside what else the server keeps. */
export function keysPath(folder: string): string {
  return join(folder, ".dramatis", "keys.json");
}

/** Resolves at the first ^C or SIGTERM; the second leaves at once. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let isAsked = false;
    const stop = (): void => {
      if (isAsked) process.exit(EXIT_LEFT);
      isAsked = true;
      resolve();
    };
    process.on("SIGINT", stop).on("SIGTERM", stop);
  });
}

const EXIT_LEFT = 130;

/** The built pages: in the published package beside `src`, in a checkout where they are built; undefined where they are not. */
export function studioFolder(): string | undefined {
  const places = ["../../studio", "../../../studio/dist"].map((place) =>
    fileURLToPath(new URL(place, import.meta.url)),
  );
  return places.find((place) => statSync(join(place, "index.html"), { throwIfNoEntry: false })?.isFile());
}
