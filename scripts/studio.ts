// What `npm run studio` does: builds the pages of the studio where they are not built, or older than what they are made
// from, and opens them on the example personas, or on the folder that is named after `--`. With --build it only builds.
import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { main } from "../packages/dramatis/src/cli/main.ts";
import { ROOT } from "./repository.ts";

const STUDIO = join(ROOT, "packages", "studio");
const MADE_FROM = ["src", "public", "index.html", "vite.config.mjs", "package.json"];

/** Whether a page was built after all that it is made from. */
export function isFresh(folder: string): boolean {
  const built = changedAt(join(folder, "dist", "index.html"));
  return built > 0 && MADE_FROM.every((name) => changedAt(join(folder, name)) <= built);
}

/** When a file, or the newest in a folder, was changed; 0 where there is none. */
function changedAt(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => changedAt(join(path, name))));
}

function build(): number {
  process.stderr.write("Building the studio (a few seconds) …\n");
  const vite = join(ROOT, "node_modules", "vite", "bin", "vite.js");
  const args = [vite, "build", "--logLevel", "warn"];
  return spawnSync(process.execPath, args, { cwd: STUDIO, stdio: "inherit" }).status ?? 2;
}

if (process.argv[1] === import.meta.filename) {
  const failed = isFresh(STUDIO) ? 0 : build();
  const [folder = join("examples", "personas"), ...rest] = process.argv.slice(2);
  if (failed !== 0) process.exitCode = 2;
  else if (folder !== "--build") process.exitCode = await main(["studio", folder, ...rest]);
}
