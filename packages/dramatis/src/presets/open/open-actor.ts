import { type Agent, agent, type MemoryBook, memoryBook, type ReplySettings } from "../../act/index.ts";
import { type Component, contentId, type Embedder, type Model, type Nli, type Persona } from "../../core/index.ts";
import { type ModelSpec, type OpenOptions, openEmbedder, openModel, openNli, type Roles } from "../../model/index.ts";
import { type Lorebook, parseJson, readLorebook, readText } from "../../persona/index.ts";
import { inMemoryStore } from "../../store/index.ts";
import type { ActSettings } from "./config-file.ts";
import { openParts, type Parts } from "./open-parts.ts";

export interface OpenActor {
  roles: Roles;
  act: ActSettings;
  open: OpenOptions;
  /** Where these are open already, or somebody else opens them. */
  model?: Model | undefined;
  nli?: Nli | (() => Promise<Nli>) | undefined;
  embedder?: Embedder | (() => Promise<Embedder>) | undefined;
}

export interface MakeAgent {
  seed: number;
  settings?: ReplySettings | undefined;
  now: () => Date;
  /** What it remembers in; nothing is remembered without. */
  book?: MemoryBook | undefined;
  /** Beside the parts that are named, such as a scene. */
  more?: readonly Component[] | undefined;
  /** Speaks in place of the actor's model, such as that model with the tools of one request. */
  speaker?: Model | undefined;
}

/** Who plays personas, with the models that the parts of an agent may need; each is opened when it is first asked for. */
export interface OpenedActor {
  model: Model;
  nli(): Promise<Nli>;
  embedder(): Promise<Embedder>;
  /** A fresh agent with the parts that were named. @throws as `openParts` */
  agentOf(persona: Persona, options: MakeAgent): Promise<{ agent: Agent; parts: Parts }>;
  /** A memory that is gone with who holds it. */
  freshBook(persona: Persona): Promise<MemoryBook>;
  /** What replies depend on beside model, persona and seed; empty for an agent without named parts. */
  readonly made: Record<string, unknown>;
}

/**
 * Opens the model of the actor, and what agents are made with. The bundled model does not follow instructions: parts that
 * need it are then told by the judge, where one is named.
 *
 * @throws InputError, UnsupportedError as the models.
 */
export async function openActor({ roles, act, open, ...opened }: OpenActor): Promise<OpenedActor> {
  const model = opened.model ?? (await openModel(roles.actor, open));
  const judge = once(() => openModel(roles.judge, { ...open, role: "judge" }));
  const nli = once(async () => (await given(opened.nli)) ?? openNli(roles.nli, { ...open, judge }));
  const embedder = once(async () => (await given(opened.embedder)) ?? openEmbedder(roles.embedder, open));
  const worldBook = act.lorebook === undefined ? undefined : await readWorldBook(act.lorebook);
  const { candidates } = act;
  return {
    model,
    nli,
    embedder,
    made: madeWith(roles, act, worldBook),
    freshBook: async ({ name }) =>
      memoryBook({ store: inMemoryStore().memories, owner: name, embedder: await embedder() }),
    async agentOf(persona, { seed, settings, now, book, more = [], speaker = model }) {
      const instructed =
        roles.actor.kind !== "understudy" ? model : isJudgeTold(roles, act) ? await judge() : undefined;
      const parts = await openParts({ ...act, persona, actor: model, instructed, nli, embedder, book, worldBook, now });
      const components = [...parts.components, ...more];
      const options = {
        model: speaker,
        seed,
        ...(settings && { settings }),
        ...(candidates !== undefined && { candidates }),
      };
      return { agent: agent(persona, { ...parts, components, ...options }), parts };
    },
  };
}

/** Whether the judge is asked by the parts of an agent, in place of a model that does not follow instructions. */
export function isJudgeTold({ actor, judge }: { actor: ModelSpec; judge: ModelSpec }, act: ActSettings): boolean {
  return hasParts(act) && actor.kind === "understudy" && judge.kind !== "understudy";
}

function madeWith(roles: Roles, act: ActSettings, worldBook: Lorebook | undefined): Record<string, unknown> {
  const { guards = [], strategy, components = [], candidates } = act;
  const named = {
    ...(guards.length > 0 && { guards }),
    ...(candidates !== undefined && { candidates }),
    ...(strategy !== undefined && { strategy }),
    ...(components.length > 0 && { components }),
    ...(remembers(act) && { memory: true }),
    ...(worldBook && { lorebook: contentId(worldBook) }),
  };
  if (Object.keys(named).length === 0) return {};
  const { nli, embedder, judge } = roles;
  return { ...named, nli, embedder, ...(isJudgeTold(roles, act) && { judge }) };
}

function hasParts({ guards = [], strategy, components = [] }: ActSettings): boolean {
  return guards.length + components.length > 0 || strategy !== undefined;
}

/** Whether something is remembered. */
export function remembers({ memory = false }: ActSettings): boolean {
  return memory !== false;
}

function given<T extends object>(opened: T | (() => Promise<T>) | undefined): T | Promise<T> | undefined {
  return typeof opened === "function" ? opened() : opened;
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
