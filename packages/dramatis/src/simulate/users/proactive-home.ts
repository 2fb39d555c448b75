/**
 * A persona lives its days at home, and rates what an assistant suggests unasked.
 *
 * ProPerSim [207]: with every new action of the user the assistant suggests or abstains, and the user scores a suggestion by
 * its own criteria (preference, timing, frequency, communication and safety) on five points, one each for appropriateness,
 * timing, communication, frequency and diversity, in half steps down to 1. The assistant is a function: it is given what the
 * user does and how its suggestions were rated, never the criteria or the reasons; act's `proactive` is one. We depart: a day is a clock
 * from 7:00 to 23:00 and one person instead of the town, the user says itself how long an action takes and whether it may be spoken
 * to, one evaluator scores all five points, and abstaining is not scored. A score that misses a field is asked for once more, then
 * missing; an action that cannot be read is half an hour of nothing on which the assistant is not asked. Without suggestions
 * the mean score is null.
 *
 * @paper 207
 * @needs actor
 */
import { z } from "zod";
import type { Engine } from "../../core/index.ts";
import { type Player, seedOf, tellData } from "../world/player.ts";
import { happened, type SceneWorld, sceneWorld, stepped } from "../world/scene-world.ts";

/** What a persona makes of suggestions, in sentences to it. For its own ratings alone. */
export interface HomeCriteria {
  preference: string;
  timing: string;
  frequency: string;
  communication: string;
}

export const HOME_POINTS = ["Appropriateness", "Timing", "Communication", "Frequency", "Diversity"] as const;
export type HomePoint = (typeof HOME_POINTS)[number];

/** Points that a suggestion does not get, wholly or by half. */
export interface HomeRating {
  deducted: readonly HomePoint[];
  halved?: readonly HomePoint[] | undefined;
}

/** One action of the user and what came of it. */
export interface HomeTick {
  /** From 1. */
  day: number;
  /** Of the day. */
  minute: number;
  /** null where it could not be read. */
  activity: string | null;
  isAvailable: boolean;
  /** null where the assistant abstained. */
  suggestion: string | null;
  /** 1..5; null without a suggestion, and where it could not be read. */
  score: number | null;
  rating?: HomeRating;
}

/** What an assistant gets to know. */
export interface HomeView {
  day: number;
  minute: number;
  activity: string;
  isAvailable: boolean;
  /** Oldest first. */
  past: readonly Omit<HomeTick, "rating">[];
  seed: number;
}

/** What it suggests; null or blank for nothing. */
export type HomeAssistant = (view: HomeView, signal?: AbortSignal) => Promise<string | null>;

export interface HomeWorld extends SceneWorld {
  day: number;
  minute: number;
  ticks: readonly HomeTick[];
}

export interface ProactiveHomeOptions {
  /** With the persona. */
  player: Player;
  criteria: HomeCriteria;
  assist: HomeAssistant;
  days?: number;
  seed?: number;
  /** Newest events that the user remembers. */
  horizon?: number;
}

/** A step is an action of the user. `start` gives the world before the first. */
export interface ProactiveHome extends Engine<HomeWorld> {
  start(): HomeWorld;
}

const MORNING = 7 * 60;
const NIGHT = 23 * 60;
const NOTHING = 30;

const LIVE = `You are at home for the day. Say what you do next, by who you are, the time and what you did; how many minutes it takes, 5 to 240; and whether you may be spoken to meanwhile. Do not do the same thing all day. From 23:00 on you are asleep.
Reply {"activity": "one short sentence about you in the third person", "minutes": N, "available": true or false}.`;
const lived = z.object({
  activity: z.string().trim().min(1),
  minutes: z.number().int().min(5).max(240),
  available: z.boolean(),
});

const RATE = `Your home assistant just made the last suggestion, unasked. Rate it strictly by what you make of suggestions. It has five points:
- Appropriateness: it is useful to you and to your liking;
- Timing: it comes when you can use it and does not disturb;
- Communication: it is put in a way that you like, and is safe;
- Frequency: suggestions come neither too often nor too seldom for you;
- Diversity: it is not what was suggested before.
Name the points that it does not get, "deducted", and those that it gets half of, "halved".
Reply {"reason": "…", "deducted": ["…"], "halved": ["…"]}.`;
const point = z.enum(HOME_POINTS);
const rated = z.object({ reason: z.string(), deducted: z.array(point), halved: z.array(point).exactOptional() });

