import { join } from "node:path";
import { type Component, canonicalJson, type Embedder, type Message, type Model } from "../../core/index.ts";
import {
  type CallCache,
  type Environment,
  type Meter,
  type Price,
  type Roles,
  resolveRoles,
} from "../../model/index.ts";
import type { Player, SceneSpeaker } from "../../simulate/world/player.ts";
import { DIRECTOR } from "../../simulate/world/scene-world.ts";
import { sameName } from "../../transcript/index.ts";
import { sessionName } from "../chat/chat-log.ts";
import { needsOfActor } from "../chat/open-agent.ts";
import { openMemory } from "../chat/open-memory.ts";
import type { DramatisConfig } from "../open/config-file.ts";
import { type OpenedActor, openActor, remembers } from "../open/open-actor.ts";
import { judgesAsked, refuseUnpriced } from "../open/open-judges.ts";
import { boundedModel } from "./bounded-model.ts";
import type { SceneAgentFile, SceneFile } from "./scene-file.ts";

export interface OpenCast {
  scene: SceneFile;
  /** Over the scene's seed. */
  seed: number;
  /** The model of all who name none. */
  model?: string | undefined;
  config: DramatisConfig;
  env: Environment;
  maxCost?: number | undefined;
  price?: Price | undefined;
  spending: Meter;
  cache: CallCache;
}

/** Who plays a scene. */
export interface OpenedCast {
  /** Id of the model of each agent and office, by name. */
  models: Readonly<Record<string, string>>;
  /** The players; what they remember is kept in the folder. */
  players(folder: string): Promise<Map<string, Player>>;
  embedder(): Promise<Embedder>;
  close(): void;
}

/**
 * Opens the model of every agent and office; those of one model and one set of parts share it.
 *
 * @throws InputError for settings that cannot be used. @throws UnsupportedError for what a part needs and is not there.
 */
export async function openCast(options: OpenCast): Promise<OpenedCast> {
  const { scene, model, config, env, price, maxCost, spending, cache, seed } = options;
  const open = { env, price, meter: spending, cache };
  const named = scene.engine.entry.offices.map((name) => ({ name, model: scene.offices[name] }));
  const parts = [...scene.agents, ...named].map((part) => {
    const flags = { model: part.model ?? model };
    return { ...part, roles: resolveRoles({ flags, config, env }) };
  });
  const asked = parts.flatMap((part): ReturnType<typeof judgesAsked> => {
    const judges = "act" in part && part.act ? judgesAsked(part.roles, needsOfActor(part.roles, part.act)) : [];
    return [part.roles.actor, ...judges];
  });
  refuseUnpriced(asked, maxCost, price);

  const opened = new Map<string, Promise<OpenedActor>>();
  const actorOf = ({ roles, act = {} }: { roles: Roles } & Pick<SceneAgentFile, "act">): Promise<OpenedActor> => {
    const key = canonicalJson([roles.actor, act]);
    const actor = opened.get(key) ?? openActor({ roles, act, open });
    opened.set(key, actor);
    return actor;
  };
  const actors: OpenedActor[] = [];
  for (const part of parts) actors.push(await actorOf(part));
  const bounded = new Map<Model, Model>();
  const memories: { close(): void }[] = [];
  return {
    models: Object.fromEntries(parts.map(({ name }, i) => [name, (actors[i] as OpenedActor).model.id])),
    async players(folder) {
      const players = new Map<string, Player>();
      for (const [i, part] of parts.entries()) {
        const actor = actors[i] as OpenedActor;
        const ours = bounded.get(actor.model) ?? boundedModel(actor.model, scene.maxTokens);
        bounded.set(actor.model, ours);
        if (!("persona" in part)) players.set(part.name, { name: part.name, model: ours });
        else {
          const { name, act, persona } = part;
          const speak = act && (await speakerOf({ part, actor, seed, maxTokens: scene.maxTokens, folder, memories }));
          players.set(name, { name, model: ours, persona, ...(speak && { speak }) });
        }
      }
      return players;
    },
    embedder: () => (actors[0] as OpenedActor).embedder(),
    close: () => {
      for (const memory of memories) memory.close();
    },
  };
}

interface SpeakerOptions {
  part: SceneAgentFile;
  actor: OpenedActor;
  seed: number;
  maxTokens: number;
  folder: string;
  memories: { close(): void }[];
}

/** An agent of the act room in a scene: the brief is a block of its prompt, and it is told of each message once. */
async function speakerOf({ part, actor, seed, maxTokens, folder, memories }: SpeakerOptions): Promise<SceneSpeaker> {
  const { persona } = part.persona;
  let brief = "";
  const scene: Component = {
    name: "scene",
    contribute: async () => (brief === "" ? [] : [{ block: "SCENE", text: brief, fields: [] }]),
  };
  const { memory } = part.act ?? {};
  let book: ReturnType<typeof openMemory> | undefined;
  if (part.act && remembers(part.act)) {
    const path = typeof memory === "string" ? memory : join(folder, `${sessionName(part.name)}.sqlite`);
    book = openMemory({ path, owner: persona.name, embedder: await actor.embedder() });
    memories.push(book);
  }
  const settings = { maxTokens };
  const made = { seed, settings, now: () => new Date(), book: book?.book, more: [scene] };
  const { agent } = await actor.agentOf(persona, made);
  return async (history, { signal, brief: told }) => {
    brief = told;
    for (const message of sinceOwn(history, persona.name)) await agent.observe(message, signal);
    return agent.reply(history.length > 0 ? history : [opening(persona.name)], { signal });
  };
}

/** From the own last line on: what was before that, it was told when it spoke. */
function sinceOwn(history: readonly Message[], name: string): readonly Message[] {
  const own = history.findLastIndex(({ speaker }) => sameName(speaker, name));
  return history.slice(Math.max(own, 0));
}

/** Not every model can speak first. */
function opening(name: string): Message {
  return { session: "scene", turn: 0, speaker: DIRECTOR, text: `(${name} begins.)` };
}
