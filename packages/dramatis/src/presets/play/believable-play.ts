import type { BelievabilityTable } from "../../report/believability-table.ts";
import type { SceneEvent } from "../../simulate/world/scene-world.ts";
import { sceneWorld } from "../../simulate/world/scene-world.ts";
import { believable, MOST_EVENTS, sceneSides } from "../check/believable.ts";
import type { PlayStart } from "./play.ts";
import { playedEvents } from "./played-steps.ts";

/**
 * The checks of a scene as its run folder has it, also where it broke off: the world forgets what lies beyond its horizon.
 *
 * @throws InputError for a damaged run
 */
export async function believablePlay({
  scene,
  folder,
}: Pick<PlayStart, "scene" | "folder">): Promise<BelievabilityTable> {
  const events: SceneEvent[] = [];
  let total = 0;
  for await (const event of playedEvents(folder)) {
    if ("question" in event) continue;
    total++;
    if (events.length < MOST_EVENTS) events.push(event);
  }
  const agents = scene.agents.map(({ name, goal, secret }) => {
    return { name, ...(goal !== undefined && { goal }), ...(secret !== undefined && { secret }) };
  });
  const personas = new Map(scene.agents.map(({ name, persona }) => [name, persona.persona]));
  const world = { ...sceneWorld({ seed: scene.seed, place: scene.place, agents }), events };
  return believable({ ...sceneSides(world, { personas, total }), seed: scene.seed });
}
