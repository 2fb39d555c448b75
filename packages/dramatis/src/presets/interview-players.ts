import { canonicalJson, InputError, type Model } from "../core/index.ts";
import { type OpenOptions, openModel, type Roles } from "../model/index.ts";

/** Who talks in an interview. */
export interface Players {
  model: Model;
  user: Model;
}

/** Opens the actor and the user; a model that plays both is opened once. @throws InputError, UnsupportedError */
export async function openPlayers({ actor, user }: Roles, options: OpenOptions): Promise<Players> {
  const model = await openModel(actor, options);
  return { model, user: canonicalJson(actor) === canonicalJson(user) ? model : await openModel(user, options) };
}

/** Flags of the one kind of check that were given to the other. */
export interface IdleFlags {
  transcript?: string | undefined;
  speaker?: string | undefined;
  format?: string | undefined;
  model?: string | undefined;
  user?: string | undefined;
  turns?: number | undefined;
  repeats?: number | undefined;
  suite?: string | undefined;
}

/** A flag that nothing would heed is a misunderstanding. @throws InputError */
export function refuseIdleFlags(flags: IdleFlags): void {
  const { transcript, speaker, format, model, user, turns, repeats, suite } = flags;
  const isInterview = transcript === undefined;
  const ofSuite = suite === undefined ? {} : { user, turns };
  const idle = Object.entries(isInterview ? { speaker, format, ...ofSuite } : { model, user, turns, repeats, suite });
  const [name, value] = idle.find(([, given]) => given !== undefined) ?? [];
  if (name === undefined) return;
  throw new InputError({
    where: `--${name}`,
    found: `${value}, which nothing would heed`,
    expected: name in ofSuite ? "an interview" : isInterview ? "a conversation that is there" : "an interview",
    fix:
      name in ofSuite
        ? "leave out --suite, or this"
        : isInterview
          ? "add --transcript FILE"
          : "leave out --transcript, or this",
  });
}
