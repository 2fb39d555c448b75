import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { z } from "zod";
import { InputError } from "../../core/index.ts";
import type { Environment } from "../../model/index.ts";

/** A command with all that another machine needs to do the same: its options and the files that they name. */
export interface PackedWork {
  options: Record<string, unknown>;
  /** By path from the folder it is done in, with `/`; contents in base64. */
  files: Record<string, string>;
  /** Of the environment what chooses a model. Keys stay where they are: each worker has its own. */
  env: Record<string, string>;
}

const CHOOSING = ["DRAMATIS_MODEL", "OPENAI_BASE_URL"];
const MOST_BYTES = 256 * 2 ** 20;
/** Where files from outside the folder go. */
const OUTSIDE = "outside";

const packed = z.object({
  options: z.record(z.string(), z.unknown()),
  files: z.record(z.string(), z.base64()),
  env: z.record(z.string(), z.string()),
});

/**
 * Packs options, in which every text that names a file or folder of this machine brings it along, also behind `mock:` and
 * `recorded:`. What lies outside the folder gets another name.
 *
 * @throws InputError for standard input, and for more than 256 MiB
 */
export function packWork(
  options: object,
  { folder = ".", env = process.env }: { folder?: string; env?: Environment } = {},
): PackedWork {
  const files: Record<string, string> = {};
  let bytes = 0;
  const add = (path: string, name: string): void => {
    if (statSync(path).isDirectory()) {
      for (const entry of readdirSync(path)) if (!SKIPPED.test(entry)) add(join(path, entry), `${name}/${entry}`);
      return;
    }
    const content = readFileSync(path);
    bytes += content.length;
    if (bytes > MOST_BYTES) {
      const expected = `at most ${MOST_BYTES / 2 ** 20} MiB of files for a run on several machines`;
      throw new InputError({ where: path, found: "more", expected, fix: "name fewer files, or a smaller folder" });
    }
    files[name] = content.toString("base64");
  };
  const named = (text: string): string => {
    const [, scheme = "", path = text] = /^(mock:|recorded:)(.+)$/s.exec(text) ?? [];
    if (path === "-") {
      throw new InputError({ where: "-", found: "standard input", expected: "a file, on several machines" });
    }
    const isFile = !/[\0\n]/.test(path) && path !== "" && path.length < 4096 && existsSync(join(folder, path));
    const there = isFile ? join(folder, path) : existsSync(path) && resolve(path) === path ? path : undefined;
    if (there === undefined) return text;
    const inside = relative(folder, there);
    const isInside = inside !== "" && !inside.startsWith("..") && resolve(inside) !== inside;
    const name = isInside ? inside.split(sep).join("/") : `${OUTSIDE}/${Object.keys(files).length}/${basename(there)}`;
    add(there, name);
    for (const suite of suitesBeside(there)) add(suite, `${dirname(name)}/${basename(suite)}`);
    return `${scheme}${name}`;
  };
  const chosen = CHOOSING.flatMap((key) => (env[key] === undefined ? [] : [[key, env[key]] as const]));
  return {
    options: eachText(JSON.parse(JSON.stringify(options)), named) as Record<string, unknown>,
    files,
    env: Object.fromEntries(chosen),
  };
}

/** What no run reads: versions, run folders, and what the system keeps. */
const SKIPPED = /^(\.|node_modules$|runs$)/;

/** A suite that was made of a persona lies beside it. */
function suitesBeside(path: string): string[] {
  if (!/\.(ya?ml|json|txt)$/i.test(path) || !statSync(path).isFile()) return [];
  const stem = basename(path).replace(/(\.persona)?\.[^.]+$/, "");
  return [`${stem}.suite.yaml`, `${stem}.drift.suite.yaml`]
    .map((name) => join(dirname(path), name))
    .filter((file) => file !== path && existsSync(file));
}

/**
 * Writes the files into a folder and gives the options with the environment.
 *
 * @throws InputError for what is no packed work; nothing is written outside the folder
 */
export function unpackWork(value: unknown, folder: string): Pick<PackedWork, "options" | "env"> {
  const { data } = packed.safeParse(value);
  const fault = (found: string): InputError =>
    new InputError({ where: "run", found, expected: "what dramatis put into the database" });
  if (data === undefined) throw fault("work that is none");
  for (const [name, content] of Object.entries(data.files)) {
    const path = resolve(folder, name);
    if (!path.startsWith(resolve(folder) + sep)) throw fault(`a file outside its folder, ${JSON.stringify(name)}`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, Buffer.from(content, "base64"));
  }
  return { options: data.options, env: data.env };
}

/** The same value with each text in it, keys aside, replaced. */
function eachText(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === "string") return replace(value);
  if (Array.isArray(value)) return value.map((one) => eachText(one, replace));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, eachText(one, replace)]));
}
