/**
 * A persona that uses a recommender page by page: it watches, rates, says why, and clicks, turns the page or leaves.
 *
 * Phase 2 of SimUSER [186]. Each step is a page: for every item `{watch, rating 1..5, reason}`, then one of click, next page
 * and exit, both by the persona with what it knows of the visit and of earlier ratings. The recommender is a function that is
 * given what was shown, watched, rated and clicked, never why. Fatigue and satisfaction were not read and are ours: a page tires
 * by 1, by 2 where nothing on it was watched, and at the limit the user leaves without being asked; a page satisfies by the
 * mean rating of what was watched on it, by 1 where that is nothing, and the visit by the mean of its pages. A click tells the
 * recommender what to go on from. Thumbnails and a graph of relations are left out. What cannot be read ends the visit, which
 * says so; an item that was not decided about is in no figure. A page without items ends the visit. Afterwards `interviewed` asks why.
 *
 * @paper 186
 * @needs actor
 */
import { z } from "zod";
import type { Engine } from "../../core/index.ts";
import { mean } from "../../stats/index.ts";
import { type Cue, type Player, seedOf, tellData } from "../world/player.ts";
import { type Happening, happened, left, type SceneWorld, sceneWorld, stepped } from "../world/scene-world.ts";
import type { RatedItem, RecommenderItem } from "./recommender-persona.ts";

export interface ItemDecision {
  id: string;
  watch: boolean;
  /** 1..5 of what was watched; null where it was not, or not rated. */
  rating: number | null;
  reason: string;
}

export interface PageVisit {
  items: readonly string[];
  /** null where they could not be read. */
  decisions: readonly ItemDecision[] | null;
  /** null where nobody was asked any more, or it could not be read. */
  move: "click" | "next" | "exit" | null;
  /** Id of what was clicked. */
  clicked?: string;
}

/** Why a visit is over. */
export type VisitEnd = "exit" | "fatigue" | "nothing shown" | "unread";

export interface RecommenderWorld extends SceneWorld {
  pages: readonly PageVisit[];
  fatigue: number;
  /** 1..5; null before the first page. */
  satisfaction: number | null;
  ended?: VisitEnd;
}

/** What a recommender gets to know. */
export interface RecommenderView {
  /** From 1. */
  page: number;
  /** Ids, in the order in which they were shown. */
  shown: readonly string[];
  watched: readonly { id: string; rating: number | null }[];
  clicked: readonly string[];
  seed: number;
}

/** The items of a page, each once. */
export type Recommender = (view: RecommenderView, signal?: AbortSignal) => Promise<readonly RecommenderItem[]>;

export interface RecommenderUserOptions {
  /** With the persona. */
  player: Player;
  recommend: Recommender;
  /** What it rated before. */
  history?: readonly RatedItem[];
  /** At which it leaves; above 0. */
  mostFatigue?: number;
  seed?: number;
}

/** A step is a page. `start` gives the world before the first. */
export interface RecommenderUser extends Engine<RecommenderWorld> {
  start(): RecommenderWorld;
}

const OFFICE = "recommender";

const ITEMS = `Decide about every item of the last page: whether you would watch it now, by what you like and in the mood you are in; where you would, how you would rate it afterwards, 1 to 5; and why. Most people take few.
Reply {"items": [{"item": number on the page, "watch": true or false, "rating": 1 to 5 or null, "reason": "…"}, …]}.`;
const itemsShape = z.object({
  items: z.array(
    z.object({
      item: z.number().int(),
      watch: z.boolean(),
      rating: z.number().int().min(1).max(5).nullable(),
      reason: z.string(),
    }),
  ),
});

const MOVE = `What do you do now? "click": you open one item of the page; "next": you turn the page; "exit": you have had enough, or found what you wanted.
Reply {"action": "click" | "next" | "exit", "item": number on the page or null, "reason": "…"}.`;
const moveShape = z.object({
  action: z.enum(["click", "next", "exit"]),
  item: z.number().int().nullable(),
  reason: z.string(),
});

