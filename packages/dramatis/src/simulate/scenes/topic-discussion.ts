/**
 * Has two people with traits of known strength talk about an everyday topic, reminded of both at every turn.
 *
 * PsyPlay (2025). Each agent's role card is its persona with the Big Five in adjectives by degree (a bit, –, very,
 * extremely; A-MARKERS [37]); every turn's prompt tells the card, the topic, and a few of the adjectives again. The number
 * of turns (10 to 16) and the topic are drawn by the world's seed. `portrayed` then has a judge say blindly what shows, and
 * `portrayals` keeps the dialogues in which everything that was meant does. We depart: the number of adjectives a reminder
 * has, the prompts and the topics are ours; a turn without words is counted in `data.tally` and is no turn of the talk.
 * One agent or more than two: RangeError.
 *
 * @paper 22
 * @needs actor
 */
import { type Engine, type Persona, random } from "../../core/index.ts";
import { bigFive, level9, traitMarkers } from "../../persona/markers.ts";
import { type Cast, seedOf } from "../world/player.ts";
import { presentAgents, type SceneWorld, stepped } from "../world/scene-world.ts";
import { playerOf } from "../world/turn-by-turn.ts";
import { askWords } from "./ask.ts";
import { finished, newestFor } from "./kept-data.ts";
import * as prompts from "./topic-discussion.prompts.ts";

export interface TopicDiscussionOptions {
  players: Cast;
  /** One is drawn by the world's seed. */
  topics?: readonly string[];
  /** Fewest and most turns; how many is drawn by the world's seed. */
  turns?: readonly [fewest: number, most: number];
  /** Adjectives of each trait that a turn is reminded of. */
  adjectives?: number;
  temperature?: number;
}

/** @throws RangeError for no topics, or turns that are no range from 1 */
export function topicDiscussion(options: TopicDiscussionOptions): Engine<SceneWorld> {
  const {
    players,
    topics = prompts.TOPICS,
    turns: [fewest, most] = [10, 16],
    adjectives = 3,
    temperature = 0.7,
  } = options;
  if (topics.length === 0) throw new RangeError("invalid topics; not at least one");
  if (!(fewest >= 1 && most >= fewest)) throw new RangeError(`invalid turns; not from 1 up: ${fewest} to ${most}`);
  return {
    name: "topic-discussion",
    async step(world, signal) {
      signal?.throwIfAborted();
      if (world.done) return world;
      if (world.agents.length !== 2) throw new RangeError(`invalid agents; not two: ${world.agents.length}`);
      if (presentAgents(world).length < 2) return finished(world, "fewer than two are left");
      const [one, other] = inTurn(world);
      const player = playerOf(players, one);
      const topic = topicOf(world, topics);
      const like = player.persona ? reminder(player.persona.persona, adjectives, seedOf(world, one, "adjectives")) : "";
      const event = { kind: "speech", because: newestFor(world, one), data: { topic } } as const;
      const cue = {
        ask: prompts.turn(topic, like),
        brief: prompts.setting(topic, other),
        call: "line",
        isLine: true,
        event,
      };
      const said = await askWords(world, player, { cue: { ...cue, settings: { temperature } }, signal });
      const turns = fewest + drawn(world, "turns", most - fewest + 1);
      return world.step + 1 >= turns ? finished(said.world, `${turns} turns`) : stepped(said.world);
    },
  };
}

/** What a world's two talk about. */
export function topicOf(world: Pick<SceneWorld, "seed">, topics: readonly string[] = prompts.TOPICS): string {
  return topics[drawn(world, "topic", topics.length)] as string;
}

function drawn({ seed }: Pick<SceneWorld, "seed">, what: string, count: number): number {
  return random(seedOf({ seed, step: 0 }, "", what)).int(count);
}

/** Who speaks now, and who listens. */
function inTurn({ agents, step }: SceneWorld): [string, string] {
  const [a, b] = agents.map(({ name }) => name) as [string, string];
  return step % 2 === 0 ? [a, b] : [b, a];
}

function reminder({ traits = [] }: Persona, count: number, seed: number): string {
  const draws = random(seed);
  const words = traits.flatMap(({ system, dimension, level, facet }) => {
    const trait = system === "big5" && facet === undefined ? bigFive(dimension) : undefined;
    return trait ? traitMarkers(trait, level9(level), { count, random: draws }) : [];
  });
  return words.length === 0 ? "" : `You are ${words.join(", ")}. `;
}
