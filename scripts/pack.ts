// Makes the packages that are published: compiled code and types in place of the source that a checkout runs.
// `node scripts/pack.ts [FOLDER]` writes the tarballs to FOLDER (default: dist/). With --try it installs them in an empty
// folder and runs the command line there, as a user would.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ROOT } from "./repository.ts";

/** Tests and their helpers: not compiled, so not published. */
const TEST_FILES = ["*.test.ts", "testing*.ts", "fixture.ts", "well-formed.ts"];

/** What is published; the studio's pages go with the library. */
const PACKAGES = ["understudy", "dramatis"];

interface Manifest {
  name: string;
  files: string[];
  exports: Record<string, unknown>;
}

/** "./src/x.ts" as users get it. */
function compiled(target: unknown): unknown {
  if (typeof target !== "string" || !target.startsWith("./src/")) return target;
  const stem = target.replace("./src/", "./dist/").replace(/\.ts$/, "");
  return { types: `${stem}.d.ts`, default: `${stem}.js` };
}

/** The manifest of the published package. */
export function publishedManifest(manifest: Manifest): Manifest {
  return {
    ...manifest,
    files: manifest.files.filter((entry) => !/^!?src\b/.test(entry)),
    exports: Object.fromEntries(Object.entries(manifest.exports).map(([name, target]) => [name, compiled(target)])),
  };
}

function run(command: string, args: string[], cwd: string): string {
  const done = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (done.status === 0) return done.stdout;
  throw new Error(`${command} ${args.join(" ")} (exit ${done.status})\n${done.stdout}${done.stderr}`);
}

/** Stages one package in a folder of its own and packs it; gives the tarball's path. */
function pack(name: string, staging: string, out: string): string {
  const source = join(ROOT, "packages", name);
  const target = join(staging, "packages", name);
  const manifest = publishedManifest(JSON.parse(readFileSync(join(source, "package.json"), "utf8")) as Manifest);
  mkdirSync(target, { recursive: true });
  for (const entry of manifest.files.filter((file) => file !== "dist" && !file.startsWith("!"))) {
    const from = entry === "studio" ? join(ROOT, "packages/studio/dist") : join(source, entry);
    cpSync(from, join(target, entry), { recursive: true });
  }
  cpSync(join(staging, "build", "packages", name, "src"), join(target, "dist"), { recursive: true });
  cpSync(join(ROOT, "LICENSE"), join(target, "LICENSE"));
  // The studio's pages hold parts of others, whose notices go with them.
  if (name === "dramatis") {
    cpSync(join(ROOT, "THIRD-PARTY.md"), join(target, "THIRD-PARTY.md"));
    manifest.files.push("THIRD-PARTY.md");
  }
  const readme = join(source, "README.md");
  cpSync(existsSync(readme) ? readme : join(ROOT, "README.md"), join(target, "README.md"));
  writeFileSync(join(target, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", out], target)) as [
    { filename: string },
  ];
  return join(out, packed.filename);
}

/** Builds the pages that the library serves. */
function buildStudio(): void {
  run(process.execPath, [join(ROOT, "scripts/studio.ts"), "--build"], ROOT);
}

/** Compiles both packages; tests and their helpers are left out. */
function compile(staging: string): void {
  const config = {
    extends: join(ROOT, "tsconfig.json"),
    compilerOptions: {
      outDir: join(staging, "build"),
      rootDir: ROOT,
      noEmit: false,
      typeRoots: [join(ROOT, "node_modules/@types")],
    },
    include: PACKAGES.map((name) => join(ROOT, `packages/${name}/src/**/*.ts`)),
    exclude: TEST_FILES.map((name) => join(ROOT, `packages/*/src/**/${name}`)),
  };
  const file = join(staging, "tsconfig.json");
  writeFileSync(file, JSON.stringify(config));
  run(join(ROOT, "node_modules/.bin/tsc"), ["-p", file], ROOT);
}

function tryOut(tarballs: string[]): void {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-try-"));
  try {
    run("npm", ["init", "-y"], folder);
    run("npm", ["install", "--no-audit", "--no-fund", "--onnxruntime-node-install=skip", ...tarballs], folder);
    const dramatis = (...args: string[]) => run("npx", ["dramatis", ...args], folder);
    dramatis("init");
    const talk = join(ROOT, "examples/transcripts/sam.jsonl");
    const said = dramatis(
      "check",
      join(ROOT, "examples/personas/sam.persona.yaml"),
      "-t",
      talk,
      "-m",
      "contradiction-rate,apc",
    );
    if (!said.includes("contradiction-rate")) throw new Error(said);
    console.log("installed in an empty folder: init and check work");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function main(args: string[]): void {
  const out = resolve(args.find((arg) => !arg.startsWith("--")) ?? join(ROOT, "dist"));
  const staging = mkdtempSync(join(tmpdir(), "dramatis-pack-"));
  try {
    mkdirSync(out, { recursive: true });
    buildStudio();
    compile(staging);
    const tarballs = PACKAGES.map((name) => pack(name, staging, out));
    for (const tarball of tarballs) console.log(tarball);
    if (args.includes("--try")) tryOut(tarballs);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) main(process.argv.slice(2));
