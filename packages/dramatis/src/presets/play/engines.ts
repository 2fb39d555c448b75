import { z } from "zod";
import { REPLY_SETTINGS } from "../../act/index.ts";
import type { Embedder, Engine } from "../../core/index.ts";
import {
  audienceDebate,
  nationalDebate,
  persuadeeState,
  theoryOfMindPersuasion,
  treeOfDebate,
} from "../../simulate/debate/index.ts";
import {
  givenCircumstanceActing,
  goalInteraction,
  narratedScene,
  RELATIONSHIPS,
  reflectingCharacters,
  storyFromPlan,
  topicDiscussion,
} from "../../simulate/scenes/index.ts";
import type { Cast } from "../../simulate/world/player.ts";
import { type SceneWorld, withAgent } from "../../simulate/world/scene-world.ts";
import { playerOf, turnByTurn } from "../../simulate/world/turn-by-turn.ts";
import { addressed, atRandom, inOrder } from "../../simulate/world/turns.ts";
import { keysAre } from "../open/config-file.ts";

/** An engine as a scene file names it. */
export interface SceneEngine {
  /** In one line, for the help. */
  readonly summary: string;
  /** Parts beside the agents that a model plays, such as "narrator". */
  readonly offices: readonly string[];
  /** How many agents it plays. */
  readonly agents: readonly [least: number, most: number];
  /** About how many calls a step takes, for the estimate. */
  readonly calls: number;
  /** The bound of a scene that names none; an engine with an end of its own has a wide one. */
  readonly steps: number;
  /** Checks the options, before anything is opened. */
  read(options: unknown): { error: z.ZodError } | ({ error?: never } & ReadEngine);
}

/** An engine with its options. */
export interface ReadEngine {
  make(players: Cast, help: EngineHelp): Promise<Engine<SceneWorld>>;
  /** The world before its first step, with what the engine keeps in it. */
  begin(world: SceneWorld): SceneWorld;
}

/** What an engine may need beside its players; opened when it is asked for. */
export interface EngineHelp {
  embedder(): Promise<Embedder>;
}

interface EngineEntry<O> extends Pick<SceneEngine, "summary"> {
  offices?: readonly string[];
  agents?: SceneEngine["agents"];
  calls?: number;
  steps?: number;
  options: z.ZodType<O>;
  make(players: Cast, options: O, help: EngineHelp): Engine<SceneWorld> | Promise<Engine<SceneWorld>>;
  /** Where the engine wants more in a world than the scene file says. */
  begin?: (world: SceneWorld, options: O) => SceneWorld;
}

/** Far beyond what the engines' own rounds come to. */
const ENDS_ITSELF = 500;
/** A tree of depth 3 with five subtopics has 156 topics of a dozen steps. */
const WHOLE_TREE = 2000;

function sceneEngine<O>(entry: EngineEntry<O>): SceneEngine {
  const {
    agents = [1, Number.POSITIVE_INFINITY],
    offices = [],
    calls = 1,
    steps = ENDS_ITSELF,
    options,
    make,
    begin = (world) => world,
    summary,
  } = entry;
  return {
    summary,
    agents,
    offices,
    calls,
    steps,
    read: (given) => {
      const { error, data } = options.safeParse(given);
      if (error !== undefined) return { error };
      return { make: async (players, help) => make(players, data, help), begin: (world) => begin(world, data) };
    },
  };
}

/** Lines are drawn as those of an agent that talks alone; how long they may be is the scene's to say. */
const { maxTokens: _most, ...settings } = REPLY_SETTINGS;

const from1 = z.int().min(1).exactOptional();
const said = z.string().regex(/\S/, "a text");
const temperature = z.number().min(0).exactOptional();

const TURNS = { "in-order": inOrder, "at-random": atRandom, addressed };

