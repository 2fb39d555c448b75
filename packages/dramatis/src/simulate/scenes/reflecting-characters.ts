/**
 * Has characters start conversations of their own accord, think them through, and come to feel otherwise about each other.
 *
 * After SocioMind of Digital Life Project (Cai et al. 2024), of which only the abstract was at hand: characters with few-shot
 * exemplars (the persona's example lines), a reflection that psychology informs, and autonomy by starting topics. An
 * episode: one character, each in turn, finds a topic; all talk in order; then each reflects alone, and its state changes:
 * feeling, motive, and towards each other trust and closeness, from 0 to 10, beginning at 5, by at most 2 an episode. The
 * state stands in the agent's `mind` and in its own prompts alone. We depart in all detail: the state's members, their
 * range and the prompts are ours, and there is no motion. A character that finds no topic begins as it likes; a reflection
 * that cannot be read changes nothing; both are counted in `data.tally`.
 *
 * @paper 99
 * @needs actor
 */
import { z } from "zod";
import type { Engine } from "../../core/index.ts";
import type { Cast, Cue, Player } from "../world/player.ts";
import { agentOf, happened, presentAgents, type SceneWorld, withAgent } from "../world/scene-world.ts";
import { playerOf } from "../world/turn-by-turn.ts";
import { askData, askWords } from "./ask.ts";
import { byAgenda, type Task } from "./by-agenda.ts";
import { newestFor } from "./kept-data.ts";
import * as prompts from "./reflecting-characters.prompts.ts";

export interface ReflectingCharactersOptions {
  players: Cast;
  episodes?: number;
  /** Lines of an episode, the opening included. */
  lines?: number;
  temperature?: number;
}

const change = z.int().min(-2).max(2);
const reflected = z.object({
  insight: z.string().trim().min(1),
  feeling: z.string(),
  motive: z.string(),
  towards: z.array(z.object({ name: z.string(), trust: change, closeness: change })),
});

/** How a character is, as its `mind` holds it. */
export interface CharacterState {
  /** What it means to bring up next. */
  topic?: string | undefined;
  feeling?: string | undefined;
  motive?: string | undefined;
  /** By name, 0..10 each. */
  towards: Record<string, { trust: number; closeness: number }>;
}

const mind: z.ZodType<CharacterState> = z.object({
  topic: z.string().optional(),
  feeling: z.string().optional(),
  motive: z.string().optional(),
  towards: z.record(z.string(), z.object({ trust: z.number(), closeness: z.number() })).default({}),
});

const START = { trust: 5, closeness: 5 };

/** @throws RangeError for fewer than one line or episode */
export function reflectingCharacters(options: ReflectingCharactersOptions): Engine<SceneWorld> {
  const { players, episodes = 3, lines = 8, temperature = 0.7 } = options;
  if (!(lines >= 1 && episodes >= 1)) throw new RangeError(`invalid scene; ${episodes} episodes of ${lines} lines`);
  const settings = { temperature };
  return byAgenda({
    name: "reflecting-characters",
    rounds: episodes,
    end: `${episodes} episodes`,
    agenda: (world, episode) =>
      episodeOf(
        presentAgents(world).map(({ name }) => name),
        { episode, lines },
      ),
    perform: (world, { stage, name }, signal) => {
      const own: Own = { player: playerOf(players, name), settings, signal };
      if (stage === "topic") return findTopic(world, own);
      return stage === "reflect" ? reflect(world, own) : say(world, own);
    },
  });
}

/** The state of a character. @throws RangeError where its mind is not as this engine left it */
export function stateOf(world: SceneWorld, name: string): CharacterState {
  const read = mind.safeParse(agentOf(world, name).mind);
  if (read.success) return read.data;
  throw new RangeError(`invalid world; the mind of ${name} is not that of a character that reflects`);
}

function episodeOf(names: readonly string[], { episode, lines }: { episode: number; lines: number }): Task[] {
  if (names.length < 2) return [];
  const who = (i: number): string => names[(episode - 1 + i) % names.length] as string;
  const said = Array.from({ length: lines }, (_, i) => ({ stage: "line", name: who(i) }));
  return [{ stage: "topic", name: who(0) }, ...said, ...names.map((name) => ({ stage: "reflect", name }))];
}

interface Own {
  player: Player;
  settings: NonNullable<Cue["settings"]>;
  signal: AbortSignal | undefined;
}

async function findTopic(world: SceneWorld, { player, settings, signal }: Own): Promise<SceneWorld> {
  const event = { kind: "thought", because: newestFor(world, player.name), data: { about: "topic" } } as const;
  const cue = { ask: prompts.TOPIC, call: "topic", brief: briefOf(world, player.name), settings, event };
  const found = await askWords(world, player, { cue, signal });
  return found.event ? withMind(found.world, player.name, { topic: found.event.text }) : found.world;
}

async function say(world: SceneWorld, { player, settings, signal }: Own): Promise<SceneWorld> {
  const { topic } = stateOf(world, player.name);
  const ask = [...(topic === undefined ? [] : [prompts.opening(topic)]), prompts.LINE].join("\n");
  const event = { kind: "speech", because: newestFor(world, player.name) } as const;
  const cue = { ask, call: "line", isLine: true, brief: briefOf(world, player.name), settings, event };
  const said = await askWords(world, player, { cue, signal });
  return topic === undefined ? said.world : withMind(said.world, player.name, { topic: undefined });
}

async function reflect(world: SceneWorld, { player, settings, signal }: Own): Promise<SceneWorld> {
  const { name } = player;
  const others = world.agents.flatMap((agent) => (agent.name === name ? [] : [agent.name]));
  const brief = briefOf(world, name);
  const cue = { ask: prompts.reflection(others.join(", ")), call: "reflection", brief, settings, shape: reflected };
  const thought = await askData(world, player, { cue, signal });
  if (thought.given === null) return thought.world;
  const { insight, feeling, motive, towards: changes } = thought.given.value;
  const towards = { ...stateOf(world, name).towards };
  for (const { name: other, trust, closeness } of changes.filter((one) => others.includes(one.name))) {
    const before = towards[other] ?? START;
    towards[other] = { trust: held(before.trust + trust), closeness: held(before.closeness + closeness) };
  }
  const event = { actor: name, kind: "thought", text: insight, because: newestFor(world, name) } as const;
  const data = { about: "reflection", feeling, motive, towards };
  return withMind(happened(thought.world, { ...event, data, made: thought.given.made }), name, {
    feeling,
    motive,
    towards,
  });
}

function held(value: number): number {
  return Math.min(10, Math.max(0, value));
}

/** A member that becomes undefined is gone: a mind is plain JSON. */
function withMind(world: SceneWorld, name: string, more: Partial<CharacterState>): SceneWorld {
  const all = { ...agentOf(world, name).mind, ...more };
  return withAgent(world, name, {
    mind: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
  });
}

/** How the character is, for its own prompt. */
function briefOf(world: SceneWorld, name: string): string {
  const { feeling, motive, towards } = stateOf(world, name);
  return [
    feeling && `How you feel: ${feeling}.`,
    motive && `What you want now: ${motive}.`,
    ...Object.entries(towards).map(
      ([other, { trust, closeness }]) => `Towards ${other}, from 0 to 10: trust ${trust}, closeness ${closeness}.`,
    ),
  ]
    .filter((line) => line !== undefined && line !== "")
    .join("\n");
}
