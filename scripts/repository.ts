import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

export const ROOT: string = join(import.meta.dirname, "..");

/** Files of the repository that git does not ignore, added or not, with `/`, sorted. Throws where git cannot tell. */
export function repositoryFiles(): string[] {
  const git = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (git.status !== 0) throw new Error(`git ls-files failed: ${git.error?.message ?? git.stderr.trim()}`);
  const listed = new Set(git.stdout.split("\0").filter((file) => file !== ""));
  return [...listed].filter((file) => existsSync(join(ROOT, file))).sort();
}
