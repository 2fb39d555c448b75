/**
 * Plays characters with minds of their own in a place that a narrator keeps, action by action, and keeps every trajectory.
 *
 * CharacterBox (2025; the authors' agents/character.py and narrator.py). In each round every character takes stock of itself
 * and of what is around it and plans; then each in turn acts and speaks, the narrator says whom that touches, the one
 * touched reacts, the narrator tells the result and where both stand; at the end the narrator describes the place anew and
 * sums up. An action that touches nobody else is reacted to by its actor. The place is changed only by a description that
 * a judge (the narrator where there is none) calls physical; others, and those without a verdict, stay in the log as
 * rejected, for nobody to see. We depart: a character remembers the log itself, as much of it as its model can read, where
 * the authors have memories with importance and reflection; where the narrator's word on the influence cannot be read,
 * there is no reaction and no result. Calls a round: 10 a character, or 9 where it touches itself, and 3. Prompts are in
 * our own words. `data.tally` counts the calls and those that gave nothing. Nobody there: done at the first step.
 *
 * @paper 167
 * @needs actor
 */
import { z } from "zod";
import type { Engine } from "../../core/index.ts";
import type { Cast, Player } from "../world/player.ts";
import { happened, presentAgents, type SceneWorld, withAgent } from "../world/scene-world.ts";
import { playerOf } from "../world/turn-by-turn.ts";
import { askData, askWords } from "./ask.ts";
import { byAgenda, type Task } from "./by-agenda.ts";
import { checkOffices, newestFor } from "./kept-data.ts";
import * as prompts from "./narrated-scene.prompts.ts";
import { profileOf } from "./profile-of.ts";

export interface NarratedSceneOptions {
  /** Who plays the characters. */
  players: Cast;
  narrator: Player;
  /** Decides whether a new description of the place is physical. */
  judge?: Player;
  rounds?: number;
  temperature?: number;
}

const influence = z.object({ target: z.string(), impact: z.string() });
const place = z.object({ time: z.string(), location: z.string(), description: z.string().min(1) });
const verdict = z.object({ why: z.string(), physical: z.boolean() });

export function narratedScene(options: NarratedSceneOptions): Engine<SceneWorld> {
  const { players, narrator, judge = narrator, rounds = 3, temperature = 0.5 } = options;
  const scene: Parts = { players, narrator, judge, settings: { temperature } };
  return byAgenda({
    name: "narrated-scene",
    rounds,
    agenda: (world) => {
      checkOffices(world, [narrator, judge]);
      const names = presentAgents(world).map(({ name }) => name);
      const all = (stage: string): Task[] => names.map((name) => ({ stage, name }));
      return names.length === 0 ? [] : [...all("prepare"), ...all("act"), { stage: "close", name: "" }];
    },
    perform: (world, { stage, name }, signal) => {
      if (stage === "prepare") return prepare(world, { ...scene, name, signal });
      return stage === "act" ? act(world, { ...scene, name, signal }) : close(world, { ...scene, signal });
    },
  });
}

interface Parts {
  players: Cast;
  narrator: Player;
  judge: Player;
  settings: { temperature: number };
  signal?: AbortSignal | undefined;
}

/** A part of a round that belongs to one character. */
type Own = Parts & { name: string };

const STOCK = { self: prompts.SELF, surroundings: prompts.SURROUNDINGS, plan: prompts.PLAN };

async function prepare(world: SceneWorld, { players, name, settings, signal }: Own): Promise<SceneWorld> {
  let now = world;
  for (const [call, ask] of Object.entries(STOCK)) {
    const event = { kind: "thought", because: newestFor(now, name), data: { about: call } } as const;
    const cue = { ask, call, settings, brief: positions(now), event };
    now = (await askWords(now, playerOf(players, name), { cue, signal })).world;
  }
  return now;
}

async function act(world: SceneWorld, parts: Own): Promise<SceneWorld> {
  const { players, name, settings, signal } = parts;
  const actor = playerOf(players, name);
  const plan = world.events.findLast((event) => event.actor === name && event.data?.about === "plan");
  const shared = { settings, brief: positions(world) };
  const doing = {
    kind: "action",
    because: [...new Set([...(plan ? [plan.id] : []), ...newestFor(world, name)])],
  } as const;
  const deed = { ...shared, ask: prompts.ACTION, call: "action", event: doing };
  const done = await askWords(world, actor, { cue: deed, signal });
  const saying = { kind: "speech", because: newestFor(done.world, name) } as const;
  const line = { ...shared, ask: prompts.LINE, call: "line", isLine: true, event: saying };
  const said = await askWords(done.world, actor, { cue: line, signal });
  const because = [done.event, said.event].flatMap((event) => event?.id ?? []);
  return because.length === 0 ? said.world : touch(said.world, { ...parts, because });
}

