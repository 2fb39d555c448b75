import { z } from "zod";
import type { Message, Transcript } from "../../core/index.ts";
import { type Interval, wilson } from "../../stats/index.ts";
import { readData } from "../scenes/kept-data.ts";
import { sceneTranscript } from "../world/scene-transcript.ts";
import { agentOf, presentAgents, type SceneAgent, type SceneWorld } from "../world/scene-world.ts";

/** What an agent of a national debate keeps in its mind. */
export interface KeptOpinions {
  /** Its choice in private; absent where it could not be read, as `after`. */
  before?: string | undefined;
  isGold: boolean;
  /** `at` is the place of the message among those that were read. */
  voiced: { at: number; opinion: string }[];
  /** Messages of it that the clerk could not read. */
  unread: number;
  /** As whom it spoke. */
  impersonated: string[];
  /** Its last message only thanked, or took its leave. */
  closed: boolean;
  after?: string | undefined;
}

const kept: z.ZodType<KeptOpinions> = z.object({
  before: z.string().optional(),
  isGold: z.boolean().default(false),
  voiced: z.array(z.object({ at: z.number(), opinion: z.string() })).default([]),
  unread: z.number().default(0),
  impersonated: z.array(z.string()).default([]),
  closed: z.boolean().default(false),
  after: z.string().optional(),
});

/** @throws RangeError for a mind that is not as the debate left it */
export function heldBy({ mind }: Pick<SceneAgent, "mind">): KeptOpinions {
  return readData({ data: mind }, kept);
}

/** What one agent of a debate held and voiced: one of `inconstancyOf`'s agents. */
export interface HeldOpinions {
  name: string;
  before: string;
  voiced: string[];
  after: string;
  impersonates: boolean;
}

/** Those of a debate who answered both times and of whom every message was read, in their order. */
export function opinionsHeld(world: SceneWorld): HeldOpinions[] {
  return presentAgents(world).flatMap((agent): HeldOpinions[] => {
    const { before, after, voiced, impersonated, unread } = heldBy(agent);
    if (before === undefined || after === undefined || unread > 0) return [];
    const said = voiced.map(({ opinion }) => opinion);
    return [{ name: agent.name, before, voiced: said, after, impersonates: impersonated.length > 0 }];
  });
}

/**
 * The debate as one agent went through it, its private answers around it, in the form that the measure inconstancy scores.
 *
 * @returns no messages where it did not answer both times. @throws RangeError for an agent that is not in the scene
 */
export function debateFor(
  world: SceneWorld,
  name: string,
  { session = `scene-${world.seed}` }: { session?: string } = {},
): Transcript {
  const { before, after } = heldBy(agentOf(world, name));
  if (before === undefined || after === undefined) return { session, messages: [] };
  const { options } = readData(world, z.object({ options: z.array(z.string()) }));
  const asked = (stage: string, choice: string): Omit<Message, "session" | "turn">[] => [
    { speaker: "moderator", text: "What do you hold?", evidence: { probe: { kind: "opinion", stage, options } } },
    { speaker: name, text: choice },
  ];
  const talk = sceneTranscript(world, { as: name, session }).messages;
  const messages = [...asked("before", before), ...talk, ...asked("after", after)];
  return { session, messages: messages.map((one, turn) => ({ ...one, session, turn })) };
}

export interface GroupRate extends Interval {
  share: number;
  n: number;
}

/** Shares of agents, each with Wilson's interval and how many it is of; null of none. */
export interface GroupFigures {
  /** Of those who at first held something else than the group's majority: who ends with the majority. */
  conformity: GroupRate | null;
  /** Voiced something that it held neither at first nor anybody voiced before. */
  confabulation: GroupRate | null;
  /** Spoke as another. */
  impersonation: GroupRate | null;
  /** Of those who voiced an opinion: whose first one is not what it had answered in private. */
  inconstancy: GroupRate | null;
  /** Agents in none of these: an answer in private or a message could not be read. */
  missing: number;
}

/**
 * How a group was untrue to itself, as [54] counts it in its debates; the measure inconstancy has other definitions of the first two.
 * The group's majority is the opinion that more agents than any other voiced last; of two alike there is none, and no conformity.
 */
export function groupFigures(worlds: readonly SceneWorld[]): GroupFigures {
  const found = worlds.flatMap(figuresOf);
  const rate = (kind: keyof Figures): GroupRate | null => {
    const all = found.flatMap((one) => one[kind] ?? []);
    const yes = all.filter(Boolean).length;
    const interval = wilson(yes, all.length);
    return interval && { share: yes / all.length, n: all.length, ...interval };
  };
  return {
    conformity: rate("conformity"),
    confabulation: rate("confabulation"),
    impersonation: rate("impersonation"),
    inconstancy: rate("inconstancy"),
    missing: worlds.reduce((sum, world) => sum + presentAgents(world).length, 0) - found.length,
  };
}

/** null where it does not apply to the agent. */
type Figures = Record<Exclude<keyof GroupFigures, "missing">, boolean | null>;

function figuresOf(world: SceneWorld): Figures[] {
  const agents = presentAgents(world).map(heldBy);
  const majority = majorityOf(agents.flatMap(({ voiced }) => voiced.at(-1)?.opinion ?? []));
  const talk = agents.flatMap(({ voiced }) => voiced);
  return agents.flatMap(({ before, after, voiced, impersonated, unread }): Figures[] => {
    if (before === undefined || after === undefined || unread > 0) return [];
    const isNew = ({ at, opinion }: { at: number; opinion: string }): boolean =>
      opinion !== before && !talk.some((earlier) => earlier.at < at && earlier.opinion === opinion);
    const [first] = voiced;
    return [
      {
        conformity: majority === null || before === majority ? null : after === majority,
        confabulation: voiced.some(isNew),
        impersonation: impersonated.length > 0,
        inconstancy: first === undefined ? null : first.opinion !== before,
      },
    ];
  });
}

function majorityOf(opinions: readonly string[]): string | null {
  const counts = [...Map.groupBy(opinions, (opinion) => opinion)].map(([opinion, all]) => ({ opinion, n: all.length }));
  const most = Math.max(0, ...counts.map(({ n }) => n));
  const winners = counts.filter(({ n }) => n === most);
  return winners.length === 1 ? (winners[0]?.opinion ?? null) : null;
}
