// Makes `npm start` and `npm test` work as the first thing typed in a fresh clone: runs `npm ci` when node_modules is
// not what package-lock.json says. Runs on Node 18 and newer, before anything is installed, so it depends on nothing.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const at = (...path) => join(root, ...path);
const read = (...path) => JSON.parse(readFileSync(at(...path), "utf8"));
const say = (line) => process.stderr.write(`${line}\n`);

const pinnedNode = `node-${process.platform}-${process.arch}`;
const isPinned = pinnedNode in (read("package.json").optionalDependencies ?? {});

if (!isPinned && !runsTypeScript(process.versions.node)) stop(askForNode());
const reason = reasonToInstall();
if (reason) install(reason);
if (!existsSync(at("node_modules", ".bin", "node")) && !runsTypeScript(process.versions.node)) {
  stop(isPinned ? `The package ${pinnedNode} could not be installed. ${askForNode()}` : askForNode());
}

/** Why `npm ci` must run, or null when every package of the lockfile is there in its locked version. */
function reasonToInstall() {
  if (!existsSync(at("node_modules"))) return "First run";
  const installed = readInstalled();
  if (!installed) return "The installation is incomplete";
  for (const [path, locked] of Object.entries(read("package-lock.json").packages)) {
    if (path === "") continue;
    const found = installed[path];
    if (!found && locked.optional) continue; // for another platform
    if (!found || found.version !== locked.version || found.integrity !== locked.integrity)
      return "Dependencies changed";
    if (!existsSync(at(path, "package.json"))) return "The installation is incomplete";
  }
  const program = installed[`node_modules/${pinnedNode}`] ? "node" : "";
  return existsSync(at("node_modules", ".bin", program)) ? null : "The installation is incomplete";
}

/** What npm says it installed; null when it did not get to the end, since it writes this file last. */
function readInstalled() {
  try {
    return read("node_modules", ".package-lock.json").packages;
  } catch {
    return null;
  }
}

function install(why) {
  say(`${why}: installing dependencies (npm ci), about a minute …`);
  const options = {
    cwd: root,
    stdio: "inherit",
    // The CPU runtime is inside the package; its install script would download GPU libraries.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip" },
  };
  const npm = process.env.npm_execpath;
  const done =
    npm && basename(npm) === "npm-cli.js"
      ? spawnSync(process.execPath, [npm, "ci"], options)
      : spawnSync("npm", ["ci"], { ...options, shell: process.platform === "win32" });
  if (done.status === 0) return;
  const end = done.error ? done.error.message : done.signal ? `stopped by ${done.signal}` : `exit ${done.status}`;
  say(
    `npm ci failed (${end}); npm's own message is above. Check that the registry can be reached (npm ping), that the`,
  );
  say("disk has 1 GB free and that package-lock.json is unchanged (git status), then run the same command again.");
  process.exit(done.status || 1);
}

/** Native type stripping without a flag came with 22.18. */
function runsTypeScript(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

function askForNode() {
  return `Node ${process.versions.node} cannot run this repository; install Node 24 (at least 22.18, https://nodejs.org) and run the same command again.`;
}

function stop(line) {
  say(line);
  process.exit(2);
}