/** @throws RangeError for less than one day. @throws what the player's model or the assistant throws */
export function proactiveHome({
  player,
  criteria,
  assist,
  days = 1,
  seed = 0,
  horizon = 60,
}: ProactiveHomeOptions): ProactiveHome {
  if (!(Number.isInteger(days) && days >= 1)) throw new RangeError(`invalid days; not a whole number from 1: ${days}`);
  const { name } = player;

  return {
    name: "proactive-home",
    start: () => {
      const scene = sceneWorld({ seed, agents: [{ name }], horizon, place: placeAt({ day: 1, minute: MORNING }) });
      return { ...scene, day: 1, minute: MORNING, ticks: [] };
    },
    async step(world, signal) {
      signal?.throwIfAborted();
      if (world.done) return world;
      const { day, minute } = world;
      const cue = { ask: LIVE, shape: lived, settings: { temperature: 0.7 }, signal };
      const { value, made } = await tellData(world, player, cue);
      if (value === null) {
        const tick = { day, minute, activity: null, isAvailable: false, suggestion: null, score: null };
        return onward({ ...world, ticks: [...world.ticks, tick] }, { minutes: NOTHING, days });
      }
      const { activity, available: isAvailable, minutes } = value;
      const text = `${clock(minute)} ${activity}`;
      const acting = {
        actor: name,
        kind: "action",
        text,
        because: last(world),
        data: { minutes, isAvailable },
        made,
      } as const;
      const acted: HomeWorld = { ...world, ...happened(world, acting) };
      const past = world.ticks.map(({ rating: _, ...tick }) => tick);
      const view = { day, minute, activity, isAvailable, past, seed: seedOf(world, ASSISTANT) };
      const said = (await assist(view, signal))?.trim() ?? "";
      const suggestion = said === "" ? null : said;
      const { world: after, rating } =
        suggestion === null
          ? { world: acted, rating: null }
          : await answered(acted, { player, criteria, suggestion }, signal);
      const score = rating === null ? null : rubricScore(rating);
      const tick: HomeTick = { day, minute, activity, isAvailable, suggestion, score, ...(rating && { rating }) };
      return onward({ ...after, ticks: [...world.ticks, tick] }, { minutes, days });
    },
  };
}

const ASSISTANT = "assistant";

/** The suggestion in the world, with what the user makes of it. */
async function answered(
  world: HomeWorld,
  { player, criteria, suggestion }: Pick<ProactiveHomeOptions, "player" | "criteria"> & { suggestion: string },
  signal: AbortSignal | undefined,
): Promise<{ world: HomeWorld; rating: HomeRating | null }> {
  const speech = { actor: ASSISTANT, kind: "speech", text: suggestion, because: last(world) } as const;
  const heard = { ...world, ...happened(world, speech) };
  const brief = `What you make of suggestions:\n${Object.values(criteria).join("\n")}`;
  const cue = { ask: RATE, brief, call: "rate", shape: rated, settings: { temperature: 0 }, signal };
  const { value, made } = await tellData(heard, player, cue);
  if (value === null) return { world: heard, rating: null };
  const { reason, deducted, halved } = value;
  const rating: HomeRating = { deducted, ...(halved && { halved }) };
  const text = `${rubricScore(rating)} of 5: ${reason}`;
  const choice = { actor: player.name, kind: "choice", to: [], text, because: last(heard), made } as const;
  return { world: { ...heard, ...happened(heard, { ...choice, data: { ...rating } }) }, rating };
}

/** Five points less one for each that is deducted and half of one for each that is halved; at least 1. */
export function rubricScore({ deducted, halved = [] }: HomeRating): number {
  const half = new Set(halved.filter((one) => !deducted.includes(one)));
  return Math.max(1, HOME_POINTS.length - new Set(deducted).size - half.size / 2);
}

/** "07:30". */
export function clock(minute: number): string {
  const two = (count: number): string => String(count).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** The world when the action is over: later, or on the next morning, or past the last day. */
function onward(world: HomeWorld, { minutes, days }: { minutes: number; days: number }): HomeWorld {
  const isNight = world.minute + minutes >= NIGHT;
  const now = isNight ? { day: world.day + 1, minute: MORNING } : { day: world.day, minute: world.minute + minutes };
  return { ...world, ...stepped(world, now.day > days), ...now, place: placeAt(now) };
}

function placeAt({ day, minute }: Pick<HomeWorld, "day" | "minute">): SceneWorld["place"] {
  return { time: `Day ${day}, ${clock(minute)}`, description: "At home" };
}

function last({ events }: SceneWorld): number[] {
  return events.slice(-1).map(({ id }) => id);
}
