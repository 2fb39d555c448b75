/**
 * Has people of several nations answer a question in private, discuss it in a chosen group, and answer it in private again.
 *
 * The protocol of [54]. Every agent gives its opinion in private: shares of the options, and its own choice. Where
 * `labels` say what its people hold, only an agent whose cross-entropy to them is below `threshold` is "gold" and may be in
 * the group; without a label all are. Of all groups of `size` gold agents one is drawn whose diversity of opinions was had
 * least often before (`chooseGroup`). They talk in turn, `messages` in all, told to collaborate or to debate; a clerk reads the
 * opinion of each message, and the talk ends early when all only thank or take their leave. Then each answers in private again.
 * `opinionsHeld` is what the measure inconstancy's rates are of, `debateFor` a transcript that it scores, and
 * `groupFigures` the rates as the authors define them. We depart: prompts are ours; a threshold that is not given is ln of
 * the number of options, which an opinion without any knowledge has. Too few gold agents: over before the talk.
 *
 * @paper 54
 * @needs actor
 */
import { z } from "zod";
import type { Engine } from "../../core/index.ts";
import { askData, askWords } from "../scenes/ask.ts";
import { byAgenda, type Task } from "../scenes/by-agenda.ts";
import { checkOffices, newestFor, readData, withData } from "../scenes/kept-data.ts";
import { type Cast, type Player, seedOf } from "../world/player.ts";
import { agentOf, happened, left, presentAgents, type SceneWorld, withAgent } from "../world/scene-world.ts";
import { playerOf } from "../world/turn-by-turn.ts";
import { chooseGroup, crossEntropy, type GroupOpinion } from "./choose-group.ts";
import * as prompts from "./national-debate.prompts.ts";
import { heldBy } from "./opinions-held.ts";

export interface NationalDebateOptions {
  players: Cast;
  /** An office that reads what each message says. */
  clerk: Player;
  question: string;
  /** 2 to 26. */
  options: readonly string[];
  mode?: "collaborate" | "debate";
  /** By agent: shares of the options among its people, in their order, of a survey. */
  labels?: Readonly<Record<string, readonly number[]>>;
  /** In nats; below it an agent knows what its people hold. */
  threshold?: number;
  /** Agents in the group; all gold ones where absent. */
  size?: number;
  /** Groups had before, by their diversity in bits with two decimals. */
  had?: Readonly<Record<string, number>>;
  messages?: number;
  temperature?: number;
}

type Asked = NationalDebateOptions & { mode: "collaborate" | "debate"; signal: AbortSignal | undefined };

const KINDS = ["message", "gratitude", "terminating"] as const;

/** @throws RangeError for options or labels that are none */
export function nationalDebate(given: NationalDebateOptions): Engine<SceneWorld> {
  const { clerk, options, labels = {}, mode = "collaborate", messages = 15 } = given;
  checkGiven(options, labels);
  return byAgenda({
    name: "national-debate",
    rounds: 3,
    end: "all have answered again",
    agenda(world, round) {
      checkOffices(world, [clerk]);
      const names = presentAgents(world).map(({ name }) => name);
      const each = (stage: string): Task[] => names.map((name) => ({ stage, name }));
      if (round === 1) return [...each("before"), { stage: "choose", name: "" }];
      if (round === 3) return each("after");
      return Array.from({ length: messages }, (_, i) => names[i % names.length] as string).flatMap((name) => [
        { stage: "message", name },
        { stage: "read", name: clerk.name },
      ]);
    },
    perform(world, { stage, name }, signal) {
      const asked = { ...given, mode, signal };
      if (stage === "before") return before(world, name, asked);
      if (stage === "choose") return Promise.resolve(choose(world, asked));
      if (stage === "message") return message(world, name, asked);
      return stage === "read" ? read(world, asked) : after(world, name, asked);
    },
  });
}

function checkGiven(options: readonly string[], labels: Readonly<Record<string, readonly number[]>>): void {
  if (options.length < 2 || options.length > 26 || new Set(options).size < options.length) {
    throw new RangeError("invalid options; not 2 to 26 that differ");
  }
  for (const [name, label] of Object.entries(labels)) {
    const sum = label.reduce((all, share) => all + share, 0);
    if (label.length === options.length && label.every((share) => share >= 0) && Math.abs(sum - 1) < 0.01) continue;
    throw new RangeError(`invalid label of ${name}; not ${options.length} shares that sum to 1`);
  }
}

