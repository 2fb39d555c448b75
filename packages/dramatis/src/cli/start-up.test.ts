import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

/** Commands whose help loads no more than it says. */
const LIGHT = ["check", "diff", "calibrate", "report", "init", "create", "dedupe", "diversity"];

/** What help may load: commander, the command line without what commands do, and of the library some small files. */
const ALLOWED = /^(node_modules\/commander\/|cli\/(?!actions\/)|core\/|presets\/defaults\.ts$)/;

/** Runs command lines one after the other in one process; tells which modules it loaded, without those of Node. */
function loadedBy(lines: string[][]): string[] {
  const program = `
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    const { main } = await import(${JSON.stringify(join(import.meta.dirname, "main.ts"))});
    for (const line of ${JSON.stringify(lines)}) await main(line);
    process.stderr.write(JSON.stringify(loaded));`;
  const { stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" });
  return (JSON.parse(stderr) as string[]).filter((url) => !url.startsWith("node:")).map(nameOf);
}

/** "…/packages/dramatis/src/cli/main.ts" → "cli/main.ts" */
function nameOf(url: string): string {
  return url.replace(/^.*\/packages\/dramatis\/src\//, "").replace(/^.*\/(?=node_modules\/)/, "");
}

test("help loads the command line and nothing of what commands do", () => {
  const loaded = loadedBy(LIGHT.map((name) => [name, "--help"]));
  assert.deepEqual(
    loaded.filter((name) => !ALLOWED.test(name)),
    [],
  );
  for (const name of LIGHT) assert.ok(loaded.includes(`cli/commands/${name}.ts`), name);
});

test("the help of one command loads no other command", () => {
  const commands = loadedBy([["check", "--help"]]).filter((name) => name.startsWith("cli/commands/"));
  assert.deepEqual(commands, ["cli/commands/check.ts"]);
});

test("the version loads no command", () => {
  const loaded = loadedBy([["--version"]]).filter((name) => !name.startsWith("node_modules/commander/"));
  assert.deepEqual(loaded.sort(), [
    "cli/main.ts",
    "cli/package-version.ts",
    "cli/terminal.ts",
    "core/errors/dramatis-error.ts",
  ]);
});
