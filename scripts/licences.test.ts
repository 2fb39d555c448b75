import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Dependency, dependenciesOf, faultsOf, type Lock, thirdPartyPage } from "./licences.ts";
import { ROOT } from "./repository.ts";

const LOCK: Lock = {
  packages: {
    "": { dependencies: {} },
    "packages/dramatis": { dependencies: { a: "1", "@dramatis/understudy": "1" } },
    "packages/understudy": { dependencies: { b: "1" } },
    "packages/studio": { dependencies: { c: "1" } },
    "node_modules/@dramatis/understudy": { link: true, resolved: "packages/understudy" },
    "node_modules/a": { version: "1.0.0", license: "MIT", dependencies: { d: "1" } },
    "node_modules/a/node_modules/d": { version: "2.0.0", license: "GPL-3.0-only" },
    "node_modules/b": { version: "1.0.0", license: "ISC", optionalDependencies: { d: "1" } },
    "node_modules/c": { version: "1.0.0", license: "(MIT OR GPL-2.0-only)", dependencies: { b: "1" } },
    "node_modules/d": { version: "1.0.0", license: "MIT AND CC0-1.0" },
    "node_modules/e": { version: "1.0.0", license: "MPL-2.0" },
    "node_modules/f": { version: "1.0.0" },
  },
};

test("a dependency is known by who needs it, in the place where Node finds it", () => {
  const uses = dependenciesOf(LOCK).map(({ path, use }) => `${path.replaceAll("node_modules/", "")} ${use}`);
  assert.deepEqual(uses, [
    "a installed",
    "a/d installed",
    "b bundled",
    "c bundled",
    "d bundled",
    "e development",
    "f development",
  ]);
});

test("what is not on the list is told, with exceptions that nothing needs", () => {
  const faults = faultsOf(dependenciesOf(LOCK), { f: "ours", a: "why" });
  assert.deepEqual(faults, [
    "d@2.0.0 (installed): GPL-3.0-only, which is not allowed",
    "a: an exception that is no longer needed",
  ]);
  const shipped: Dependency = { name: "e", version: "1", licence: "MPL-2.0", use: "installed", path: "node_modules/e" };
  assert.deepEqual(faultsOf([shipped], {}), ["e@1 (installed): MPL-2.0, which is not allowed"]);
});

test("the page has each notice of what is built in once", () => {
  const page = thirdPartyPage(dependenciesOf(LOCK), ({ name }) => (name === "c" ? undefined : "Copyright X"));
  assert.match(page, /\| a \| 1\.0\.0 \| MIT \|/);
  assert.match(page, /### b, d\n\n```text\nCopyright X\n```/);
  assert.match(page, /### c\n\n```text\n\(MIT OR GPL-2\.0-only\); no text of it in the package\./);
  assert.doesNotMatch(page, /\| e \|/);
});

test("every dependency of this repository is allowed", () => {
  const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as Lock;
  const dependencies = dependenciesOf(lock);
  assert.deepEqual(faultsOf(dependencies), []);
  assert.ok(dependencies.some(({ name, use }) => name === "react" && use === "bundled"));
  assert.ok(dependencies.some(({ name, use }) => name === "zod" && use === "installed"));
});
