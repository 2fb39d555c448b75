import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";

const LOCKED = { version: "1.0.0", integrity: "sha512-a" };
const LOCK = {
  packages: {
    "": { name: "workspace" },
    "node_modules/alpha": LOCKED,
    "node_modules/other-platform": { ...LOCKED, optional: true },
  },
};
/** Stands in for npm: installs `alpha` and says how it was called; exits with FAKE_NPM_EXIT instead when that is set. */
const FAKE_NPM = `
const fs = require("node:fs");
console.log(process.argv.slice(2).join(" "), process.env.ONNXRUNTIME_NODE_INSTALL);
if (process.env.FAKE_NPM_EXIT) process.exit(Number(process.env.FAKE_NPM_EXIT));
fs.mkdirSync("node_modules/alpha", { recursive: true });
fs.mkdirSync("node_modules/.bin", { recursive: true });
fs.writeFileSync("node_modules/alpha/package.json", "{}");
fs.writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages: { "node_modules/alpha": ${JSON.stringify(LOCKED)} } }));
`;

interface Clone {
  at(...path: string[]): string;
  bootstrap(env?: Record<string, string>): { status: number | null; out: string; err: string };
}

/** A fresh clone with the fake npm, removed when the test ends. */
function clone(t: { after(remove: () => void): void }): Clone {
  const root = mkdtempSync(join(tmpdir(), "bootstrap-"));
  t.after(() => rmSync(root, { recursive: true }));
  const at = (...path: string[]): string => join(root, ...path);
  mkdirSync(at("scripts"));
  copyFileSync(join(import.meta.dirname, "bootstrap.mjs"), at("scripts", "bootstrap.mjs"));
  writeFileSync(at("package.json"), "{}");
  writeFileSync(at("package-lock.json"), JSON.stringify(LOCK));
  writeFileSync(at("npm-cli.js"), FAKE_NPM);
  return {
    at,
    bootstrap: (env = {}) => {
      const run = spawnSync(process.execPath, [at("scripts", "bootstrap.mjs")], {
        cwd: tmpdir(),
        encoding: "utf8",
        env: { PATH: dirname(process.execPath), npm_execpath: at("npm-cli.js"), ...env },
      });
      return { status: run.status, out: run.stdout, err: run.stderr };
    },
  };
}

test("installs once in a fresh clone and is silent afterwards", (t) => {
  const { bootstrap } = clone(t);
  const first = bootstrap();
  assert.equal(first.status, 0);
  assert.equal(first.out, "ci skip\n");
  assert.equal(first.err, "First run: installing dependencies (npm ci), about a minute …\n");
  assert.deepEqual(bootstrap(), { status: 0, out: "", err: "" });
});

test("installs again when the lockfile asks for another version", (t) => {
  const { at, bootstrap } = clone(t);
  bootstrap();
  const packages = { "node_modules/alpha": { ...LOCKED, version: "2.0.0" } };
  writeFileSync(at("package-lock.json"), JSON.stringify({ packages }));
  const again = bootstrap();
  assert.match(again.err, /^Dependencies changed: installing/);
  assert.equal(again.out, "ci skip\n");
});

for (const [what, path] of [
  ["npm was cut short", ["node_modules", ".package-lock.json"]],
  ["a package was removed", ["node_modules", "alpha"]],
  ["the programs were removed", ["node_modules", ".bin"]],
] as const) {
  test(`mends node_modules when ${what}`, (t) => {
    const { at, bootstrap } = clone(t);
    bootstrap();
    rmSync(at(...path), { recursive: true });
    const again = bootstrap();
    assert.match(again.err, /^The installation is incomplete: installing/);
    assert.ok(existsSync(at(...path)));
    assert.equal(bootstrap().out, "");
  });
}

test("passes npm's failure on with what to check", (t) => {
  const { bootstrap } = clone(t);
  const failed = bootstrap({ FAKE_NPM_EXIT: "7" });
  assert.equal(failed.status, 7);
  assert.match(failed.err, /npm ci failed \(exit 7\).*npm ping/);
});
