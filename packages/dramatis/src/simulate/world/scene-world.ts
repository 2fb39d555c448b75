import type { Usage, World } from "../../core/index.ts";

/** Who knows of an event beside the one who made it: everybody, or these agents. */
export type Audience = "all" | readonly string[];

/**
 * What kind of thing happened. "speech" and "action" are an agent's in the open or to some; "thought" its own; "scene" what
 * the place is like now; "outcome" what an action led to; "choice" a decision of a game, a debate or a vote; "leave" that an
 * agent went; "direction" comes from outside the scene; "answer" was given to an interviewer.
 */
export type EventKind =
  | "speech"
  | "action"
  | "thought"
  | "scene"
  | "outcome"
  | "choice"
  | "leave"
  | "direction"
  | "answer";

/** Something that happened, with what it was made from. */
export interface SceneEvent {
  /** Place in the log, from 0. */
  id: number;
  /** The step that made it, from 1; 0 is what stood before. */
  step: number;
  /** An agent's name, or an office such as "narrator". */
  actor: string;
  kind: EventKind;
  to: Audience;
  text: string;
  /** Ids of the events that led to it. */
  because: readonly number[];
  /** What was read of it, as plain JSON: an action's target, a grade, an option. */
  data?: Readonly<Record<string, unknown>>;
  made?: MadeBy;
}

/** The call that an event came from. */
export interface MadeBy {
  /** Id of the model. */
  model: string;
  seed: number;
  personaVersion?: string;
  usage?: Usage;
}

/** An event that is yet to get its place in the log. */
export type Happening = Omit<SceneEvent, "id" | "step" | "to" | "because"> &
  Partial<Pick<SceneEvent, "to" | "because">>;

/** Somebody in a scene. Who plays it is no part of the world. */
export interface SceneAgent {
  name: string;
  /** False once it left. */
  present: boolean;
  /** Where in the place it stands, and how it is; anybody sees it. */
  position?: string;
  /** What it wants here, and what it hides; for its own prompts alone. */
  goal?: string;
  secret?: string;
  /** What an engine keeps of it, as plain JSON: beliefs, plans, a budget. For its own prompts alone. */
  mind: Readonly<Record<string, unknown>>;
}

/** Several agents in a place, and all that happened, as plain JSON. */
export interface SceneWorld extends World {
  seed: number;
  place: { time?: string; location?: string; description: string };
  agents: readonly SceneAgent[];
  /** Oldest first. */
  events: readonly SceneEvent[];
  /** What an engine keeps of the whole, as plain JSON: a topic, a tree, a tally. Reaches a prompt only by its engine. */
  data: Readonly<Record<string, unknown>>;
  /** The newest events that stay in the world after a step; all of them where absent. What goes is in the record alone. */
  horizon?: number;
}

export interface SceneOptions {
  seed?: number;
  /** At least 1. */
  horizon?: number | undefined;
  place?: SceneWorld["place"];
  agents: readonly (Pick<SceneAgent, "name"> & Partial<SceneAgent>)[];
  data?: Readonly<Record<string, unknown>>;
}

/** A world before its first step. @throws RangeError for two agents with one name, none at all, or no horizon from 1 */
export function sceneWorld(options: SceneOptions): SceneWorld {
  const { seed = 0, place = { description: "" }, agents, data = {}, horizon } = options;
  const names = agents.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (agents.length === 0) throw new RangeError("invalid agents; not at least one");
  if (twice !== undefined) throw new RangeError(`invalid agents; two are called ${twice}`);
  if (horizon !== undefined && !(Number.isInteger(horizon) && horizon >= 1)) {
    throw new RangeError(`invalid horizon; not a whole number from 1: ${horizon}`);
  }
  const all = agents.map((agent) => ({ present: true, mind: {}, ...agent }));
  const world: SceneWorld = { step: 0, done: false, seed, place, agents: all, events: [], data };
  return horizon === undefined ? world : { ...world, horizon };
}

/**
 * The world after these happenings, in order; they belong to the step that is being made. A thought is its actor's alone, all
 * else is for everybody, unless `to` says otherwise.
 */
export function happened(world: SceneWorld, ...happenings: readonly Happening[]): SceneWorld {
  const next = (world.events.at(-1)?.id ?? -1) + 1;
  const events = happenings.map(
    (one, i): SceneEvent => ({
      to: one.kind === "thought" ? [] : "all",
      because: [],
      ...one,
      id: next + i,
      step: world.step + 1,
    }),
  );
  return { ...world, events: [...world.events, ...events] };
}

/** Somebody goes: the event, and the agent no longer present. @throws RangeError for an agent that is not there */
export function left(
  world: SceneWorld,
  name: string,
  { text, ...more }: Pick<Happening, "text"> & Partial<Happening>,
): SceneWorld {
  return happened(withAgent(world, name, { present: false }), { ...more, actor: name, kind: "leave", text });
}

/** Who an event from outside is by; no agent may be called so. */
export const DIRECTOR = "director";

/** Something comes to pass that nobody in the scene did, for everybody or for some to know. */
export function directed(world: SceneWorld, { text, to = "all" }: { text: string; to?: Audience }): SceneWorld {
  return happened(world, { actor: DIRECTOR, kind: "direction", to, text });
}

/** The world with one agent changed. @throws RangeError for an agent that is not there */
export function withAgent(world: SceneWorld, name: string, change: Partial<Omit<SceneAgent, "name">>): SceneWorld {
  agentOf(world, name);
  return { ...world, agents: world.agents.map((agent) => (agent.name === name ? { ...agent, ...change } : agent)) };
}

/** @throws RangeError for an agent that is not there */
export function agentOf(world: SceneWorld, name: string): SceneAgent {
  const agent = world.agents.find((one) => one.name === name);
  if (agent === undefined) throw new RangeError(`invalid agent; not in the scene: ${name}`);
  return agent;
}

/** Agents that have not left, in order. */
export function presentAgents(world: SceneWorld): SceneAgent[] {
  return world.agents.filter(({ present }) => present);
}

/** Whether `name` may know of the event: its own, one for all, or one told to it. */
export function mayKnow(name: string, { actor, to }: Pick<SceneEvent, "actor" | "to">): boolean {
  return actor === name || to === "all" || to.includes(name);
}

/** All that `name` may know of, oldest first. Every prompt is made of this and nothing else of the log. */
export function knownTo(world: SceneWorld, name: string): SceneEvent[] {
  return world.events.filter((event) => mayKnow(name, event));
}

/** The world one step on: what an engine returns at the end of `step`. Events beyond the horizon go. */
export function stepped(world: SceneWorld, done: boolean = false): SceneWorld {
  const step = world.step + 1;
  return { ...world, step, done, events: withinHorizon(world, step) };
}

/** The newest events, and all of the step itself, which nobody has recorded yet. */
export function withinHorizon({ events, horizon }: SceneWorld, step: number): readonly SceneEvent[] {
  const surplus = events.length - (horizon ?? events.length);
  return surplus <= 0 ? events : events.filter((event, i) => i >= surplus || event.step === step);
}
