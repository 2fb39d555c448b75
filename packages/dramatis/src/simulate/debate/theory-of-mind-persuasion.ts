/**
 * Has one agent persuade another while neither can see what the other has in mind: no state, no strategy.
 *
 * ToMMA [96]. The persuadee holds a generative state (what is proposed, a belief against it, a desire) and perhaps a
 * preventive one (what it does instead, and why). With the latter there are 4 rounds, without 3: the persuader proposes and
 * asks why not; refutes or diverts; resolves the belief; satisfies the desire; each time the persuadee voices the next of
 * its states, causes first, and in the end agrees. After each but the last the persuader infers what was meant and an
 * observer, who knows only what was voiced by then, corrects it. The persuadee is told of a state when it is to voice it,
 * so that it cannot blurt. Before each of the persuader's calls all that it can read is audited: a state not yet voiced in
 * it, word for word or with an embedder at a cosine above .9, makes the episode invalid (`data.leak`). That it agrees is
 * laid down, so an episode shows how, not whether. We depart: prompts are ours; the persuader chooses no named strategy.
 * The first agent persuades the second; not two: RangeError.
 *
 * @paper 96
 * @needs actor
 */
import { z } from "zod";
import type { Embedder, Engine } from "../../core/index.ts";
import { askData, askWords } from "../scenes/ask.ts";
import { byAgenda, type Task } from "../scenes/by-agenda.ts";
import { checkOffices, newestFor, readData, withData } from "../scenes/kept-data.ts";
import type { Cast, Player } from "../world/player.ts";
import { agentOf, happened, type SceneWorld } from "../world/scene-world.ts";
import { playerOf } from "../world/turn-by-turn.ts";
import { leakIn } from "./leak-in.ts";
import * as prompts from "./theory-of-mind-persuasion.prompts.ts";

const state = z.object({ content: z.string().min(1), belief: z.string().min(1), desire: z.string().min(1) });

/** What the persuadee has in mind, each part as a sentence. */
export interface PersuadeeState {
  /** What it does instead of what is proposed, and why; none where nothing else draws it. */
  preventive?: { content: string; belief: string; desire: string } | undefined;
  /** What is proposed to it, what it believes against it, and what it wishes for. */
  generative: { content: string; belief: string; desire: string };
}

/** As it stands in the second agent's `mind`. */
export const persuadeeState: z.ZodType<PersuadeeState> = z.object({ preventive: state.optional(), generative: state });

export interface TheoryOfMindPersuasionOptions {
  players: Cast;
  /** An office that corrects the persuader's inferences. */
  observer: Player;
  /** With it leaks in other words are found too. */
  embedder?: Embedder;
  temperature?: number;
}

/** What the persuader inferred of something that the persuadee had voiced. */
export interface Inferred {
  about: string;
  belief: string;
  desire: string;
  /** null where the observer's answer could not be read. */
  isCorrect: boolean | null;
  advice: string;
}

const kept = z.object({
  voiced: z.number().default(0),
  leak: z.string().optional(),
  inferred: z
    .array(
      z.object({
        about: z.string(),
        belief: z.string(),
        desire: z.string(),
        isCorrect: z.boolean().nullable(),
        advice: z.string(),
      }),
    )
    .default([]),
});

const prediction = z.object({ belief: z.string(), desire: z.string() });
const correction = z.object({ correct: z.boolean(), advice: z.string() });

interface Round {
  aim: keyof typeof prompts.AIMS;
  about: string;
  /** What the persuadee voices; nothing where it agrees. */
  truths: readonly string[];
}

export function theoryOfMindPersuasion(options: TheoryOfMindPersuasionOptions): Engine<SceneWorld> {
  return byAgenda({
    name: "theory-of-mind-persuasion",
    rounds: 4,
    agenda(world, round) {
      checkOffices(world, [options.observer]);
      const { truths } = roundsOf(world)[round - 1] as Round;
      const [persuader, persuadee] = twoOf(world);
      const talk: Task[] = [
        { stage: "persuade", name: persuader },
        { stage: "voice", name: persuadee },
      ];
      if (truths.length === 0) return talk;
      return [...talk, { stage: "infer", name: persuader }, { stage: "correct", name: options.observer.name }];
    },
    async perform(world, { stage }, signal) {
      const [persuader] = twoOf(world);
      const asked = { ...options, signal };
      if (stage === "voice") return voice(world, asked);
      if (stage === "correct") return correct(world, asked);
      const hidden = roundsOf(world)
        .slice(readData(world, kept).voiced)
        .flatMap(({ truths }) => truths);
      const player = playerOf(options.players, persuader);
      const leak = await leakIn(world, { player, hidden, saidBy: twoOf(world)[1], embedder: options.embedder, signal });
      if (leak !== null) return withData(world, { leak, over: "a leak: the episode is invalid" });
      return stage === "persuade" ? persuade(world, asked) : infer(world, asked);
    },
  });
}

/** What was inferred and corrected, and what leaked; an episode with a leak is not to be used. */
export function persuasionRecord(world: SceneWorld): { inferred: Inferred[]; leak: string | null } {
  const { inferred, leak = null } = readData(world, kept);
  return { inferred, leak };
}

