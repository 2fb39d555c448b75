/**
 * Has a cast play a scene of a book from its circumstances, with an environment and somebody who says whose turn it is.
 *
 * Given-circumstance acting of CoSER (Wang et al. 2025; the authors' gca_evaluation/main.py). The first character opens;
 * then the next speaker is one of the characters, the environment, "random" or "END". An end counts only when `endFrom`
 * turns were played; an end before that, a name that is none, the speaker of the last turn, and an answer that cannot be
 * read are all answered by a draw among the majors and the environment without the last. Actors know the profiles of all
 * and their own motivation (the agent's `goal`), and write [thoughts], (actions) and speech; thoughts go into a private
 * event of their own, so that no other prompt can hold them. A reply with an unbalanced bracket or nothing aloud is asked
 * for once more; then what is left is speech, or the turn passes. With `continueFrom` the first turns are those of the
 * original. We depart: no retrieval of experiences or of other conversations; prompts are in our own words. The measure
 * given-circumstance grades what comes of it. `data.tally` counts calls without an answer, `data.over` says why it ended.
 * Nobody there: done at the first step.
 *
 * @paper 67
 * @needs actor
 */
import { z } from "zod";
import { type Engine, random } from "../../core/index.ts";
import { innerSpeech } from "../../transcript/index.ts";
import { type Cast, type Player, seedOf, speak } from "../world/player.ts";
import {
  type Happening,
  happened,
  type MadeBy,
  presentAgents,
  type SceneWorld,
  stepped,
} from "../world/scene-world.ts";
import { playerOf } from "../world/turn-by-turn.ts";
import { askData, askWords, unlessSilent } from "./ask.ts";
import * as prompts from "./given-circumstance-acting.prompts.ts";
import { checkOffices, finished, newestFor, readData, tallied, withData } from "./kept-data.ts";
import { profileOf } from "./profile-of.ts";

export interface GivenCircumstanceActingOptions {
  players: Cast;
  /** An office; its name is what it is called among the speakers. */
  environment: Player;
  /** An office that says whose turn it is. */
  casting: Player;
  /** Who is drawn where casting has no usable answer; everybody where absent. */
  majors?: readonly string[];
  /** Turns at most. */
  rounds?: number;
  /** Turns before casting may end the scene. */
  endFrom?: number;
  /** The turns of the original, in the format that actors write in. */
  original?: readonly { speaker: string; text: string }[];
  /** Turns of the original that are played as they are. */
  continueFrom?: number;
  temperature?: number;
}

const END = "END";
const kept = z.object({ turns: z.number().default(0), last: z.string().optional() });
const casting = z.object({ reasoning: z.string(), next: z.string() });

interface Turn {
  turns: number;
  last?: string | undefined;
  signal: AbortSignal | undefined;
}

export function givenCircumstanceActing(options: GivenCircumstanceActingOptions): Engine<SceneWorld> {
  const { environment, rounds = 20, original = [], continueFrom = 0 } = options;
  return {
    name: "given-circumstance-acting",
    async step(world, signal) {
      signal?.throwIfAborted();
      if (world.done) return world;
      checkOffices(world, [environment, options.casting]);
      const turn: Turn = { ...readData(world, kept), signal };
      const line = turn.turns < continueFrom ? original[turn.turns] : undefined;
      const chosen = line ? { world, name: line.speaker } : await whoIsNext(world, options, turn);
      if (chosen.name === END) return finished(chosen.world, END);
      if (chosen.name === null) return finished(chosen.world, "nobody is left");
      const after = line
        ? played(chosen.world, options, { name: line.speaker, ...innerSpeech(line.text) })
        : await taken(chosen.world, options, { ...turn, name: chosen.name });
      const turns = turn.turns + 1;
      const next = withData(after, { turns, last: chosen.name });
      return turns >= rounds ? finished(next, `${rounds} turns`) : stepped(next);
    },
  };
}

