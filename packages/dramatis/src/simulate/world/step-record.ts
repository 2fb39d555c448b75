import { type SceneAgent, type SceneEvent, type SceneWorld, withinHorizon } from "./scene-world.ts";

/** What one step changed, as plain JSON: as long as the step, however large the world. */
export interface StepRecord {
  step: number;
  done: boolean;
  events: readonly SceneEvent[];
  /** Agents that are not as they were before. */
  agents?: readonly SceneAgent[];
  /** What lists of the world got at their end, such as the rounds of a game. */
  added?: Readonly<Record<string, readonly unknown[]>>;
  /** All else of the world that is not as it was: its place, its data, and what an engine adds. */
  changes?: Readonly<Record<string, unknown>>;
}

/** What is new in `after`; worlds are never mutated, so what is the same object is the same. */
export function stepRecord(before: SceneWorld, after: SceneWorld): StepRecord {
  const { step, done, events, agents, ...rest } = after;
  const last = before.events.at(-1)?.id ?? -1;
  const old: ReadonlySet<SceneAgent> = new Set(before.agents);
  const was = new Map<string, unknown>(Object.entries(before));
  const changedAgents = agents.filter((agent) => !old.has(agent));
  const changed = Object.entries(rest).filter(([key, value]) => was.get(key) !== value);
  const tails = new Map(changed.map(([key, value]) => [key, tailOf(was.get(key), value)]));
  const added = [...tails].flatMap(([key, tail]) => (tail === null ? [] : [[key, tail] as const]));
  const changes = changed.filter(([key]) => tails.get(key) === null);
  return {
    step,
    done,
    events: events.filter(({ id }) => id > last),
    ...(changedAgents.length > 0 && { agents: changedAgents }),
    ...(added.length > 0 && { added: Object.fromEntries(added) }),
    ...(changes.length > 0 && { changes: Object.fromEntries(changes) }),
  };
}

/** The world after a step that was recorded. */
export function withRecord(before: SceneWorld, record: StepRecord): SceneWorld {
  const { step, done, events, agents = [], added = {}, changes } = record;
  const was = new Map<string, unknown>(Object.entries(before));
  const grown = Object.entries(added).map(([key, tail]) => [key, [...((was.get(key) as unknown[]) ?? []), ...tail]]);
  const changed = new Map(agents.map((agent) => [agent.name, agent]));
  const after: SceneWorld = {
    ...before,
    ...Object.fromEntries(grown),
    ...changes,
    step,
    done,
    agents: changed.size === 0 ? before.agents : before.agents.map((agent) => changed.get(agent.name) ?? agent),
    events: [...before.events, ...events],
  };
  return { ...after, events: withinHorizon(after, step) };
}

/** What a list got at its end; null where it is no list, or not the one of before with something more. */
function tailOf(before: unknown, after: unknown): readonly unknown[] | null {
  if (!Array.isArray(before) || !Array.isArray(after) || after.length < before.length) return null;
  return before.every((one, i) => one === after[i]) ? after.slice(before.length) : null;
}
