import { dirname, extname, resolve } from "node:path";
import { z } from "zod";
import { InputError, nearest, UnknownNameError } from "../../core/index.ts";
import { parseModelSpec } from "../../model/index.ts";
import {
  type LoadedPersona,
  parseTree,
  personaVersion,
  readPersona,
  readText,
  schemaFault,
  type Tree,
} from "../../persona/index.ts";
import type { Intervention } from "../../simulate/world/play-scene.ts";
import { DIRECTOR, type SceneWorld } from "../../simulate/world/scene-world.ts";
import { sameName } from "../../transcript/index.ts";
import { type ActSettings, actSchema, keysAre } from "../open/config-file.ts";
import { ENGINES, type ReadEngine, type SceneEngine } from "./engines.ts";

/** What a scene takes where its file does not say otherwise. */
export const SCENE_DEFAULTS = {
  engine: "turn-by-turn",
  maxTokens: 120,
  stale: 4,
  seed: 0,
  horizon: 200,
} as const;

/** A scene file is written by hand: a thousand agents fit easily. */
const MOST_BYTES = 2 ** 20;

export interface SceneAgentFile {
  name: string;
  persona: LoadedPersona;
  goal?: string | undefined;
  secret?: string | undefined;
  position?: string | undefined;
  /** Who plays it, where that is not the scene's model. */
  model?: string | undefined;
  /** Parts of an agent; with them it talks by itself, not by the engine's prompt. */
  act?: ActSettings | undefined;
}

/** A question to an agent that the scene does not remember. */
export interface InterviewFile {
  /** After this step; after the last one where absent. */
  after?: number | undefined;
  agent: string;
  question: string;
}

export interface SceneFile {
  path: string;
  name: string;
  engine: ReadEngine & { name: string; options: Record<string, unknown>; entry: SceneEngine };
  place: SceneWorld["place"];
  agents: SceneAgentFile[];
  /** Models of parts beside the agents, by name. */
  offices: Record<string, string>;
  /** At most. */
  steps: number;
  /** What ends it before: nothing new in so many lines, 0 for never; the word that somebody says. */
  stop: { stale: number; word?: string | undefined };
  /** Of a reply. */
  maxTokens: number;
  seed: number;
  horizon: number;
  interventions: Intervention[];
  interviews: InterviewFile[];
  /** What was taken for granted, a line each. */
  notices: string[];
}

const text = z.string().regex(/\S/, "a text that is not blank");
const from1 = z.int().min(1);

const agentKeys = "persona, name, goal, secret, position, model, act";
const agentSchema = z.strictObject(
  {
    persona: text,
    name: text.optional(),
    goal: text.optional(),
    secret: text.optional(),
    position: text.optional(),
    model: text.optional(),
    act: actSchema.optional(),
  },
  keysAre(agentKeys),
);
const engineSchema = z.union([text, z.looseObject({ name: text })], "a name, or {name, …options}");
const placeKeys = "time, location, description";
const placeSchema = z.union(
  [
    text,
    z.strictObject({ time: text.exactOptional(), location: text.exactOptional(), description: z.string().default("") }),
  ],
  `a text, or {${placeKeys}}`,
);

const sceneKeys =
  "name, engine, place, agents, offices, steps, stop, maxTokens, seed, horizon, interventions, interviews";
const sceneSchema = z.strictObject(
  {
    name: text.optional(),
    engine: engineSchema.default(SCENE_DEFAULTS.engine),
    place: placeSchema.default(""),
    agents: z.array(agentSchema).min(1),
    offices: z.record(z.string(), z.strictObject({ model: text }, keysAre("model"))).default({}),
    steps: from1.optional(),
    stop: z
      .strictObject({ stale: z.int().min(0).optional(), word: text.optional() }, keysAre("stale, word"))
      .default({}),
    maxTokens: from1.default(SCENE_DEFAULTS.maxTokens),
    seed: z.int().min(0).default(SCENE_DEFAULTS.seed),
    horizon: from1.default(SCENE_DEFAULTS.horizon),
    interventions: z
      .array(
        z.strictObject(
          { step: from1, text, to: z.array(text).exactOptional(), leave: text.exactOptional() },
          keysAre("step, text, to, leave"),
        ),
      )
      .default([]),
    interviews: z
      .array(
        z.strictObject(
          { after: z.union([z.int().min(0), z.literal("end")]).default("end"), agent: text, question: text },
          keysAre("after, agent, question"),
        ),
      )
      .default([]),
  },
  keysAre(sceneKeys),
);
type Read = z.infer<typeof sceneSchema>;

/**
 * A scene from a YAML or JSON file, with the personas that it names, which are looked for beside it.
 *
 * @throws InputError naming file and line: a file of more than 1 MB, a key or value that cannot be used, a persona that is
 * missing, two agents of one name, somebody named who is not in the scene. @throws UnknownNameError for an engine
 */