/** The engines that a scene file may name. */
export const ENGINES: Readonly<Record<string, SceneEngine>> = {
  "turn-by-turn": sceneEngine({
    summary: "each step one agent says one line; turns: in-order, at-random or addressed",
    steps: 20,
    options: z.strictObject(
      { turns: z.enum(["in-order", "at-random", "addressed"]).default("in-order") },
      keysAre("name, turns"),
    ),
    make: (players, { turns }) => turnByTurn({ players, takeTurn: TURNS[turns](), cue: () => ({ ask: "", settings }) }),
  }),
  "narrated-scene": sceneEngine({
    summary: "characters plan and act, a narrator says what comes of it; rounds, temperature",
    offices: ["narrator"],
    calls: 3,
    options: z.strictObject({ rounds: from1, temperature }, keysAre("name, rounds, temperature")),
    make: (players, options) => narratedScene({ players, narrator: playerOf(players, "narrator"), ...options }),
  }),
  "given-circumstance-acting": sceneEngine({
    summary: "actors in what is given, an environment, and a casting that gives turns; rounds, endFrom, temperature",
    offices: ["environment", "casting"],
    calls: 2,
    options: z.strictObject(
      { rounds: from1, endFrom: from1, temperature },
      keysAre("name, rounds, endFrom, temperature"),
    ),
    make: (players, options) => {
      const environment = playerOf(players, "environment");
      return givenCircumstanceActing({ players, environment, casting: playerOf(players, "casting"), ...options });
    },
  }),
  "goal-interaction": sceneEngine({
    summary: "goals and secrets against each other, by word and deed; turns, staleAfter, relationship, temperature",
    options: z.strictObject(
      { turns: from1, staleAfter: from1, temperature, relationship: z.enum(RELATIONSHIPS).optional() },
      keysAre("name, turns, staleAfter, relationship, temperature"),
    ),
    make: (players, { relationship: _relationship, ...options }) => goalInteraction({ players, ...options }),
    begin: (world, { relationship }) =>
      relationship === undefined ? world : { ...world, data: { ...world.data, relationship } },
  }),
  "topic-discussion": sceneEngine({
    agents: [2, 2],
    summary: "a talk about a topic in which traits show; topics, temperature",
    options: z.strictObject(
      { topics: z.array(z.string().min(1)).min(1).exactOptional(), temperature },
      keysAre("name, topics, temperature"),
    ),
    make: (players, options) => topicDiscussion({ players, ...options }),
  }),
  "reflecting-characters": sceneEngine({
    summary: "characters that bring up topics, reflect and change; episodes, lines, temperature",
    options: z.strictObject(
      { episodes: from1, lines: from1, temperature },
      keysAre("name, episodes, lines, temperature"),
    ),
    make: (players, options) => reflectingCharacters({ players, ...options }),
  }),
  "story-from-plan": sceneEngine({
    summary: "a writer plans what befalls the protagonist, then tells it; sentences, temperature",
    offices: ["writer"],
    options: z.strictObject({ sentences: from1, temperature }, keysAre("name, sentences, temperature")),
    make: (players, options) => storyFromPlan({ players, writer: playerOf(players, "writer"), ...options }),
  }),
  "audience-debate": sceneEngine({
    agents: [3, Number.POSITIVE_INFINITY],
    summary:
      "the first two debate a motion before the others, who rate it before and after; motion, rounds, levels, temperature",
    options: z.strictObject(
      { motion: said, rounds: from1, levels: z.int().min(2).exactOptional(), temperature },
      keysAre("name, motion, rounds, levels, temperature"),
    ),
    make: (players, options) => audienceDebate({ players, ...options }),
  }),
  "national-debate": sceneEngine({
    agents: [2, Number.POSITIVE_INFINITY],
    summary:
      "a question discussed, with private answers before and after; question, options, mode (collaborate or debate), size, messages, labels, threshold, temperature",
    offices: ["clerk"],
    calls: 2,
    options: z.strictObject(
      {
        question: said,
        options: z.array(said).min(2).max(26),
        mode: z.enum(["collaborate", "debate"]).exactOptional(),
        size: from1,
        messages: from1,
        labels: z.record(z.string(), z.array(z.number())).exactOptional(),
        threshold: z.number().exactOptional(),
        temperature,
      },
      keysAre("name, question, options, mode, size, messages, labels, threshold, temperature"),
    ),
    make: (players, options) => nationalDebate({ players, clerk: playerOf(players, "clerk"), ...options }),
  }),
  "theory-of-mind-persuasion": sceneEngine({
    agents: [2, 2],
    summary: "the first persuades the second, and neither sees the other's mind; state, temperature",
    offices: ["observer"],
    calls: 2,
    options: z.strictObject({ state: persuadeeState, temperature }, keysAre("name, state, temperature")),
    make: (players, { state: _state, ...options }) =>
      theoryOfMindPersuasion({ players, observer: playerOf(players, "observer"), ...options }),
    begin: (world, { state }) => {
      const persuadee = world.agents[1];
      return persuadee === undefined ? world : withAgent(world, persuadee.name, { mind: { ...state } });
    },
  }),
  "tree-of-debate": sceneEngine({
    agents: [2, 2],
    summary:
      "two papers, which are their agents' documents, argued topic by topic; topic, subtopics, depth, temperature",
    offices: ["moderator"],
    steps: WHOLE_TREE,
    options: z.strictObject(
      { topic: said, subtopics: from1, depth: from1, temperature },
      keysAre("name, topic, subtopics, depth, temperature"),
    ),
    make: async (players, options, { embedder }) =>
      treeOfDebate({ players, moderator: playerOf(players, "moderator"), embedder: await embedder(), ...options }),
  }),
};
