/**
 * Has two agents debate a motion before an audience of personas, who say in private what they hold before and after.
 *
 * [179] shows that how well an argument persuades hangs on who hears it, and takes the stance, the argument, the character
 * and the intent of simulated listeners as knowledge for rating arguments. Here the listeners are the raters: the first two
 * agents speak for and against the motion, `rounds` times each, all others listen. Each listener rates the motion from 1
 * (wholly against) to `levels` (wholly for) with its own reason, hears the debate, rates it again and says who persuaded
 * it more; nobody hears of a rating. `audienceShift` gives the mean move with its interval. We depart: no smaller model is tuned, and the
 * protocol, before and after, is that of a staged debate. Ratings that cannot be read are null and counted in
 * `data.tally`. Fewer than three agents: RangeError.
 *
 * @paper 179
 * @needs actor
 */
import { z } from "zod";
import type { Engine } from "../../core/index.ts";
import { askData, askWords } from "../scenes/ask.ts";
import { byAgenda, type Task } from "../scenes/by-agenda.ts";
import { newestFor, readData } from "../scenes/kept-data.ts";
import type { Cast } from "../world/player.ts";
import { agentOf, happened, presentAgents, type SceneWorld, withAgent } from "../world/scene-world.ts";
import { playerOf } from "../world/turn-by-turn.ts";

export interface AudienceDebateOptions {
  players: Cast;
  /** What is debated, as a statement. */
  motion: string;
  /** Speeches of each side. */
  rounds?: number;
  /** Of the scale on which listeners rate the motion. */
  levels?: number;
  temperature?: number;
}

/** What a listener holds, as it stands in its `mind`. */
export interface DebateListener {
  name: string;
  /** 1 to `levels`; null where it could not be read. */
  before: number | null;
  after: number | null;
  /** Who persuaded it more; null for neither, or where it could not be read. */
  persuadedBy: string | null;
}

const rating = z.number().nullable().default(null);
const minded = z.object({ before: rating, after: rating, persuadedBy: z.string().nullable().default(null) });

type Asked = Required<AudienceDebateOptions> & { signal: AbortSignal | undefined };

/** @throws RangeError for a blank motion, no rounds, or fewer than two levels */
export function audienceDebate(options: AudienceDebateOptions): Engine<SceneWorld> {
  const { players, motion, rounds = 3, levels = 7, temperature = 0.7 } = options;
  if (motion.trim() === "") throw new RangeError("invalid motion; not a text that is not blank");
  if (!(rounds >= 1)) throw new RangeError(`invalid rounds; not from 1: ${rounds}`);
  if (!(levels >= 2)) throw new RangeError(`invalid levels; not from 2: ${levels}`);
  return byAgenda({
    name: "audience-debate",
    rounds,
    end: "the audience has rated it again",
    agenda(world, round) {
      if (world.agents.length < 3) throw new RangeError(`invalid agents; not from three: ${world.agents.length}`);
      const names = presentAgents(world).map(({ name }) => name);
      const sides = sidesOf(world);
      const each = (stage: string, who: readonly string[]): Task[] => who.map((name) => ({ stage, name }));
      const audience = names.filter((name) => !sides.includes(name));
      return [
        ...(round === 1 ? each("before", audience) : []),
        ...each("speech", sides),
        ...(round === rounds ? each("after", audience) : []),
      ];
    },
    perform(world, task, signal) {
      const asked = { players, motion, rounds, levels, temperature, signal };
      return task.stage === "speech" ? speech(world, task.name, asked) : rate(world, task, asked);
    },
  });
}

/** The listeners of a debate in their order. */
export function listenersOf(world: SceneWorld): DebateListener[] {
  const sides = sidesOf(world);
  return world.agents
    .filter(({ name }) => !sides.includes(name))
    .map(({ name, mind }) => ({ name, ...readData({ data: mind }, minded) }));
}

/** Who speaks for the motion and who against it. */
function sidesOf({ agents }: SceneWorld): string[] {
  return agents.slice(0, 2).map(({ name }) => name);
}

async function speech(world: SceneWorld, name: string, asked: Asked): Promise<SceneWorld> {
  const { players, motion, temperature, signal } = asked;
  const [proposer, opposer] = sidesOf(world);
  const [side, other] = name === proposer ? ["for", opposer] : ["against", proposer];
  const cue = {
    ask: `Speak ${side} the motion in three to five sentences, so that the audience comes over to your side. Answer what ${other} said, if anything.`,
    brief: `You debate before an audience. The motion: ${motion}\nYou speak ${side} it.`,
    call: "speech",
    isLine: true,
    event: { kind: "speech", because: newestFor(world, name), data: { side } } as const,
    settings: { temperature },
  };
  return (await askWords(world, playerOf(players, name), { cue, signal })).world;
}

async function rate(world: SceneWorld, { stage, name }: Task, asked: Asked): Promise<SceneWorld> {
  const { players, motion, levels, signal } = asked;
  const agreement = z.int().min(1).max(levels);
  const scale = `a whole number from 1 (wholly against) to ${levels} (wholly for)`;
  const listener = { brief: `You listen to a debate. The motion: ${motion}`, call: stage };
  if (stage === "before") {
    const ask = `Before it begins, what do you hold of the motion, as yourself? Nobody else will learn it.
Reply {"reason": "why, in one sentence", "agreement": ${scale}}.`;
    const cue = { ...listener, ask, shape: z.object({ reason: z.string(), agreement }) };
    const { world: next, given } = await askData(world, playerOf(players, name), { cue, signal });
    if (given === null) return next;
    const held = withAgent(next, name, { mind: { ...agentOf(next, name).mind, before: given.value.agreement } });
    return happened(held, choiceOf(world, { name, stage, ...given.value, made: given.made }));
  }
  const sides = sidesOf(world) as [string, string];
  const ask = `The debate is over. What do you hold of the motion now, as yourself? Nobody else will learn it.
Reply {"reason": "why, in one sentence", "agreement": ${scale}, "persuadedBy": "${sides[0]}", "${sides[1]}" or "neither"}.`;
  const shape = z.object({ reason: z.string(), agreement, persuadedBy: z.enum([...sides, "neither"]) });
  const { world: next, given } = await askData(world, playerOf(players, name), {
    cue: { ...listener, ask, shape },
    signal,
  });
  if (given === null) return next;
  const persuadedBy = given.value.persuadedBy === "neither" ? null : given.value.persuadedBy;
  const mind = { ...agentOf(next, name).mind, after: given.value.agreement, persuadedBy };
  return happened(withAgent(next, name, { mind }), choiceOf(world, { name, stage, ...given.value, made: given.made }));
}

interface Rated {
  name: string;
  stage: string;
  reason: string;
  agreement: number;
  made: NonNullable<Parameters<typeof happened>[1]["made"]>;
}

/** For the listener alone. */
function choiceOf(world: SceneWorld, { name, stage, reason, agreement, made }: Rated): Parameters<typeof happened>[1] {
  const because = newestFor(world, name);
  const data = { stage, agreement };
  return { actor: name, kind: "choice", to: [], text: `${agreement}: ${reason}`, because, data, made };
}