/** Whom it touches, the reaction, the result, and where they then are. */
async function touch(world: SceneWorld, parts: Own & { because: number[] }): Promise<SceneWorld> {
  const { players, narrator, name, because, settings, signal } = parts;
  const others = presentAgents(world).flatMap((agent) => (agent.name === name ? [] : [agent.name]));
  const brief = narratorBrief(world, players);
  const asking = { ask: prompts.influence(name, others.join(", ") || "nobody"), call: "influence", shape: influence };
  const judged = await askData(world, narrator, { cue: { ...asking, brief, settings }, signal });
  if (judged.given === null) return judged.world;
  const { value, made } = judged.given;
  const target = others.includes(value.target) ? value.target : name;
  const impact = {
    actor: narrator.name,
    kind: "outcome",
    text: value.impact,
    because,
    data: { target },
    made,
  } as const;
  let now = happened(judged.world, impact);
  const reacting = { kind: "action", because: newestFor(now, target), data: { reactsTo: name } } as const;
  const reaction = {
    ask: prompts.reaction(name, value.impact),
    call: "reaction",
    settings,
    event: reacting,
    brief: positions(now),
  };
  now = (await askWords(now, playerOf(players, target), { cue: reaction, signal })).world;
  const result = { ask: prompts.RESULT, call: "result", settings, brief };
  const telling = { kind: "outcome", because: [...because, ...newestFor(now, narrator.name)] } as const;
  now = (await askWords(now, narrator, { cue: { ...result, event: telling }, signal })).world;
  for (const one of new Set([name, target])) now = await moved(now, { ...parts, name: one });
  return now;
}

async function moved(world: SceneWorld, { players, narrator, name, settings, signal }: Own): Promise<SceneWorld> {
  const event = { kind: "scene", to: [], because: newestFor(world, narrator.name), data: { position: name } } as const;
  const cue = { ask: prompts.position(name), call: "position", settings, brief: narratorBrief(world, players), event };
  const told = await askWords(world, narrator, { cue, signal });
  return told.event ? withAgent(told.world, name, { position: told.event.text }) : told.world;
}

async function close(world: SceneWorld, parts: Parts): Promise<SceneWorld> {
  const { players, narrator, settings, signal } = parts;
  const brief = narratorBrief(world, players);
  const now = await newPlace(world, parts);
  const event = { kind: "outcome", to: [], because: newestFor(now, narrator.name), data: { about: "plot" } } as const;
  return (await askWords(now, narrator, { cue: { ask: prompts.PLOT, call: "plot", settings, brief, event }, signal }))
    .world;
}

/** The place as it is described anew; without a verdict that this is physical, as it was. */
async function newPlace(world: SceneWorld, { players, narrator, judge, settings, signal }: Parts): Promise<SceneWorld> {
  const asking = { ask: prompts.PLACE, call: "place", shape: place, settings, brief: narratorBrief(world, players) };
  const described = await askData(world, narrator, { cue: asking, signal });
  if (described.given === null) return described.world;
  const { value, made } = described.given;
  const checking = { ask: prompts.physical(value.description), call: "physical", shape: verdict };
  const checked = await askData(described.world, judge, { cue: { ...checking, settings: { temperature: 0 } }, signal });
  const judged = checked.given?.value;
  const event = {
    actor: narrator.name,
    kind: "scene",
    text: value.description,
    because: newestFor(world, narrator.name),
    made,
  } as const;
  if (judged?.physical) return { ...happened(checked.world, event), place: value };
  return happened(checked.world, { ...event, to: [], data: { rejected: judged?.why ?? "no verdict" } });
}

function positions(world: SceneWorld): string {
  return presentAgents(world)
    .flatMap(({ name, position }) => (position === undefined ? [] : [`${name}: ${position}`]))
    .join("\n");
}

function narratorBrief(world: SceneWorld, players: Cast): string {
  const profiles = presentAgents(world).flatMap(({ name }) => profileOf(players.get(name) ?? {}) || []);
  return [prompts.NARRATOR, ...profiles, positions(world)].filter((part) => part !== "").join("\n\n");
}
