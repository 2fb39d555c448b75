import { type ReplayEvent, replayPage } from "../../report/html/replay.ts";
import type { FigureTable } from "../../report/index.ts";
import { writeWhole } from "../../run/index.ts";
import type { GameStart } from "./play-game.ts";
import { MOST_EVENTS } from "./write-replay.ts";

/**
 * Writes games as a page to read, one after another with steps that count on; of many the beginning.
 *
 * @throws InputError when the file cannot be written
 */
export function writeGameReplay(
  path: string,
  { start, why, figures }: { start: GameStart; why: string; figures?: FigureTable | undefined },
): void {
  const { name, kind, players, games, seed } = start;
  const events: ReplayEvent[] = [];
  let [steps, ids, total] = [0, 0, 0];
  for (const [at, world] of start.worlds().entries()) {
    const [firstStep, firstId] = [steps, ids];
    const head = { step: firstStep + 1, actor: kind, kind: "scene", to: "all" } as const;
    const text = `${kind === "game" ? "Game" : "Auction"} ${at + 1} of ${games}, seed ${world.seed}`;
    const told = world.events.map((event): ReplayEvent => {
      const because = event.because.map((cause) => cause + firstId);
      return { ...event, step: event.step + firstStep, id: event.id + firstId, because };
    });
    total += told.length;
    if (events.length < MOST_EVENTS) {
      const opening = games > 1 && told.length > 0 ? [{ ...head, text }] : [];
      events.push(...opening, ...told.slice(0, MOST_EVENTS - events.length));
    }
    steps += world.step;
    ids += told.length;
  }
  const seeds = games === 1 ? `seed ${seed}` : `seeds ${seed} to ${seed + games - 1}`;
  const page = replayPage({
    name,
    place: start.worlds()[0]?.place ?? { description: "" },
    facts: [kind, seeds, `${players.length} ${kind === "game" ? "players" : "bidders"}`],
    why,
    cast: players,
    events,
    total: Math.max(total, events.length),
    ...(figures && { figures }),
  });
  writeWhole(path, page);
}
