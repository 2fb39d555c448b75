// Other programs that rows are measured beside. They are installed only when asked for, outside the repository.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where peers are looked for and installed, unless `--peers` names another folder. */
export const PEERS_FOLDER: string = join(tmpdir(), "dramatis-peers");

interface Peer {
  from: "npm" | "pip";
  packages: readonly string[];
}

/** Each is installed into a folder of its own, so that one cannot change what another needs. */
const PEERS: Readonly<Record<string, Peer>> = {
  promptfoo: { from: "npm", packages: ["promptfoo@0.123.1", `@libsql/linux-${process.arch}-gnu@0.5.29`] },
  undici: { from: "npm", packages: ["undici@8.12.4"] },
  minisearch: { from: "npm", packages: ["minisearch@7.2.0"] },
  "hnswlib-node": { from: "npm", packages: ["hnswlib-node@3.0.0"] },
  "inspect-ai": { from: "pip", packages: ["inspect-ai", "openai"] },
  deepeval: { from: "pip", packages: ["deepeval", "openai"] },
  onnx: { from: "pip", packages: ["onnx==1.23.2", "onnxruntime==1.31.1", "numpy"] },
  ipfn: { from: "pip", packages: ["ipfn==1.4.4"] },
  datasketch: { from: "pip", packages: ["datasketch==2.0.0"] },
};

/** Where a peer's packages lie: the folder above node_modules, or the Python of its environment; undefined when absent. */
export function findPeer(name: string, folder: string): string | undefined {
  const { from, packages } = peer(name);
  const home = join(folder, name);
  if (from === "pip") return existsSync(join(home, "installed")) ? join(home, "bin/python") : undefined;
  const [first = ""] = packages;
  return existsSync(join(home, "node_modules", first.replace(/@[^@]*$/, ""), "package.json")) ? home : undefined;
}

/** The version of an npm peer's package. */
export function npmVersion(home: string, name: string): string {
  return String(JSON.parse(readFileSync(join(home, "node_modules", name, "package.json"), "utf8")).version);
}

/** The version of a pip peer's package. */
export function pipVersion(python: string, name: string): string {
  const code = `import importlib.metadata as m; print(m.version("${name}"))`;
  return spawnSync(python, ["-c", code], { encoding: "utf8" }).stdout.trim();
}

/** How to get it, for the table. */
export function howToInstall(name: string): string {
  return `node benchmarks/bench.ts --install ${name}`;
}

/** @throws {Error} with the installer's last words. */
export function installPeer(name: string, folder: string): void {
  if (findPeer(name, folder) !== undefined) return;
  const { from, packages } = peer(name);
  const home = join(folder, name);
  mkdirSync(home, { recursive: true });
  if (from === "npm") {
    run("npm", ["install", "--prefix", home, "--no-audit", "--no-fund", "--omit=optional", ...packages]);
    return;
  }
  run("python3", ["-m", "venv", home]);
  run(join(home, "bin/pip"), ["install", "--quiet", "--disable-pip-version-check", ...packages]);
  run("touch", [join(home, "installed")]);
}

function peer(name: string): Peer {
  const found = PEERS[name];
  if (!found) throw new Error(`no peer ${name}; there are ${Object.keys(PEERS).join(", ")}`);
  return found;
}

function run(file: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(file, args, { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
  if (status !== 0) throw new Error(`${file} ${args.join(" ")}: ${error?.message ?? stderr.slice(-800)}`);
}
