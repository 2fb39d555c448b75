import { InputError } from "../core/index.ts";
import { inDatabase, performCommand, type SharedCommands, type SharedName } from "../presets/shared/shared-command.ts";
import { EXIT_INTERRUPTED } from "../run/index.ts";
import { inStages, type StageHooks } from "./in-stages.ts";

/**
 * Does a command with progress on standard error: here alone, or with the workers of the database that `DATABASE_URL` names.
 * Gives its outcome, or the exit code where it was interrupted or left to the workers.
 */
export async function doShared<Name extends SharedName>(
  command: Name,
  options: SharedCommands[Name]["options"],
  { detach = false, env = process.env }: { detach?: boolean | undefined; env?: NodeJS.ProcessEnv } = {},
): Promise<{ outcome: SharedCommands[Name]["outcome"] } | { exitCode: number }> {
  const url = env.DATABASE_URL;
  if (!url && detach) {
    const expected = "DATABASE_URL with a PostgreSQL database whose workers do it";
    throw new InputError({ where: "--detach", found: "no database", expected });
  }
  let left = false;
  const outcome = await inStages(async (hooks: StageHooks) => {
    const said = { ...hooks, onNotice: say };
    if (!url) return (await performCommand(command, options, said)).outcome;
    const onJoin = ({ id }: { id: string }): void => say(`${id} is in the database; dramatis runs show ${id}`);
    const shared = await inDatabase(url, { command, options, hooks: said, detach, onJoin });
    left = shared === undefined;
    return shared;
  });
  if (outcome !== undefined) return { outcome };
  return { exitCode: left ? 0 : EXIT_INTERRUPTED };
}

function say(line: string): void {
  process.stderr.write(`dramatis: ${line}\n`);
}
