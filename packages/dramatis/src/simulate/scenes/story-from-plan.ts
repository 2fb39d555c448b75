/**
 * Tells a story whose protagonist acts by persona: first the event that the persona brings about, then a plot, then words.
 *
 * CONPER (Zhang et al. 2022). Given how a story begins (the world's `place`) and a persona: (1) one sentence of what the
 * protagonist does because of who they are, (2) the plot as key words for each sentence, led by that event and common
 * sense, (3) the sentences, one a step, each from its key words and all that was told. We depart: the authors
 * train a planner and give it a source of common sense; here one model is asked for each stage, in prompts of ours. The
 * event and the plan are events for nobody to see; `untold` names the key words that a sentence does not hold as they were
 * planned. Without an event, or a plan that can be read, there is no story, and `data.over` says so. A sentence without
 * words is left out and counted in `data.tally`. The first agent is the protagonist.
 *
 * @paper 31
 * @needs actor
 */
import { z } from "zod";
import type { Engine } from "../../core/index.ts";
import type { Cast, Player } from "../world/player.ts";
import { happened, type SceneWorld } from "../world/scene-world.ts";
import { playerOf } from "../world/turn-by-turn.ts";
import { askData, askWords } from "./ask.ts";
import { byAgenda } from "./by-agenda.ts";
import { checkOffices, newestFor, readData, withData } from "./kept-data.ts";
import { profileOf } from "./profile-of.ts";
import * as prompts from "./story-from-plan.prompts.ts";

export interface StoryFromPlanOptions {
  /** Who the protagonist is. */
  players: Cast;
  /** The office that plans and tells. */
  writer: Player;
  /** Of the story after its beginning. */
  sentences?: number;
  temperature?: number;
}

const kept = z.object({ beats: z.array(z.array(z.string())).default([]) });

/** @throws RangeError for fewer than one sentence */
export function storyFromPlan(options: StoryFromPlanOptions): Engine<SceneWorld> {
  const { players, writer, sentences = 5, temperature = 0.7 } = options;
  if (!(sentences >= 1)) throw new RangeError(`invalid sentences; not at least one: ${sentences}`);
  return byAgenda({
    name: "story-from-plan",
    rounds: 1,
    end: "the story is told",
    agenda: (world) => {
      checkOffices(world, [writer]);
      const stages = ["event", "plan", ...Array.from({ length: sentences }, () => "sentence")];
      return stages.map((stage) => ({ stage, name: world.agents[0]?.name ?? "" }));
    },
    perform: (world, { stage, name }, signal) => {
      const brief = [prompts.WRITER, profileOf(playerOf(players, name)) || name].join("\n");
      const writing = { writer, sentences, signal, cue: { brief, settings: { temperature } } };
      if (stage === "event") return planEvent(world, writing);
      return stage === "plan" ? planPlot(world, writing) : tellSentence(world, writing);
    },
  });
}

interface Writing {
  writer: Player;
  sentences: number;
  cue: { brief: string; settings: { temperature: number } };
  signal: AbortSignal | undefined;
}

async function planEvent(world: SceneWorld, { writer, cue, signal }: Writing): Promise<SceneWorld> {
  const event = { kind: "choice", to: [], because: newestFor(world, writer.name), data: { stage: "event" } } as const;
  const asking = { ...cue, ask: prompts.EVENT, call: "event", event };
  const planned = await askWords(world, writer, { cue: asking, signal });
  return planned.event ? planned.world : withData(planned.world, { over: "no event was planned" });
}

async function planPlot(world: SceneWorld, { writer, sentences, cue, signal }: Writing): Promise<SceneWorld> {
  const shape = z.object({ beats: z.array(z.array(z.string().trim().min(1)).min(1).max(8)).length(sentences) });
  const asking = { ...cue, ask: prompts.plan(sentences), call: "plan", shape };
  const planned = await askData(world, writer, { cue: asking, signal });
  if (planned.given === null) return withData(planned.world, { over: "the plan could not be read" });
  const { value, made } = planned.given;
  const text = value.beats.map((beat) => beat.join(", ")).join("; ");
  const event = {
    kind: "choice",
    to: [],
    because: newestFor(world, writer.name),
    data: { stage: "plan" },
    made,
  } as const;
  return withData(happened(planned.world, { ...event, actor: writer.name, text }), value);
}

async function tellSentence(world: SceneWorld, { writer, cue, signal }: Writing): Promise<SceneWorld> {
  const [beat = [], ...beats] = readData(world, kept).beats;
  const event = { kind: "outcome", because: newestFor(world, writer.name), data: { beat } } as const;
  const asking = { ...cue, ask: prompts.sentence(beat), call: "sentence", event };
  return withData((await askWords(world, writer, { cue: asking, signal })).world, { beats });
}

/** The key words that were planned for each sentence of the story and do not stand in it, letter case aside. */
export function untold(world: SceneWorld): { sentence: string; planned: string[]; missing: string[] }[] {
  return world.events.flatMap(({ kind, text, data }) => {
    const { success, data: told } = sentence.safeParse(data);
    if (kind !== "outcome" || !success) return [];
    const lower = text.toLowerCase();
    return [
      { sentence: text, planned: told.beat, missing: told.beat.filter((word) => !lower.includes(word.toLowerCase())) },
    ];
  });
}

const sentence = z.object({ beat: z.array(z.string()) });
