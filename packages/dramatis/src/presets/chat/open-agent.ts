import type { Agent, ReplySettings } from "../../act/index.ts";
import { InputError, type Model, type Need, type Nli, type Persona } from "../../core/index.ts";
import {
  type Environment,
  type Meter,
  meter,
  type Price,
  type RoleSettings,
  type Roles,
  resolveRoles,
} from "../../model/index.ts";
import { type ActSettings, configFor, type DramatisConfig } from "../open/config-file.ts";
import { isJudgeTold, openActor, remembers } from "../open/open-actor.ts";
import { judgesAsked, refuseIdleJudge, refuseUnpriced } from "../open/open-judges.ts";
import { needsOfParts, type Parts } from "../open/open-parts.ts";
import { memoryPath, type OpenedMemory, openMemory } from "./open-memory.ts";

export interface OpenAgent {
  persona: Persona;
  /** Win over the configuration, as `act` does, setting by setting. */
  roles?: RoleSettings | undefined;
  act?: ActSettings | undefined;
  /** See `readConfig`. */
  config?: DramatisConfig | undefined;
  /** What is asked for beside the agent's parts, such as the judge of /why. */
  needs: ReadonlySet<Need>;
  settings: ReplySettings;
  seed: number;
  now: () => Date;
  env: Environment;
  maxCost: number | undefined;
  price: Price | undefined;
}

/** An agent with its parts, and what it was opened with. */
export interface OpenedAgent {
  agent: Agent;
  /** Who plays the persona. */
  actor: Model;
  parts: Parts;
  memory?: OpenedMemory;
  /** Opened when it is first asked for. */
  nli: () => Promise<Nli>;
  spending: Meter;
}

/**
 * Opens who plays a persona, and the parts that flags and configuration name.
 *
 * @throws InputError for settings that cannot be used. @throws UnknownNameError for a part that is in no catalogue.
 * @throws UnsupportedError for what a part needs and is not there.
 */
export async function openAgent(options: OpenAgent): Promise<OpenedAgent> {
  const { persona, settings, seed, env, price, maxCost, now } = options;
  const config = configFor(options.config ?? {}, persona.name);
  const roles = resolveRoles({ flags: options.roles ?? {}, config, env });
  const act = actOf(options.act ?? {}, config.act ?? {});
  const needs = new Set([...options.needs, ...needsOfActor(roles, act)]);
  refuseIdleJudge(options.roles ?? {}, roles, needs);
  refuseUnpriced([roles.actor, ...judgesAsked(roles, needs)], maxCost, price);

  const spending = meter({ cap: maxCost });
  const {
    model: actor,
    nli,
    embedder,
    agentOf,
  } = await openActor({ roles, act, open: { env, price, meter: spending } });
  const memory =
    act.memory === undefined || act.memory === false
      ? undefined
      : openMemory({ path: memoryPath(act.memory, persona), owner: persona.name, embedder: await embedder() });
  const { agent, parts } = await agentOf(persona, { seed, settings, now, book: memory?.book });
  return { agent, actor, parts, ...(memory && { memory }), nli, spending };
}

/** What the parts of an agent need, and the judge where they ask it. @throws UnknownNameError */
export function needsOfActor(roles: Roles, act: ActSettings): Set<Need> {
  const needs = needsOfParts(act, { memory: remembers(act) });
  if (isJudgeTold(roles, act)) needs.add("judge");
  return needs;
}

/** The settings that are given, each over the configured one. @throws InputError for one that nothing would heed */
export function actOf(given: ActSettings, configured: ActSettings): ActSettings {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  const act: ActSettings = { ...configured, ...Object.fromEntries(set) };
  if (given.candidates === undefined || (act.guards ?? []).length > 0) return act;
  throw new InputError({
    where: "--candidates",
    found: `${given.candidates}, of which nothing would choose`,
    expected: "a guard",
    fix: "add --guard, such as --guard persona-guard",
  });
}
