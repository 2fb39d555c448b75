/**
 * Rewrites the personas of a crowd, never its instructions, until what the crowd does is distributed as a reference says.
 *
 * PersonaEvolve [183]: simulate, classify each trajectory, take the gap of each behaviour to its target, move ⌊gap · N⌋
 * agents of each too frequent behaviour towards those that lack, have a writer change what they are like (never who they are), and
 * again, at most 15 times: until the divergence of the target from the observed is at most ε, or three iterations running showed the
 * same distribution. More than a tenth without a known behaviour ends it: mend the classifier first. We depart: the six fields
 * that may be written are statements of the persona, beside what it held before, and what simulates is yours. Without a
 * crowd, behaviours or a way to simulate it throws.
 *
 * @paper 183
 * @needs actor, judge
 */
import { type Engine, InputError, type Model, type Persona, random, type World } from "../../core/index.ts";
import { mapConcurrent, neededModel } from "../../model/index.ts";
import { seedOf } from "../world/player.ts";
import { type Classified, type Classifier, classifierByModel } from "./classify-behaviour.ts";
import { type DistributionGap, distributionGap, softDistribution } from "./distribution-gap.ts";
import { moveAgents } from "./move-agents.ts";
import { fieldsOf, type Rewriting, rewritePersona, type Writer, writerByModel } from "./rewrite-persona.ts";

export interface Behaviour {
  name: string;
  /** What counts as it. */
  description: string;
  /** Share of the crowd that should show it; all together are 1. */
  share: number;
}

/** What each persona does in the situation, as text, in the order of the personas. */
export type Crowd = (
  personas: readonly Persona[],
  options: { iteration: number; seed: number; signal: AbortSignal | undefined },
) => Promise<readonly string[]>;

/** One persona rewritten, so that it can be replayed and taken back. */
export interface PersonaPatch {
  /** From 1. */
  iteration: number;
  /** Index of the agent. */
  agent: number;
  from: string;
  to: string;
  /** The fields as they were and as they are. */
  before: Rewriting;
  after: Rewriting;
  /** Whether the agent showed `to` in the next iteration; null before that. */
  success: boolean | null;
}

export interface EvolutionIteration {
  /** Behaviour of each agent, by index; null where none was recognised. */
  behaviours: readonly (number | null)[];
  /** Of all agents; below 1 together where some behaviours were not recognised. */
  observed: readonly number[];
  gap: DistributionGap;
  /** With 1/2 credit for each of an agent's two likeliest behaviours; null where nothing was ranked. */
  soft: readonly number[] | null;
  /** Share without a known behaviour. */
  unknown: number;
  /** Agents that were to change and for whom the writer had nothing that may be used. */
  unwritten: number;
}

/** Why it ended: at the target; nothing changed for three iterations; all iterations used; too many behaviours not recognised. */
export type EvolutionEnd = "aligned" | "unchanged" | "iterations" | "unknown";

export interface EvolutionWorld extends World {
  seed: number;
  personas: readonly Persona[];
  iterations: readonly EvolutionIteration[];
  patches: readonly PersonaPatch[];
  ended?: EvolutionEnd;
}

export interface PersonaEvolutionOptions {
  personas?: readonly Persona[];
  behaviours?: readonly Behaviour[];
  simulate?: Crowd;
  /** Classifies where `classify` is absent. */
  judge?: Model;
  /** Writes where `write` is absent. */
  model?: Model;
  classify?: Classifier;
  write?: Writer;
  /** Divergence in nats that is near enough. */
  epsilon?: number;
  iterations?: number;
  seed?: number;
  concurrency?: number;
}

/** A step is an iteration. `start` gives the world before the first. */
export interface PersonaEvolution extends Engine<EvolutionWorld> {
  start(): EvolutionWorld;
}

const SAME_FOR = 3;
const MOST_UNKNOWN = 0.1;
const SOFT_TOP = 2;

/** @throws InputError without a crowd, behaviours or a way to simulate, UnsupportedError without a judge or writer */
export function personaEvolution(options: PersonaEvolutionOptions = {}): PersonaEvolution {
  const { epsilon = 0.01, iterations = 15, seed = 0, concurrency = 4 } = options;
  const { personas, behaviours, simulate } = given(options);
  const parts: Parts = {
    behaviours,
    simulate,
    classify: options.classify ?? classifierByModel(neededModel("persona-evolution", options.judge), behaviours),
    write: options.write ?? writerByModel(neededModel("persona-evolution", options.model)),
    epsilon,
    iterations,
    concurrency,
  };
  return {
    name: "persona-evolution",
    start: () => ({ step: 0, done: false, seed, personas, iterations: [], patches: [] }),
    async step(world, signal) {
      signal?.throwIfAborted();
      if (world.done) return world;
      const { iteration, trajectories } = await observe(world, parts, signal);
      const seen: EvolutionWorld = {
        ...world,
        step: world.step + 1,
        iterations: [...world.iterations, iteration],
        patches: world.patches.map((patch) =>
          patch.iteration === world.step
            ? { ...patch, success: behaviours[iteration.behaviours[patch.agent] ?? -1]?.name === patch.to }
            : patch,
        ),
      };
      const ended = endOf(seen, parts);
      if (ended !== undefined) return { ...seen, done: true, ended };
      return rewritten(seen, { ...parts, trajectories }, signal);
    },
  };
}

