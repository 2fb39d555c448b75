import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { type OpenHouse, openHouse } from "../../dramatis/src/server/api/open-house.ts";
import { serve } from "../../dramatis/src/server/serve.ts";

// For the tests of the pages: the real server on a free port, over a copy of the example personas, in a real browser.

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const DIST = process.env.STUDIO_DIST ?? fileURLToPath(new URL("../dist", import.meta.url));
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
/** Screenshots are kept here where it is set. */
const SHOTS = process.env.STUDIO_SHOTS;

/** Why these tests cannot run here; false where they can. */
export const SKIP: string | false = !existsSync(CHROMIUM)
  ? `no browser: install chromium, or name one with CHROMIUM (${CHROMIUM} is not there)`
  : !existsSync(join(DIST, "index.html"))
    ? "the studio is not built: npm run build:studio"
    : false;

export type Theme = "light" | "dark";

export interface Look {
  theme?: Theme;
  width?: number;
  height?: number;
}

export interface Studio {
  /** Ends with a slash. */
  url: string;
  /** Of the personas. */
  folder: string;
  /** A page of its own at a hash such as `#/checks`; its errors are told by `errors`. */
  open(hash: string, look?: Look): Promise<Page>;
  /** What went wrong in any page since this was last asked: uncaught errors, and what the console calls an error. */
  errors(): string[];
  /** JSON of the API. */
  api<T>(path: string, body?: unknown): Promise<T>;
  close(): Promise<void>;
}

/**
 * Opens a server over the example personas, and a browser.
 *
 * @param options over those of the house; no model of somebody else is used, whatever the surroundings name
 */
export async function openStudio(options: Pick<OpenHouse, "config" | "env"> = {}): Promise<Studio> {
  const folder = mkdtempSync(join(tmpdir(), "studio-"));
  cpSync(join(ROOT, "examples/personas"), folder, { recursive: true });
  const house = await openHouse({ folder, env: {}, ...options });
  const server = await serve(house, { port: 0, studio: DIST });
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  const errors = new Set<string>();
  return {
    url: `${server.url}/`,
    folder,
    errors() {
      const told = [...errors];
      errors.clear();
      return told;
    },
    async open(hash, { theme = "light", width = 1280, height = 900 } = {}) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, locale: "en-GB" });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      page.on("pageerror", (error) => errors.add(`${page.url()}: ${error.message}`));
      page.on("console", (line) => {
        // That a request was refused is told by the page; the browser's own line about it is no fault of ours.
        const isOwn = line.type() === "error" && !line.text().startsWith("Failed to load resource");
        if (isOwn) errors.add(`${page.url()}: ${line.text()}`);
      });
      await page.goto(`${server.url}/${hash}`);
      return page;
    },
    async api(path, body) {
      const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
      const response = await fetch(`${server.url}/${path}`, body === undefined ? {} : init);
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
      return response.json();
    },
    async close() {
      await browser.close();
      await server.close({ drainMs: 0 });
      await house.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What axe-core calls serious or critical, one line each. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(AXE, "utf8"));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    interface Violation {
      id: string;
      impact: string;
      nodes: { html: string }[];
    }
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  });
}

/** By how many pixels the page is wider than its window. */
export async function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Keeps a picture of the page, to be looked at, where `STUDIO_SHOTS` names a folder. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}

/** A conversation with a persona of the examples, for checks that need no model to hold one. */
export function conversation(speaker: string, lines: readonly [asked: string, said: string][]): object[] {
  return lines.flatMap(([asked, said]) => [
    { session: "talk", speaker: "user", text: asked },
    { session: "talk", speaker, text: said },
  ]);
}
