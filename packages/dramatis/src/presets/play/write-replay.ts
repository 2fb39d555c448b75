import { type ReplayEvent, replayPage } from "../../report/html/replay.ts";
import { writeWhole } from "../../run/index.ts";
import { believablePlay } from "./believable-play.ts";
import type { PlayStart } from "./play.ts";
import { playedEvents } from "./played-steps.ts";

/** A page of more than this is no longer read, and slow to open. */
export const MOST_EVENTS = 2000;

/**
 * Writes a run as a page to read; of a long one the beginning.
 *
 * @throws InputError when the file cannot be written, or the run is damaged
 */
export async function writeReplay(
  path: string,
  { scene, models, folder, why }: Pick<PlayStart, "scene" | "models" | "folder"> & { why: string },
): Promise<void> {
  const events: ReplayEvent[] = [];
  let total = 0;
  for await (const event of playedEvents(folder)) {
    total++;
    if (events.length < MOST_EVENTS) events.push(event);
  }
  const steps = events.at(-1)?.step ?? 0;
  const cast = scene.agents.map(({ name, goal, secret, persona }) => {
    return { name, model: models[name] ?? "", summary: persona.persona.summary, goal, secret };
  });
  const facts = [
    scene.engine.name,
    `seed ${scene.seed}`,
    `${scene.agents.length} agents`,
    `${steps} of at most ${scene.steps} steps`,
  ];
  const believability = await believablePlay({ scene, folder });
  const page = replayPage({ name: scene.name, place: scene.place, facts, why, cast, events, total, believability });
  writeWhole(path, page);
}
