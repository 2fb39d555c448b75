import { InputError } from "../../core/index.ts";
import { diffPersonas, formatChange, readPersona } from "../../persona/index.ts";
import { behaviourLines } from "../../presets/compare/behaviour-lines.ts";
import { diffVersions } from "../../presets/compare/diff-versions.ts";
import { readConfig } from "../../presets/open/config-file.ts";
import { EXIT_INTERRUPTED } from "../../run/index.ts";
import type { DiffFlags } from "../commands/diff.ts";
import { inStages } from "../in-stages.ts";

/** Shows what changed from one persona to the other; gives the exit code. */
export async function diffAction(before: string, after: string, flags: DiffFlags): Promise<number> {
  return flags.behaviour ? behaviour(before, after, flags) : structure(before, after, flags);
}

async function structure(
  before: string,
  after: string,
  { json = false, behaviour: _, ...idle }: DiffFlags,
): Promise<number> {
  const [name] = Object.keys(idle);
  if (name !== undefined) {
    const expected = "--behaviour with it";
    throw new InputError({
      where: `--${name}`,
      found: "a flag which nothing would heed",
      expected,
      fix: "add --behaviour",
    });
  }
  const [a, b] = [await readPersona(before), await readPersona(after)];
  const changes = diffPersonas(a.persona, b.persona);
  const versions = { before: a.version, after: b.version };
  if (json) process.stdout.write(`${JSON.stringify({ ...versions, changes }, null, 2)}\n`);
  else {
    process.stdout.write(`${a.version} → ${b.version}\n`);
    process.stdout.write(changes.length === 0 ? "no change\n" : `${changes.map(formatChange).join("\n")}\n`);
  }
  return 0;
}

async function behaviour(before: string, after: string, flags: DiffFlags): Promise<number> {
  const { json = false, behaviour: _, model, nli, embedder, judge, config, ...rest } = flags;
  const configured = await readConfig(config);
  const roles = { model, nli, embedder, judge };
  const value = await inStages((hooks) =>
    diffVersions({ ...rest, before, after, roles, config: configured, ...hooks }),
  );
  if (value === undefined) return EXIT_INTERRUPTED;
  const { asked: _asked, ...shown } = value;
  process.stdout.write(json ? `${JSON.stringify(shown, null, 2)}\n` : `${behaviourLines(value).join("\n")}\n`);
  return 0;
}
