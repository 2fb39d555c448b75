import { type SceneAgent, type SceneEvent, type SceneWorld, withinHorizon } from "./scene-world.ts";

/** What one step changed, as plain JSON: as long as the step, however large the world. */
export interface StepRecord {
  step: number;
  done: boolean;
  events: readonly SceneEvent[];
  /** Agents that are not as they were before. */
  agents?: readonly SceneAgent[];
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
  const changes = Object.entries(rest).filter(([key, value]) => was.get(key) !== value);
  return {
    step,
    done,
    events: events.filter(({ id }) => id > last),
    ...(changedAgents.length > 0 && { agents: changedAgents }),
    ...(changes.length > 0 && { changes: Object.fromEntries(changes) }),
  };
}

/** The world after a step that was recorded. */
export function withRecord(before: SceneWorld, record: StepRecord): SceneWorld {
  const { step, done, events, agents = [], changes } = record;
  const changed = new Map(agents.map((agent) => [agent.name, agent]));
  const after: SceneWorld = {
    ...before,
    ...changes,
    step,
    done,
    agents: changed.size === 0 ? before.agents : before.agents.map((agent) => changed.get(agent.name) ?? agent),
    events: [...before.events, ...events],
  };
  return { ...after, events: withinHorizon(after, step) };
}