/** @throws RangeError for a limit that is not above 0, or an item twice on a page. @throws what the model or recommender throws */
export function recommenderUser({
  player,
  recommend,
  history = [],
  mostFatigue = 6,
  seed = 0,
}: RecommenderUserOptions): RecommenderUser {
  if (!(mostFatigue > 0)) throw new RangeError(`invalid mostFatigue; not above 0: ${mostFatigue}`);
  const { name } = player;

  return {
    name: "recommender-user",
    start: () => ({ ...sceneWorld({ seed, agents: [{ name }] }), pages: [], fatigue: 0, satisfaction: null }),
    async step(world, signal) {
      signal?.throwIfAborted();
      if (world.done) return world;
      const items = onceEach(await recommend(viewOf(world), signal));
      if (items.length === 0) return gone(world, { name, why: "nothing shown" });
      const page = world.pages.length + 1;
      const lines = items.map(({ title, about }, i) => `${i + 1}. ${title}${about === undefined ? "" : `: ${about}`}`);
      const text = [`Page ${page}`, ...lines].join("\n");
      const shown = after(world, { actor: OFFICE, kind: "scene", text, data: { items: items.map(({ id }) => id) } });
      const given = await tellData(shown, player, { ...cueOf(world, history, ITEMS), shape: itemsShape, signal });
      const decisions = given.value === null ? null : decisionsOf(given.value.items, items);
      const visit: PageVisit = { items: items.map(({ id }) => id), decisions, move: null };
      if (decisions === null) return gone(visited(shown, visit), { name, why: "unread" });
      const decided = visited(
        after(shown, {
          actor: name,
          kind: "choice",
          to: [],
          text: told(decisions, items),
          data: { decisions },
          made: given.made,
        }),
        visit,
      );
      if (decided.fatigue >= mostFatigue) return gone(decided, { name, why: "fatigue" });
      const asked = { ...cueOf(decided, history, MOVE), call: "move", shape: moveShape, signal };
      const move = await tellData(decided, player, asked);
      if (move.value === null) return gone(decided, { name, why: "unread" });
      const { action, reason } = move.value;
      const item = action === "click" ? items[(move.value.item ?? 0) - 1] : undefined;
      const moved: PageVisit = { ...visit, move: action, ...(item && { clicked: item.id }) };
      const what = `${action}${item ? ` ${item.title}` : ""}: ${reason}`;
      const data = { action, ...(item && { item: item.id }) };
      const next = after(decided, { actor: name, kind: "choice", to: [], text: what, data, made: move.made });
      const whole = { ...next, pages: [...world.pages, moved] };
      return action === "exit" ? gone(whole, { name, why: "exit" }) : back(whole, stepped(whole));
    },
  };
}

/** What the user is told beside the persona: what it rated before, and how the visit was so far. */
function cueOf({ pages, fatigue, satisfaction }: RecommenderWorld, history: readonly RatedItem[], ask: string): Cue {
  const past = history.map(({ title, rating }) => `- ${title}: ${rating}`);
  const known = past.length > 0 ? `What you rated before, 1 to 5:\n${past.join("\n")}` : "";
  const mood =
    satisfaction === null
      ? "You have just opened the recommender."
      : `Pages so far: ${pages.length}. How content you are with them, 1 to 5: ${satisfaction.toFixed(1)}. How tired: ${fatigue}.`;
  return { ask, brief: [known, mood].filter((part) => part !== "").join("\n\n"), settings: { temperature: 0 } };
}

function viewOf(world: RecommenderWorld): RecommenderView {
  const { pages } = world;
  const watched = pages.flatMap(({ decisions }) => (decisions ?? []).filter(({ watch }) => watch));
  return {
    page: pages.length + 1,
    shown: pages.flatMap(({ items }) => items),
    watched: watched.map(({ id, rating }) => ({ id, rating })),
    clicked: pages.flatMap(({ clicked }) => clicked ?? []),
    seed: seedOf(world, OFFICE),
  };
}

/** Decisions about items of the page, the first about each; a rating only of what was watched. */
function decisionsOf(
  read: z.infer<typeof itemsShape>["items"],
  items: readonly RecommenderItem[],
): readonly ItemDecision[] {
  return items.flatMap(({ id }, i) => {
    const one = read.find(({ item }) => item === i + 1);
    return one ? [{ id, watch: one.watch, rating: one.watch ? one.rating : null, reason: one.reason }] : [];
  });
}

function told(decisions: readonly ItemDecision[], items: readonly RecommenderItem[]): string {
  const titles = new Map(items.map(({ id, title }) => [id, title]));
  const lines = decisions.map(({ id, watch, rating, reason }) => {
    return `${titles.get(id)}: ${watch ? `watched${rating === null ? "" : `, rated ${rating}`}` : "passed over"} (${reason})`;
  });
  return lines.join("\n");
}

/** The page among those visited, and how it leaves the user. */
function visited(world: RecommenderWorld, visit: PageVisit): RecommenderWorld {
  const pages = [...world.pages, visit];
  const isWatched = (visit.decisions ?? []).some(({ watch }) => watch);
  const satisfaction = mean(pages.filter(({ decisions }) => decisions !== null).map(pageSatisfaction));
  return { ...world, pages, fatigue: world.fatigue + (isWatched ? 1 : 2), satisfaction };
}

/** Mean rating of what was watched and rated on a page; 1 where that is nothing. */
function pageSatisfaction({ decisions }: PageVisit): number {
  return mean((decisions ?? []).flatMap(({ rating }) => rating ?? [])) ?? 1;
}

function gone(world: RecommenderWorld, { name, why }: { name: string; why: VisitEnd }): RecommenderWorld {
  const last = world.events.slice(-1).map(({ id }) => id);
  return back({ ...world, ended: why }, stepped(left(world, name, { text: why, because: last }), true));
}

function after(world: RecommenderWorld, happening: Happening): RecommenderWorld {
  return back(world, happened(world, { because: world.events.slice(-1).map(({ id }) => id), ...happening }));
}

/** A scene's world is a plain one: what a visit keeps beside stays with it. */
function back(visit: RecommenderWorld, scene: SceneWorld): RecommenderWorld {
  return { ...visit, ...scene };
}

function onceEach(items: readonly RecommenderItem[]): readonly RecommenderItem[] {
  const ids = items.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw new RangeError(`invalid page; an item is on it twice: ${twice}`);
  return items;
}
