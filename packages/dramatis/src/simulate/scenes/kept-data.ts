import { z } from "zod";
import { mayKnow, type SceneWorld, stepped } from "../world/scene-world.ts";

/** Calls by name: how many were made, and how many gave nothing that can be used. */
const counts = z.object({
  tally: z.record(z.string(), z.object({ asked: z.number(), missing: z.number() })).default({}),
});

/** What an engine keeps in `data`. @throws RangeError where it is not as an engine left it */
export function readData<T>({ data }: Pick<SceneWorld, "data">, wanted: z.ZodType<T>): T {
  const read = wanted.safeParse(data);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new RangeError(`invalid world; data.${issue?.path.join(".")}: ${issue?.message}`);
}

/** The world with more kept in `data`. */
export function withData(world: SceneWorld, more: Readonly<Record<string, unknown>>): SceneWorld {
  return { ...world, data: { ...world.data, ...more } };
}

/** One call counted. */
export function tallied(world: SceneWorld, call: string, isRead: boolean): SceneWorld {
  const { tally } = readData(world, counts);
  const { asked, missing } = tally[call] ?? { asked: 0, missing: 0 };
  return withData(world, { tally: { ...tally, [call]: { asked: asked + 1, missing: missing + (isRead ? 0 : 1) } } });
}

/** The last step; `data.over` says why it was. */
export function finished(world: SceneWorld, why: string): SceneWorld {
  return stepped(withData(world, { over: why }), true);
}

/** @throws RangeError for an office that is called as an agent is, who would then learn what the office alone may know */
export function checkOffices({ agents }: SceneWorld, offices: readonly { name: string }[]): void {
  const taken = offices.find(({ name }) => agents.some((agent) => agent.name === name));
  if (taken) throw new RangeError(`invalid cast; an office and an agent are both called ${taken.name}`);
}

/** Id of the newest event that `name` may know of, as a cause of what it does; none where it knows of nothing yet. */
export function newestFor(world: SceneWorld, name: string): number[] {
  const event = world.events.findLast((one) => mayKnow(name, one));
  return event ? [event.id] : [];
}
