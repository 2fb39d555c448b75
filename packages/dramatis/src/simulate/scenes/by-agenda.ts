import { z } from "zod";
import type { Engine } from "../../core/index.ts";
import { type SceneWorld, stepped } from "../world/scene-world.ts";
import { finished, readData, withData } from "./kept-data.ts";

/** One thing to be done in a round, and by whom. */
export interface Task {
  stage: string;
  /** An agent; "" for what is nobody's. */
  name: string;
}

export interface AgendaOptions {
  /** The engine's, in kebab-case. */
  name: string;
  rounds: number;
  /** Why it is over after the last round. */
  end?: string;
  /** What a round consists of, from who is there when it begins. */
  agenda(world: SceneWorld, round: number): readonly Task[];
  /** One task of it. It may end the scene by setting `data.over`. */
  perform(world: SceneWorld, task: Task, signal: AbortSignal | undefined): Promise<SceneWorld>;
}

const shape = z.object({
  round: z.number().default(0),
  agenda: z.array(z.object({ stage: z.string(), name: z.string() })).default([]),
  over: z.string().optional(),
});

/**
 * An engine of rounds that are lists of tasks: a step is one task, so that a scene can stop and go on within a round. The
 * round and what is left of it stand in `data`. The task of somebody who left in the meantime is passed over.
 */
export function byAgenda({
  name,
  rounds,
  end = `${rounds} rounds`,
  agenda,
  perform,
}: AgendaOptions): Engine<SceneWorld> {
  return {
    name,
    async step(world, signal) {
      signal?.throwIfAborted();
      if (world.done) return world;
      const { round, left } = nextTasks(world, agenda);
      const [task, ...rest] = left;
      if (task === undefined) return finished(world, "too few are left");
      const now = withData(world, { round, agenda: rest });
      const isGone = world.agents.some((agent) => agent.name === task.name && !agent.present);
      const after = isGone ? now : await perform(now, task, signal);
      const { over } = readData(after, shape);
      if (over !== undefined) return finished(after, over);
      return rest.length === 0 && round >= rounds ? finished(after, end) : stepped(after);
    },
  };
}

function nextTasks(world: SceneWorld, agenda: AgendaOptions["agenda"]): { round: number; left: readonly Task[] } {
  const { round, agenda: left } = readData(world, shape);
  return left.length > 0 ? { round, left } : { round: round + 1, left: agenda(world, round + 1) };
}