/** Share of the rewritten agents that then showed what they were rewritten for; null where none was. */
export function adjustmentSuccess({ patches }: Pick<EvolutionWorld, "patches">): number | null {
  const judged = patches.filter(({ success }) => success !== null);
  return judged.length === 0 ? null : judged.filter(({ success }) => success).length / judged.length;
}

interface Parts {
  behaviours: readonly Behaviour[];
  simulate: Crowd;
  classify: Classifier;
  write: Writer;
  epsilon: number;
  iterations: number;
  concurrency: number;
}

async function observe(
  world: EvolutionWorld,
  { behaviours, simulate, classify, concurrency }: Parts,
  signal?: AbortSignal,
): Promise<{ iteration: EvolutionIteration; trajectories: readonly string[] }> {
  const seed = seedOf(world, "crowd");
  const trajectories = await simulate(world.personas, { iteration: world.step + 1, seed, signal });
  const count = world.personas.length;
  if (trajectories.length !== count) {
    throw new RangeError(`invalid trajectories; one for each of ${count} personas wanted: ${trajectories.length}`);
  }
  const found: Classified[] = await mapConcurrent(trajectories, classify, { concurrency, signal });
  const shown = found.map(({ behaviour }) => behaviour);
  const observed = behaviours.map((_, b) => shown.filter((behaviour) => behaviour === b).length / count);
  const target = behaviours.map(({ share }) => share);
  const rankings = found.map(({ ranking }) => ranking);
  const iteration: EvolutionIteration = {
    behaviours: shown,
    observed,
    gap: distributionGap(target, observed),
    soft: softDistribution(rankings, { categories: behaviours.length, k: SOFT_TOP }),
    unknown: shown.filter((behaviour) => behaviour === null).length / count,
    unwritten: 0,
  };
  return { iteration, trajectories };
}

function endOf({ iterations }: EvolutionWorld, { epsilon, iterations: most }: Parts): EvolutionEnd | undefined {
  const now = iterations.at(-1) as EvolutionIteration;
  if (now.unknown > MOST_UNKNOWN) return "unknown";
  if (now.gap.kl <= epsilon) return "aligned";
  const last = iterations.slice(-SAME_FOR);
  if (last.length === SAME_FOR && last.every(({ observed }) => observed.join() === now.observed.join()))
    return "unchanged";
  return iterations.length >= most ? "iterations" : undefined;
}

/** The world with the moved agents rewritten, for the next iteration. */
async function rewritten(
  world: EvolutionWorld,
  { behaviours, write, concurrency, trajectories }: Parts & { trajectories: readonly string[] },
  signal?: AbortSignal,
): Promise<EvolutionWorld> {
  const now = world.iterations.at(-1) as EvolutionIteration;
  const target = behaviours.map(({ share }) => share);
  const moves = moveAgents(now.behaviours, target, random(seedOf(world, "move")));
  const texts = await mapConcurrent(
    moves,
    ({ agent, from, to }, inner) => {
      const [persona, trajectory] = [world.personas[agent] as Persona, trajectories[agent] as string];
      const [shown, wanted] = [behaviours[from] as Behaviour, behaviours[to] as Behaviour];
      const seed = seedOf(world, `write ${agent}`);
      return write({ persona, trajectory, from: shown, to: wanted, seed }, inner);
    },
    { concurrency, signal },
  );
  const personas = [...world.personas];
  const patches = moves.flatMap(({ agent, from, to }, i): PersonaPatch[] => {
    const text = texts[i];
    if (!text) return [];
    const before = personas[agent] as Persona;
    const after = rewritePersona(before, text, { method: "persona-evolution" });
    personas[agent] = after;
    const names = { from: behaviours[from]?.name as string, to: behaviours[to]?.name as string };
    return [
      { iteration: world.step, agent, ...names, before: fieldsOf(before), after: fieldsOf(after), success: null },
    ];
  });
  const iterations = [...world.iterations.slice(0, -1), { ...now, unwritten: moves.length - patches.length }];
  return { ...world, personas, iterations, patches: [...world.patches, ...patches] };
}

function given({ personas = [], behaviours = [], simulate }: PersonaEvolutionOptions): {
  personas: readonly Persona[];
  behaviours: readonly Behaviour[];
  simulate: Crowd;
} {
  const refuse = (found: string, expected: string): InputError =>
    new InputError({ where: "persona-evolution", found, expected });
  if (personas.length === 0) throw refuse("no personas", "a crowd of personas");
  const total = behaviours.reduce((sum, { share }) => sum + share, 0);
  const isWhole = behaviours.every(({ share }) => share >= 0) && Math.abs(total - 1) < 1e-6;
  if (behaviours.length < 2 || !isWhole) {
    throw refuse(`${behaviours.length} behaviours with shares of ${total} together`, "two or more that add up to 1");
  }
  if (new Set(behaviours.map(({ name }) => name)).size < behaviours.length)
    throw refuse("two behaviours of one name", "a name for each");
  if (simulate === undefined) throw refuse("no way to simulate", "{ simulate }, which says what each persona does");
  return { personas, behaviours, simulate };
}
