import { existsSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "./measured.ts";

/** Everything that would make it slower than it must be is switched off. */
const QUIET = {
  PROMPTFOO_DISABLE_TELEMETRY: "1",
  PROMPTFOO_DISABLE_UPDATE: "1",
  PROMPTFOO_CACHE_ENABLED: "false",
  PROMPTFOO_DISABLE_REMOTE_GENERATION: "true",
  PROMPTFOO_DISABLE_SHARING: "1",
  PROMPTFOO_DISABLE_ERROR_LOG: "1",
  CI: "1",
  NO_COLOR: "1",
};

/** What is installed in a folder; undefined when promptfoo is not there. */
export function findPromptfoo(folder: string): { program: string; version: string } | undefined {
  const program = join(folder, "node_modules/.bin/promptfoo");
  if (!existsSync(program)) return undefined;
  const manifest = JSON.parse(readFileSync(join(folder, "node_modules/promptfoo/package.json"), "utf8"));
  return { program: realpathSync(program), version: String(manifest.version) };
}

/**
 * Writes configuration and cases into `folder`, and gives the command that runs them.
 *
 * @param keep also keep the results in promptfoo's own database, as it does by default.
 */
export function promptfooCommand(
  program: string,
  {
    folder,
    baseUrl,
    count,
    concurrency,
    keep,
  }: {
    folder: string;
    baseUrl: string;
    count: number;
    concurrency: number;
    keep: boolean;
  },
): Command {
  const config = {
    prompts: ["Reply to: {{q}}"],
    providers: [
      { id: "openai:chat:mock", config: { apiBaseUrl: baseUrl, apiKey: "sk-mock", temperature: 0, max_tokens: 64 } },
    ],
    defaultTest: { assert: [{ type: "contains", value: "ok" }] },
    tests: `file://${join(folder, "tests.csv")}`,
  };
  const path = join(folder, "promptfooconfig.json");
  writeFileSync(path, JSON.stringify(config, null, 2));
  const questions = Array.from({ length: count }, (_, index) => `question number ${index + 1}`);
  writeFileSync(join(folder, "tests.csv"), `${["q", ...questions].join("\n")}\n`);
  const switches = ["--no-cache", "--no-progress-bar", "--no-table", "--no-share", ...(keep ? [] : ["--no-write"])];
  return {
    arguments: [program, "eval", "-c", path, "-j", String(concurrency), ...switches, "-o", join(folder, "out.json")],
    environment: { ...QUIET, PROMPTFOO_CONFIG_DIR: join(folder, "promptfoo") },
  };
}
