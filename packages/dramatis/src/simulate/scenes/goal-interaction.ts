/**
 * Lets people with goals and secrets of their own deal with each other, by word and deed, as well as they know each other.
 *
 * The episodes of SOTOPIA (Zhou et al. 2024; the authors' envs). Each turn one agent, in order, gives one action: none,
 * speak, non-verbal, action or leave. How well they know each other (`data.relationship`, by default strangers) decides
 * what an agent is told of the others (`seenProfile`); goals and secrets reach their owner's prompts alone. It ends after
 * `turns` turns, when `staleAfter` turns in a row brought nothing new (no action, or what the same agent did before), or
 * when fewer than two are left; `data.over` says which. An answer that cannot be read is no action, and is counted in
 * `data.tally`. We depart: the bands of what is seen are ours, names are known even to strangers, and prompts are in our
 * words. The measure goal-scores grades what comes of it.
 *
 * @method
 * @needs actor
 */
import { z } from "zod";
import type { Engine } from "../../core/index.ts";
import type { Cast } from "../world/player.ts";
import { type Happening, happened, left, presentAgents, type SceneWorld, stepped } from "../world/scene-world.ts";
import { playerOf } from "../world/turn-by-turn.ts";
import { askData } from "./ask.ts";
import { finished, newestFor, readData, withData } from "./kept-data.ts";
import { RELATIONSHIPS, type Relationship, seenProfile } from "./seen-profile.ts";

export interface GoalInteractionOptions {
  players: Cast;
  /** At most. */
  turns?: number;
  /** Turns in a row without anything new that end it. */
  staleAfter?: number;
  temperature?: number;
}

const ACTIONS = ["none", "speak", "non-verbal", "action", "leave"] as const;
const acted = z.object({ action: z.enum(ACTIONS), argument: z.string() });
type Act = z.infer<typeof acted>;

const kept = z.object({
  relationship: z.enum(RELATIONSHIPS).default("stranger"),
  stale: z.number().default(0),
  last: z.string().optional(),
});

const ASK = `What do you do now? Work towards what you want, as yourself. One thing. Reply with {"action": one of "none", "speak" (say
something), "non-verbal" (a look, a gesture), "action" (do something), "leave" (go, which ends it for you), "argument": the words you
say, or what you do in a few words; "" for none}.`;

export function goalInteraction(options: GoalInteractionOptions): Engine<SceneWorld> {
  const { players, turns = 20, staleAfter = 2, temperature = 0.7 } = options;
  return {
    name: "goal-interaction",
    async step(world, signal) {
      signal?.throwIfAborted();
      if (world.done) return world;
      const { relationship, stale } = readData(world, kept);
      const present = presentAgents(world);
      const name = present.length < 2 ? undefined : nextOf(world);
      if (name === undefined) return finished(world, "fewer than two are left");
      const brief = othersOf(world, { name, players, relationship });
      const cue = { ask: ASK, call: "action", brief, shape: acted, settings: { temperature } };
      const asked = await askData(world, playerOf(players, name), { cue, signal });
      const act = asked.given?.value ?? { action: "none", argument: "" };
      const isNew = brings(world, name, act);
      const because = newestFor(world, name);
      const event = { because, data: { isRead: asked.given !== null }, ...(asked.given && { made: asked.given.made }) };
      const after = done(withData(asked.world, { stale: isNew ? 0 : stale + 1, last: name }), { name, act, event });
      if (presentAgents(after).length < 2) return finished(after, "fewer than two are left");
      if (!isNew && stale + 1 >= staleAfter) return finished(after, `nothing new in ${staleAfter} turns`);
      return after.step + 1 >= turns ? finished(after, `${turns} turns`) : stepped(after);
    },
  };
}

/** Who comes after the last one, in the order of the agents. */
function nextOf(world: SceneWorld): string | undefined {
  const names = world.agents.map(({ name }) => name);
  const after = names.indexOf(readData(world, kept).last ?? "") + 1;
  const present = new Set(presentAgents(world).map(({ name }) => name));
  return [...names.slice(after), ...names.slice(0, after)].find((name) => present.has(name));
}

function othersOf(
  world: SceneWorld,
  { name, players, relationship }: { name: string; players: Cast; relationship: Relationship },
): string {
  const others = presentAgents(world).filter((agent) => agent.name !== name);
  return others
    .flatMap((agent) => {
      const persona = players.get(agent.name)?.persona?.persona;
      const seen = persona ? seenProfile(persona, relationship) : "";
      return seen === "" ? [] : [`What you know of ${agent.name}: ${seen}`];
    })
    .join("\n\n");
}

/** Whether the act is one, and not what the same agent said or did before. */
function brings({ events }: SceneWorld, name: string, { action, argument }: Act): boolean {
  if (action === "none") return false;
  if (action === "leave") return true;
  const text = argument.trim().toLowerCase();
  return text !== "" && !events.some((event) => event.actor === name && event.text.trim().toLowerCase() === text);
}

/** The world after an act; no act leaves a mark that nobody else sees. */
function done(
  world: SceneWorld,
  { name, act, event }: { name: string; act: Act; event: Omit<Happening, "actor" | "kind" | "text"> },
): SceneWorld {
  const text = act.argument.trim();
  if (act.action === "leave") return left(world, name, { text: text || "goes", ...event });
  if (act.action === "none" || text === "") {
    return happened(world, { ...event, actor: name, kind: "choice", to: [], text: "none" });
  }
  const kind = act.action === "speak" ? "speech" : "action";
  return happened(world, { ...event, actor: name, kind, text, data: { ...event.data, action: act.action } });
}