/** Who has this turn, END, or null where nobody can have it. */
async function whoIsNext(
  world: SceneWorld,
  options: GivenCircumstanceActingOptions,
  { turns, last, signal }: Turn,
): Promise<{ world: SceneWorld; name: string | null }> {
  const { environment, casting: office, endFrom = 5, majors } = options;
  const names = presentAgents(world).map(({ name }) => name);
  if (names.length === 0) return { world, name: null };
  if (turns === 0) return { world, name: names[0] ?? null };
  const mayEnd = turns >= endFrom;
  const known = [...names, environment.name, ...(mayEnd ? [END] : [])];
  const ask = prompts.nextSpeaker([...known, "random"].join(", "));
  const cue = { ask, call: "next speaker", brief: profiles(world, options.players), shape: casting };
  const asked = await askData(world, office, { cue: { ...cue, settings: { temperature: 0.3 } }, signal });
  const said = asked.given?.value.next.trim() ?? null;
  const isUsable = said !== null && said !== last && known.includes(said);
  const name = isUsable
    ? said
    : drawn(world, [...names.filter((one) => majors?.includes(one) ?? true), environment.name], last);
  if (name === null) return { world: asked.world, name };
  const choice: Happening = {
    actor: office.name,
    kind: "choice",
    to: [],
    text: name,
    because: newestFor(world, office.name),
    data: { said, isDrawn: !isUsable, ...(asked.given && { reasoning: asked.given.value.reasoning }) },
    ...(asked.given && { made: asked.given.made }),
  };
  return { world: happened(asked.world, choice), name };
}

function drawn(world: SceneWorld, names: readonly string[], last: string | undefined): string | null {
  const others = names.filter((name) => name !== last);
  return others[random(seedOf(world, "", "next speaker")).int(others.length)] ?? null;
}

/** The turn of an actor, or of the environment. */
async function taken(
  world: SceneWorld,
  options: GivenCircumstanceActingOptions,
  { name, signal }: Turn & { name: string },
): Promise<SceneWorld> {
  const { players, environment, temperature = 0.7 } = options;
  const settings = { temperature };
  if (name === environment.name) {
    const brief = `${prompts.ENVIRONMENT}${world.agents.map((agent) => agent.name).join(", ")}.`;
    const event = { kind: "scene", because: causes(world, options, name) } as const;
    const cue = { ask: prompts.HAPPENS, call: "environment", brief, settings, event };
    return (await askWords(world, environment, { cue, signal })).world;
  }
  const brief = profiles(world, players, name);
  let now = world;
  let said: (ReturnType<typeof innerSpeech> & { made?: MadeBy }) | null = null;
  for (const call of ["line", "line again"]) {
    const given = await unlessSilent(
      speak(world, playerOf(players, name), { ask: prompts.FORMAT, brief, call, settings, signal }),
    );
    if (given) said = { ...innerSpeech(given.value), made: given.made };
    const isWhole = said?.isBalanced === true && said.spoken !== "";
    now = tallied(now, call, isWhole);
    if (isWhole) break;
  }
  return said ? played(now, options, { ...said, name }) : now;
}

/** Thoughts and what was said and done aloud, each an event of its own. */
function played(
  world: SceneWorld,
  options: GivenCircumstanceActingOptions,
  { name, spoken, thoughts, made }: Played,
): SceneWorld {
  const by = { actor: name, ...(made && { made }) };
  const thought = { ...by, kind: "thought", text: thoughts.join(" "), because: causes(world, options, name) } as const;
  const now = thoughts.length === 0 ? world : happened(world, thought);
  if (spoken === "") return now;
  const kind = name === options.environment.name ? "scene" : "speech";
  return happened(now, { ...by, kind, text: spoken, because: causes(now, options, name) });
}

interface Played {
  name: string;
  spoken: string;
  thoughts: readonly string[];
  made?: MadeBy;
}

/** What all are like, but for the one who is told. */
function profiles(world: SceneWorld, players: Cast, toldTo?: string): string {
  const others = world.agents.filter(({ name }) => name !== toldTo);
  return prompts.profiles(others.map(({ name }) => `${name}: ${profileOf(players.get(name) ?? {})}`).join("\n"));
}

/** What the one whose turn it is last saw, and that it was given the turn. */
function causes(world: SceneWorld, { casting: office }: GivenCircumstanceActingOptions, name: string): number[] {
  const last = world.events.at(-1);
  return [...newestFor(world, name), ...(last?.actor === office.name ? [last.id] : [])];
}
