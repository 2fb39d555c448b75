import { type Agent, agent, type ReplySettings } from "../act/index.ts";
import { InputError, type Model, type Need, type Nli, type Persona } from "../core/index.ts";
import {
  type Environment,
  type Meter,
  meter,
  openEmbedder,
  openModel,
  openNli,
  type Price,
  type RoleSettings,
  resolveRoles,
} from "../model/index.ts";
import { type Lorebook, parseJson, readLorebook, readText } from "../persona/index.ts";
import type { ActSettings, DramatisConfig } from "./config-file.ts";
import { judgesAsked, refuseIdleJudge, refuseUnpriced } from "./open-judges.ts";
import { memoryPath, type OpenedMemory, openMemory } from "./open-memory.ts";
import { needsOfParts, openParts, type Parts } from "./open-parts.ts";

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
  const { persona, config = {}, settings, seed, env, price, maxCost, now } = options;
  const roles = resolveRoles({ flags: options.roles ?? {}, config, env });
  const act = actOf(options.act ?? {}, config.act ?? {});
  const hasMemory = act.memory !== undefined && act.memory !== false;
  const needs = new Set([...options.needs, ...needsOfParts(act, { memory: hasMemory })]);
  const isJudgeTold = hasParts(act) && roles.actor.kind === "understudy" && roles.judge.kind !== "understudy";
  if (isJudgeTold) needs.add("judge");
  refuseIdleJudge(options.roles ?? {}, roles, needs);
  refuseUnpriced([roles.actor, ...judgesAsked(roles, needs)], maxCost, price);

  const spending = meter({ cap: maxCost });
  const open = { env, price, meter: spending };
  const actor = await openModel(roles.actor, open);
  const judge = once(() => openModel(roles.judge, { ...open, role: "judge" }));
  const nli = once(() => openNli(roles.nli, { ...open, judge }));
  const embedder = once(() => openEmbedder(roles.embedder, open));
  const memory =
    act.memory === undefined || act.memory === false
      ? undefined
      : openMemory({ path: memoryPath(act.memory, persona), owner: persona.name, embedder: await embedder() });
  const parts = await openParts({
    ...act,
    persona,
    actor,
    instructed: roles.actor.kind !== "understudy" ? actor : isJudgeTold ? await judge() : undefined,
    nli,
    embedder,
    book: memory?.book,
    worldBook: act.lorebook === undefined ? undefined : await readWorldBook(act.lorebook),
    now,
  });
  const { candidates } = act;
  return {
    agent: agent(persona, { ...parts, model: actor, settings, seed, ...(candidates !== undefined && { candidates }) }),
    actor,
    parts,
    ...(memory && { memory }),
    nli,
    spending,
  };
}

/** The settings that are given, each over the configured one. @throws InputError for one that nothing would heed */
function actOf(given: ActSettings, configured: ActSettings): ActSettings {
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

function hasParts({ guards = [], strategy, components = [] }: ActSettings): boolean {
  return guards.length + components.length > 0 || strategy !== undefined;
}

/** The same promise again and again, unless it was rejected. */
function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
}

/** @throws InputError for a file that is no lorebook. */
async function readWorldBook(path: string): Promise<Lorebook> {
  return readLorebook(parseJson(await readText(path), path), path).book;
}
