import { random } from "../../core/index.ts";
import { seedOf } from "./player.ts";
import { presentAgents, type SceneWorld } from "./scene-world.ts";

/** Who has the next turn: a name, or null when nobody has. */
export type TakeTurn = (world: SceneWorld) => string | null;

/** One after another in the order of the agents, those who left skipped. */
export function inOrder(): TakeTurn {
  return (world) => {
    const names = world.agents.map(({ name }) => name);
    const present = new Set(presentAgents(world).map(({ name }) => name));
    const after = names.indexOf(lastSpeaker(world) ?? "") + 1;
    return [...names.slice(after), ...names.slice(0, after)].find((name) => present.has(name)) ?? null;
  };
}

/** Anybody but the last speaker, drawn by the world's seed and step. */
export function atRandom(): TakeTurn {
  return (world) => {
    const last = lastSpeaker(world);
    const others = presentAgents(world).filter(({ name }) => name !== last);
    return others[random(seedOf(world, "", "turn")).int(others.length)]?.name ?? null;
  };
}

/** The agent that the last line names, if it names one other than its speaker; else as `otherwise` says. */
export function addressed(otherwise: TakeTurn = inOrder()): TakeTurn {
  return (world) => {
    const last = world.events.findLast(({ kind }) => kind === "speech");
    const named = presentAgents(world).filter(({ name }) => name !== last?.actor && last?.text.includes(name));
    return named.length === 1 ? (named[0]?.name ?? null) : otherwise(world);
  };
}

function lastSpeaker({ agents, events }: SceneWorld): string | undefined {
  const names = new Set(agents.map(({ name }) => name));
  return events.findLast(({ kind, actor }) => kind === "speech" && names.has(actor))?.actor;
}