async function before(world: SceneWorld, name: string, asked: Asked): Promise<SceneWorld> {
  const { question, options, players, labels = {}, threshold = Math.log(options.length), signal } = asked;
  const shares = z
    .array(z.number().min(0))
    .length(options.length)
    .refine((all) => all.some((share) => share > 0), "of which one is above 0");
  const shape = z.object({ reason: z.string(), shares, choice: z.enum(options) });
  const cue = { ask: prompts.onboard(question, options), call: "before", shape, settings: { temperature: 0 } };
  const told = await askData(world, playerOf(players, name), { cue, signal });
  if (told.given === null) return told.world;
  const { value, made } = told.given;
  const label = labels[name];
  const isGold = label === undefined || crossEntropy(label, value.shares) < threshold;
  const mind = { ...agentOf(world, name).mind, before: value.choice, shares: value.shares, isGold };
  const text = `${value.choice}: ${value.reason}`;
  const data = { stage: "before", choice: value.choice };
  return happened(withAgent(told.world, name, { mind }), {
    ...{ actor: name, kind: "choice", to: [], text, data, made, because: newestFor(world, name) },
  });
}

function choose(world: SceneWorld, { size, options, had = {} }: Asked): SceneWorld {
  const gold = presentAgents(world).flatMap(({ name, mind }): GroupOpinion[] => {
    const { before: opinion, isGold } = heldBy({ mind });
    return opinion !== undefined && isGold ? [{ name, opinion }] : [];
  });
  const wanted = size ?? gold.length;
  if (wanted < 2 || gold.length < wanted) {
    return withData(world, {
      over: `too few whose opinion could be read and fits their people: ${gold.length}, ${Math.max(2, wanted)} wanted`,
      options,
    });
  }
  const { names, diversity } = chooseGroup(gold, { size: wanted, had, seed: seedOf(world, "", "group") });
  const out = presentAgents(world).filter(({ name }) => !names.includes(name));
  const gone = out.reduce((now, { name }) => left(now, name, { text: "takes no part", to: [] }), world);
  return withData(gone, { group: names, diversity, options });
}

async function message(world: SceneWorld, name: string, asked: Asked): Promise<SceneWorld> {
  const { question, options, mode, players, temperature = 0.7, signal } = asked;
  const cue = {
    ...{ ask: prompts.turn(mode), brief: prompts.setting(question, options), call: "message", isLine: true },
    event: { kind: "speech", because: newestFor(world, name), data: { mode } } as const,
    settings: { temperature },
  };
  const said = await askWords(world, playerOf(players, name), { cue, signal });
  return withData(said.world, { unread: said.event === null ? null : name });
}

/** Everybody's last message only thanks, or takes its leave. */
function hasEnded(world: SceneWorld): boolean {
  return presentAgents(world).every((agent) => heldBy(agent).closed);
}

async function read(world: SceneWorld, { clerk, options, signal }: Asked): Promise<SceneWorld> {
  const { unread } = readData(world, z.object({ unread: z.string().nullable().default(null) }));
  if (unread === null) return world;
  const names = presentAgents(world).map(({ name }) => name);
  const shape = z.object({
    opinion: z.enum(options).nullable(),
    kind: z.enum(KINDS),
    speaksAs: z.enum(names).nullable(),
  });
  const cue = { ask: prompts.read(unread, options), brief: prompts.CLERK, call: "read", shape };
  const told = await askData(world, clerk, { cue, signal });
  const next = withData(told.world, { unread: null });
  const held = heldBy(agentOf(next, unread));
  if (told.given === null) {
    return withAgent(next, unread, { mind: { ...agentOf(next, unread).mind, unread: held.unread + 1 } });
  }
  const { value, made } = told.given;
  const speaksAs = value.speaksAs === unread ? null : value.speaksAs;
  const { order } = readData(next, z.object({ order: z.number().default(0) }));
  const mind = {
    ...agentOf(next, unread).mind,
    voiced: value.opinion === null ? held.voiced : [...held.voiced, { at: order, opinion: value.opinion }],
    impersonated: speaksAs === null ? held.impersonated : [...held.impersonated, speaksAs],
    closed: value.kind !== "message",
  };
  const text = `${unread}: ${value.opinion ?? "no opinion"}`;
  const because = newestFor(next, clerk.name);
  const noted = withData(withAgent(next, unread, { mind }), { order: order + 1 });
  // What is left of the round is passed over.
  return happened(hasEnded(noted) ? withData(noted, { agenda: [] }) : noted, {
    ...{ actor: clerk.name, kind: "choice", to: [], text, because, data: { ...value, speaksAs }, made },
  });
}

async function after(world: SceneWorld, name: string, asked: Asked): Promise<SceneWorld> {
  const { question, options, players, signal } = asked;
  const shape = z.object({ reason: z.string(), choice: z.enum(options) });
  const cue = { ask: prompts.reflect(question, options), call: "after", shape, settings: { temperature: 0 } };
  const told = await askData(world, playerOf(players, name), { cue, signal });
  if (told.given === null) return told.world;
  const { value, made } = told.given;
  const mind = { ...agentOf(world, name).mind, after: value.choice };
  return happened(withAgent(told.world, name, { mind }), {
    ...{ actor: name, kind: "choice", to: [], text: `${value.choice}: ${value.reason}` },
    ...{ because: newestFor(world, name), data: { stage: "after", choice: value.choice }, made },
  });
}
