import {
  type EmbedderSpec,
  type ModelSpec,
  type NliSpec,
  parseEmbedderSpec,
  parseModelSpec,
  parseNliSpec,
} from "./model-spec.ts";

/** What flags or a configuration file say. `model` is the actor, and stands in for `user` and `judge`. */
export interface RoleSettings {
  model?: string | undefined;
  user?: string | undefined;
  judge?: string | undefined;
  embedder?: string | undefined;
  nli?: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Who plays which part. */
export interface Roles {
  actor: ModelSpec;
  user: ModelSpec;
  judge: ModelSpec;
  embedder: EmbedderSpec;
  nli: NliSpec;
}

interface Setting {
  text: string;
  where: string;
}

/**
 * Each role is `understudy` unless a flag, then the configuration, then `DRAMATIS_MODEL` names another. `user` and
 * `judge` take their own setting from anywhere before the model. In `DRAMATIS_MODEL` a bare name is a model at
 * `OPENAI_BASE_URL`. The two OPENAI variables alone choose nothing: words leave the machine only when a model is named.
 *
 * @throws InputError naming the flag, key or variable
 */
export function resolveRoles({
  flags = {},
  config = {},
  env = process.env,
}: {
  flags?: RoleSettings;
  config?: RoleSettings;
  env?: Environment;
} = {}): Roles {
  const setting = (name: keyof RoleSettings): Setting | undefined => {
    const flag = flags[name];
    if (flag !== undefined) return { text: flag, where: `--${name}` };
    const configured = config[name];
    return configured === undefined ? undefined : { text: configured, where: `configuration: ${name}` };
  };
  const read = <Spec>(found: Setting | undefined, parse: (text: string, where: string) => Spec): Spec =>
    found === undefined ? parse("understudy", "") : parse(found.text, found.where);

  const model = setting("model") ?? environmentModel(env);
  return {
    actor: read(model, parseModelSpec),
    user: read(setting("user") ?? model, parseModelSpec),
    judge: read(setting("judge") ?? model, parseModelSpec),
    embedder: read(setting("embedder"), parseEmbedderSpec),
    nli: read(setting("nli"), parseNliSpec),
  };
}

function environmentModel(env: Environment): Setting | undefined {
  const name = env.DRAMATIS_MODEL?.trim();
  if (!name) return undefined;
  const full = name === "understudy" || /^(openai|mock|recorded|https?):/.test(name);
  return { text: full ? name : `openai:${name}`, where: "DRAMATIS_MODEL" };
}