type Asked = TheoryOfMindPersuasionOptions & { signal: AbortSignal | undefined };

/** @throws RangeError for other than two agents */
function twoOf({ agents }: SceneWorld): [persuader: string, persuadee: string] {
  if (agents.length !== 2) throw new RangeError(`invalid agents; not two: ${agents.length}`);
  return agents.map(({ name }) => name) as [string, string];
}

/** @throws RangeError for a persuadee without a state */
function stateOf(world: SceneWorld): PersuadeeState {
  const [, persuadee] = twoOf(world);
  const read = persuadeeState.safeParse(agentOf(world, persuadee).mind);
  if (read.success) return read.data;
  throw new RangeError(
    `invalid world; the mind of ${persuadee} holds no state: ${read.error.issues[0]?.path.join(".")}`,
  );
}

/** Desires come of beliefs, and what is done of both: they are voiced in that order. */
function roundsOf(world: SceneWorld): Round[] {
  const { preventive, generative } = stateOf(world);
  const belief = { about: "generative belief", truths: [generative.belief] };
  const desire = { aim: "resolve" as const, about: "generative desire", truths: [generative.desire] };
  const agree = { aim: "satisfy" as const, about: "agreement", truths: [] };
  if (preventive === undefined) return [{ aim: "propose", ...belief }, desire, agree];
  const first = { about: "preventive", truths: [preventive.content, preventive.belief, preventive.desire] };
  return [{ aim: "propose", ...first }, { aim: "refute", ...belief }, desire, agree];
}

function roundOf(world: SceneWorld): Round {
  return roundsOf(world)[readData(world, z.object({ round: z.number() })).round - 1] as Round;
}

async function persuade(world: SceneWorld, { players, temperature = 0.7, signal }: Asked): Promise<SceneWorld> {
  const [name] = twoOf(world);
  const cue = {
    ask: prompts.persuade(roundOf(world).aim),
    brief: prompts.persuader(stateOf(world).generative.content),
    call: "persuade",
    isLine: true,
    event: { kind: "speech", because: newestFor(world, name) } as const,
    settings: { temperature },
  };
  const said = await askWords(world, playerOf(players, name), { cue, signal });
  return said.event === null ? silent(said.world, name) : said.world;
}

async function voice(world: SceneWorld, { players, temperature = 0.7, signal }: Asked): Promise<SceneWorld> {
  const [, name] = twoOf(world);
  const { truths, about } = roundOf(world);
  const cue = {
    ask: truths.length === 0 ? prompts.AGREE : prompts.voice(...truths),
    brief: prompts.PERSUADEE,
    call: "voice",
    isLine: true,
    event: { kind: "speech", because: newestFor(world, name), data: { voices: about } } as const,
    settings: { temperature },
  };
  const said = await askWords(world, playerOf(players, name), { cue, signal });
  if (said.event === null) return silent(said.world, name);
  const { voiced } = readData(said.world, kept);
  return withData(said.world, { voiced: voiced + 1, ...(truths.length === 0 && { over: `${name} agrees` }) });
}

/** What follows would rest on something that was not said. */
function silent(world: SceneWorld, name: string): SceneWorld {
  return withData(world, { over: `${name} said nothing: the episode is invalid` });
}

async function infer(world: SceneWorld, { players, observer, signal }: Asked): Promise<SceneWorld> {
  const [name] = twoOf(world);
  const { about } = roundOf(world);
  const brief = prompts.persuader(stateOf(world).generative.content);
  const cue = { ask: prompts.PREDICT, brief, call: "infer", shape: prediction };
  const asked = await askData(world, playerOf(players, name), { cue, signal });
  if (asked.given === null) return asked.world;
  const { value, made } = asked.given;
  const text = `They believe: ${value.belief}; they wish for: ${value.desire}`;
  const heard = { to: [observer.name], because: newestFor(world, name) };
  const thought = { actor: name, kind: "thought" as const, text, ...heard, made };
  const inferred = [...readData(world, kept).inferred, { about, ...value, isCorrect: null, advice: "" }];
  return withData(happened(asked.world, thought), { inferred });
}

async function correct(world: SceneWorld, { observer, signal }: Asked): Promise<SceneWorld> {
  const [persuader] = twoOf(world);
  const { truths, about } = roundOf(world);
  const { inferred } = readData(world, kept);
  const last = inferred.at(-1);
  if (last?.about !== about) return world;
  const ask = prompts.observe(truths.join(" "), last);
  const cue = { ask, brief: prompts.OBSERVER, call: "correct", shape: correction };
  const asked = await askData(world, observer, { cue, signal });
  if (asked.given === null) return asked.world;
  const { value, made } = asked.given;
  const because = newestFor(world, observer.name);
  const told = { actor: observer.name, kind: "direction" as const, to: [persuader], text: value.advice, because, made };
  const found = { ...last, isCorrect: value.correct, advice: value.advice };
  return withData(happened(asked.world, told), { inferred: [...inferred.slice(0, -1), found] });
}
