// Lists the licence of every dependency, fails on one that is not allowed, and keeps THIRD-PARTY.md: what users install with
// the packages, and what is built into the studio's pages, with the notices that their licences ask for.
// `node scripts/licences.ts` writes the page; with --check it fails where the page is stale.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./repository.ts";

/** As much of package-lock.json (version 3) as is read. */
export interface Lock {
  packages: Record<string, LockedPackage>;
}

export interface LockedPackage {
  version?: string;
  license?: string;
  link?: boolean;
  resolved?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** "installed" with our packages, "bundled" into the pages that they hold, or neither. */
export type Use = "installed" | "bundled" | "development";

export interface Dependency {
  name: string;
  version: string;
  licence: string;
  use: Use;
  /** In the lock, which is its folder. */
  path: string;
}

/** SPDX names. None of them asks more of who passes the code on than to keep its notices. */
const ALLOWED = new Set([
  ...["0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "Unlicense"],
]);
/** Of tools that nobody gets from us: what is changed in them would have to be published, and nothing is. */
const ALLOWED_IN_DEVELOPMENT = new Set([...ALLOWED, "MPL-2.0"]);

/** Dependency → why it is right, and what its licence is in truth. */
const EXCEPTIONS: Record<string, string> = {
  "@dicebear/styles":
    "its LICENSE.md: the code is MIT, and each style has its own licence; the portraits use styles under CC0 1.0 alone, which a test of the portraits holds",
};

const OUR_PACKAGES: Record<string, Use> = {
  "packages/dramatis": "installed",
  "packages/understudy": "installed",
  "packages/studio": "bundled",
};

/** Every dependency in a lock by its path. What is both installed and bundled is listed as bundled, which asks for more. */
export function dependenciesOf({ packages }: Lock): Dependency[] {
  const uses = new Map<string, Use>();
  for (const [root, use] of Object.entries(OUR_PACKAGES)) {
    const waiting = [root];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      const { dependencies = {}, optionalDependencies = {} } = packages[path] ?? {};
      for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
        const found = resolved(packages, path, name);
        if (found === undefined || found in OUR_PACKAGES || uses.get(found) === use) continue;
        uses.set(found, use);
        waiting.push(found);
      }
    }
  }
  return Object.entries(packages)
    .filter(([path, { link }]) => path.includes("node_modules/") && !link)
    .map(([path, { version = "", license = "none" }]) => ({
      name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
      version,
      licence: license,
      use: uses.get(path) ?? "development",
      path,
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Where Node finds a package that another one imports. */
function resolved(packages: Lock["packages"], from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/")))) {
    const path = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    const found = packages[path];
    if (found !== undefined) return found.link ? found.resolved : path;
    if (folder === "") return undefined;
  }
}

/** A line for each dependency whose licence is not allowed, and for each exception that is no longer needed. */
export function faultsOf(
  dependencies: readonly Dependency[],
  exceptions: Record<string, string> = EXCEPTIONS,
): string[] {
  const odd = dependencies.filter(
    ({ licence, use }) => !isAllowed(licence, use === "development" ? ALLOWED_IN_DEVELOPMENT : ALLOWED),
  );
  const idle = Object.keys(exceptions).filter((name) => !odd.some((one) => one.name === name));
  return [
    ...odd
      .filter(({ name }) => !(name in exceptions))
      .map(({ name, version, licence, use }) => `${name}@${version} (${use}): ${licence}, which is not allowed`),
    ...idle.map((name) => `${name}: an exception that is no longer needed`),
  ];
}

/** Of an SPDX expression of names, AND, OR and brackets around it. */
function isAllowed(expression: string, allowed: ReadonlySet<string>): boolean {
  const plain = expression.replaceAll(/[()]/g, "");
  return plain.split(" OR ").some((part) => part.split(" AND ").every((name) => allowed.has(name.trim())));
}

/**
 * The page.
 *
 * @param noticeOf text of a dependency's licence; undefined where it has none.
 */
export function thirdPartyPage(
  dependencies: readonly Dependency[],
  noticeOf: (dependency: Dependency) => string | undefined,
): string {
  const rows = (use: Use): string =>
    dependencies
      .filter((one) => one.use === use)
      .map(({ name, version, licence }) => `| ${name} | ${version} | ${EXCEPTIONS[name] ?? licence} |`)
      .join("\n");
  const bundled = dependencies.filter(({ use }) => use === "bundled");
  const notices = Map.groupBy(
    bundled,
    (one) => noticeOf(one)?.trim() ?? `${one.licence}; no text of it in the package.`,
  );
  const texts = [...notices].map(
    ([text, of]) =>
      `### ${of.map(({ name }) => name).join(", ")}\n\n\`\`\`text\n${text.replaceAll("```", "'''")}\n\`\`\``,
  );
  return `# Third-party software

<!-- Made by scripts/licences.ts from package-lock.json. -->

## Installed with dramatis and @dramatis/understudy

Each comes from the registry with its own licence; nothing of it is copied into our packages.

| package | version | licence |
|---|---|---|
${rows("installed")}

## Built into the pages of the studio

| package | version | licence |
|---|---|---|
${rows("bundled")}

## Notices of what is built in

${texts.join("\n\n")}
`;
}

/** The licence of an installed package, with its copyright lines. */
function noticeIn({ path }: Dependency): string | undefined {
  const folder = join(ROOT, path);
  if (!existsSync(folder)) return undefined;
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying|unlicense)/i.test(name));
  return file === undefined ? undefined : readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n");
}

function main(check: boolean): number {
  const dependencies = dependenciesOf(JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as Lock);
  const faults = faultsOf(dependencies);
  for (const fault of faults) console.log(fault);
  const file = join(ROOT, "THIRD-PARTY.md");
  const page = thirdPartyPage(dependencies, noticeIn);
  const isStale = !existsSync(file) || readFileSync(file, "utf8") !== page;
  if (isStale && !check) writeFileSync(file, page);
  if (isStale) console.log(check ? "THIRD-PARTY.md is stale; run npm run licences" : "wrote THIRD-PARTY.md");
  for (const use of ["installed", "bundled", "development"] as const) {
    const licences = Map.groupBy(
      dependencies.filter((one) => one.use === use),
      ({ licence }) => licence,
    );
    const counts = [...licences].map(([licence, of]) => `${of.length} ${licence}`).sort();
    console.log(`${use}: ${counts.join(", ")}`);
  }
  return faults.length > 0 || (check && isStale) ? 1 : 0;
}

if (process.argv[1] === import.meta.filename) process.exitCode = main(process.argv.includes("--check"));
