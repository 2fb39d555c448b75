import { canonicalJson, InputError } from "../../core/index.ts";
import type { RoleSettings } from "../../model/index.ts";
import { type ActSettings, configFor, type DramatisConfig } from "../open/config-file.ts";

export interface ConfigForAll {
  config?: DramatisConfig | undefined;
  /** Win over the configuration: what they say is the same for all. */
  roles?: RoleSettings | undefined;
  act?: ActSettings | undefined;
}

/**
 * The configuration as it holds for personas that one model plays in one run; see `configFor`.
 *
 * @throws InputError where it says different things of them: a run has one player
 */
export function configForAll(
  { config = {}, roles = {}, act = {} }: ConfigForAll,
  names: readonly string[],
): DramatisConfig {
  const { personas: _, ...common } = config;
  const playedWith = (one: DramatisConfig): string => {
    const set = Object.entries(act).filter(([, value]) => value !== undefined);
    return canonicalJson({ model: roles.model ?? one.model ?? null, act: { ...one.act, ...Object.fromEntries(set) } });
  };
  const [first = common, ...others] = names.map((name) => configFor(config, name));
  const different = others.findIndex((one) => playedWith(one) !== playedWith(first));
  if (different === -1) return first;
  throw new InputError({
    where: "configuration: personas",
    found: `${names[0]} and ${names[different + 1]}, which are played differently`,
    expected: "personas that are played alike in one run",
    fix: "check them one by one, or say what differs with flags, such as --model",
  });
}
