import { canonicalJson, type Embedder, InputError, type Model, type Nli } from "../../core/index.ts";
import { type OpenOptions, openModel, type Roles } from "../../model/index.ts";
import type { ActSettings } from "../open/config-file.ts";
import { openActor } from "../open/open-actor.ts";
import { type Player, player } from "./player.ts";

export interface OpenPlayers {
  roles: Roles;
  open: OpenOptions;
  /** Parts of the agent that plays the persona, as in a chat. */
  act: ActSettings;
  /** Who judges already. */
  nli?: Nli | undefined;
  embedder?: Embedder | undefined;
}

/** Who talks in an interview. */
export interface Players {
  model: Model;
  player: Player;
  user: Model;
}

/** Opens the actor and the user; a model that plays both is opened once. @throws InputError, UnsupportedError */
export async function openPlayers({ roles, open, act, nli, embedder }: OpenPlayers): Promise<Players> {
  const opened = await openActor({ roles, act, open, nli, embedder });
  const { model } = opened;
  const isOne = canonicalJson(roles.actor) === canonicalJson(roles.user);
  return { model, player: player(opened, act), user: isOne ? model : await openModel(roles.user, open) };
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
  answers?: string | undefined;
  act?: ActSettings | undefined;
}

/** What each of them is called on the command line, where that is not its own name. */
const ACT_FLAGS: Record<keyof ActSettings, string> = {
  guards: "guard",
  candidates: "candidates",
  strategy: "strategy",
  components: "with",
  memory: "memory",
  lorebook: "lorebook",
};

/** A flag that nothing would heed is a misunderstanding. @throws InputError */
export function refuseIdleFlags(flags: IdleFlags): void {
  const { transcript, speaker, format, model, user, turns, repeats, suite, answers, act = {} } = flags;
  const parts = Object.fromEntries(
    Object.entries(ACT_FLAGS).map(([key, flag]) => [flag, act[key as keyof ActSettings]]),
  );
  const refuse = (given: Record<string, unknown>, expected: string, fix: string): void => {
    const [name, value] = Object.entries(given).find(([, one]) => one !== undefined) ?? [];
    if (name === undefined) return;
    throw new InputError({ where: `--${name}`, found: `${value}, which nothing would heed`, expected, fix });
  };
  if (transcript !== undefined) {
    const asked = { model, user, turns, repeats, suite, answers, ...parts };
    refuse(asked, "an interview", "leave out --transcript, or this");
    return;
  }
  refuse({ speaker, format }, "a conversation that is there", "add --transcript FILE");
  if (suite === undefined) refuse({ answers }, "a suite", "add --suite auto, or leave this out");
  else refuse({ user, turns }, "an interview", "leave out --suite, or this");
}