export async function readSceneFile(path: string): Promise<SceneFile> {
  const extension = extname(path).toLowerCase();
  if (![".yaml", ".yml", ".json"].includes(extension)) {
    const found = `a file that ends in ${extension || "no extension"}`;
    throw new InputError({ where: path, found, expected: "a scene: .yaml, .yml or .json" });
  }
  const tree = parseTree(await readText(path, MOST_BYTES), path, extension === ".json" ? "json" : "yaml");
  const read = sceneSchema.safeParse(tree.value);
  if (!read.success) throw faultOf(schemaFault(read.error, tree.value), { path, tree });
  const engine = engineOf(read.data.engine, { path, tree });
  const agents = await agentsOf(read.data, path);
  checkNames(read.data, agents, { path, tree, offices: engine.entry.offices });
  const [least, most] = engine.entry.agents;
  if (agents.length < least || agents.length > most) {
    const expected = `${least === most ? least : `at least ${least}`}, as ${engine.name} plays`;
    throw faultOf({ path: ["agents"], found: `${agents.length} of them`, expected }, { path, tree });
  }
  const { name = agents.map((agent) => agent.name).join(" and "), place, steps, stop, interviews, ...rest } = read.data;
  return {
    ...rest,
    path,
    name,
    engine,
    agents,
    place: typeof place === "string" ? { description: place } : place,
    offices: Object.fromEntries(Object.entries(rest.offices).map(([office, { model }]) => [office, model])),
    steps: steps ?? engine.entry.steps,
    stop: { stale: stop.stale ?? SCENE_DEFAULTS.stale, word: stop.word },
    interviews: interviews.map(({ after, ...asked }) => (after === "end" ? asked : { ...asked, after })),
    notices: steps === undefined ? [`${path} names no steps: the scene ends after ${engine.entry.steps} at most`] : [],
  };
}

interface Source {
  path: string;
  tree: Tree;
}

function faultOf({ path: at, ...fault }: ReturnType<typeof schemaFault>, { path, tree }: Source): InputError {
  const line = tree.lineOf(at);
  return new InputError({ where: path, ...(line !== undefined && { line }), ...fault });
}

function engineOf(engine: Read["engine"], source: Source): SceneFile["engine"] {
  const { name, ...options } = typeof engine === "string" ? { name: engine } : engine;
  const entry = Object.hasOwn(ENGINES, name) ? ENGINES[name] : undefined;
  if (entry === undefined) throw new UnknownNameError(`engine in ${source.path}:`, name, Object.keys(ENGINES));
  const read = entry.read(options);
  if (read.error === undefined) return { ...read, name, options, entry };
  const { path, ...fault } = schemaFault(read.error, options);
  throw faultOf({ path: ["engine", ...path], ...fault }, source);
}

/** Personas that several agents share are read once. One who is called otherwise in the scene is so in its persona too. */
async function agentsOf({ agents }: Read, path: string): Promise<SceneAgentFile[]> {
  const files = new Map<string, LoadedPersona>();
  const all: SceneAgentFile[] = [];
  for (const { persona: file, name, ...rest } of agents) {
    const at = resolve(dirname(path), file);
    const loaded = files.get(at) ?? (await readPersona(at));
    files.set(at, loaded);
    const persona = name === undefined ? loaded.persona : { ...loaded.persona, name };
    all.push({ ...rest, name: persona.name, persona: { path: file, persona, version: personaVersion(persona) } });
  }
  return all;
}

function checkNames(
  { interventions, interviews, offices: named }: Read,
  agents: readonly SceneAgentFile[],
  { path, tree, offices }: Source & { offices: readonly string[] },
): void {
  const fault = (at: PropertyKey[], found: string, expected: string): InputError =>
    faultOf({ path: at, found, expected }, { path, tree });
  const taken = [DIRECTOR, ...offices];
  for (const [i, { name }] of agents.entries()) {
    const twin = agents.slice(0, i).find((other) => sameName(other.name, name));
    if (twin) throw fault(["agents", i], `two agents called ${name}`, "a name of its own for each: name: …");
    if (taken.some((office) => sameName(office, name))) {
      throw fault(["agents", i], `an agent called ${name}`, `another name: ${taken.join(" and ")} are no agents`);
    }
  }
  const names = agents.map(({ name }) => name);
  const refer = (at: PropertyKey[], name: string | undefined): void => {
    if (name === undefined || names.includes(name)) return;
    const close = nearest(name, names, 3);
    throw fault(
      at,
      `${name}, who is not in the scene`,
      `one of ${(close.length > 0 ? close : names.slice(0, 12)).join(", ")}`,
    );
  };
  for (const [i, { to = [], leave }] of interventions.entries()) {
    for (const name of [...to, leave]) refer(["interventions", i], name);
  }
  for (const [i, { agent }] of interviews.entries()) refer(["interviews", i], agent);
  for (const [i, { model }] of agents.entries())
    if (model !== undefined) parseModelSpec(model, `${path}: agents[${i}].model`);
  for (const [office, { model }] of Object.entries(named)) {
    if (!offices.includes(office))
      throw fault(
        ["offices", office],
        office,
        offices.length > 0 ? `one of ${offices.join(", ")}` : "no office: this engine has none",
      );
    parseModelSpec(model, `${path}: offices.${office}.model`);
  }
}
