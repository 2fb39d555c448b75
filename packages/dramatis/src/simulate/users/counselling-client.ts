/**
 * A client in motivational interviewing, who changes only when the counsellor finds what moves it.
 *
 * Yang et al. 2025 (IzzetYoung/ConsistentMIClientSimulator): Precontemplation until the counsellor's words are nearest to the
 * client's own motive and bring it up as a risk or gain; Contemplation until its beliefs are spent; Preparation until its plans
 * are; then it goes. Before that, how near the talk is on a tree of topics says how open it is (4 at the motive, 3 within
 * three edges, 2 within five, 1 beyond), and each turn beyond counts as an error once ten lines were said; five end the talk.
 * What it does is drawn from what the context calls for and what its receptivity is like (`actionDistribution`). It also ends
 * where a moderator says so, at a goodbye, when nine tenths of its words are those of its line before, and after twenty turns.
 * We depart: an embedder ranks the topics, which are our own small tree (`TOPICS`), its edges alike; one call picks what to
 * say of itself in place of one for each; Hesitate and Plan too are left out when nothing is left for them. The state stands
 * in the evidence of its lines, never in a prompt. The goal is reached with Preparation: it has a reason and no objection left.
 *
 * @paper 197
 * @function
 * @needs actor, embed
 */
import { z } from "zod";
import { type Embedder, type Message, type Model, type Persona, random } from "../../core/index.ts";
import { askJson, cosine, keptVectors, type Vectors } from "../../model/index.ts";
import { renderPersona } from "../../persona/index.ts";
import { words } from "../../transcript/index.ts";
import { seedOf } from "../world/player.ts";
import {
  actionDistribution,
  CLIENT_ACTIONS,
  type ClientAction,
  type ClientState,
  drawAction,
  receptivityRow,
  STATE_ACTIONS,
} from "./client-actions.ts";
import { type ClientFacet, clientOf } from "./client-facet.ts";
import {
  ACTS,
  ANSWERS,
  CLIENT_LEAVES,
  CLIENT_OPENS,
  clientAsk,
  clientTask,
  ENDS,
  type Engagement,
  MOTIVATES,
} from "./counselling-client.prompts.ts";
import { endOf, type SimulatedUser } from "./simulated-user.ts";
import { type Topic, topicDistance, topicNamed, topics } from "./topic-tree.ts";
import { userLine } from "./user-line.ts";

export interface CounsellingClientOptions {
  /** With `facets.miClient`. */
  persona: Persona;
  model: Model;
  /** Ranks topics for the counsellor's words. */
  embedder: Embedder;
  seed?: number;
  opening?: string | undefined;
  mostTurns?: number;
}

/** What a client is like after a line, as it stands in the line's evidence under `client`. */
export interface ClientMind {
  state: ClientState;
  errors: number;
  beliefs: string[];
  plans: string[];
  engagement: Engagement;
  action?: ClientAction;
  /** The topic that the counsellor's words were nearest to. */
  topic?: string;
  information?: string;
}

export const CLIENT_TURNS = 20;
const MOST_ERRORS = 5;
const FREE_LINES = 10;
const SAME_WORDS = 0.9;

/** @throws InputError for a persona without `facets.miClient`. @throws UnknownNameError for a topic that is not in the tree */
export function counsellingClient({
  persona,
  model,
  embedder,
  seed = 0,
  opening,
  mostTurns = CLIENT_TURNS,
}: CounsellingClientOptions): SimulatedUser {
  const { name } = persona;
  const facet = clientOf(persona);
  const scene = { facet, name, model, seed, vectors: keptVectors(embedder) };
  const brief = `${renderPersona(persona).system}\n\n${clientTask(facet)}`;
  const voice = { name, model, seed, brief, settings: { temperature: 0.7, maxTokens: 120 } };

  return {
    kind: "client",
    name,
    mostTurns,
    async speak(history, { signal }) {
      const heard = history.findLast(({ speaker }) => speaker !== name);
      if (heard === undefined) {
        const client = firstMind(facet);
        if (opening !== undefined) return { text: opening, evidence: { client } };
        const line = await userLine(voice, history, { ask: CLIENT_OPENS, signal });
        return { ...line, evidence: { ...line.evidence, client } };
      }
      const before = mindIn(history, name) ?? firstMind(facet);
      const isOver = await isEnded(history, model, signal);
      const client = isOver ? before : await nextMind(before, { ...scene, history, heard: heard.text }, signal);
      const end = isOver ? "the talk came to its end" : reasonToGo(client);
      const near = topicNamed(facet.motivation.topic);
      const { action = "Engage", engagement, information } = client;
      const ask = end === undefined ? clientAsk({ action, engagement, information, near }) : CLIENT_LEAVES;
      const line = await userLine(voice, history, { ask, signal });
      return { ...line, evidence: { ...line.evidence, client, ...(end !== undefined && { end }) } };
    },
    over(messages) {
      const last = messages.at(-1);
      if (last === undefined || last.speaker !== name) return null;
      const said = endOf(last);
      if (said !== undefined) return said;
      if (/\bgood-?bye\b/iu.test(last.text)) return "it said goodbye";
      const previous = messages.slice(0, -1).findLast(({ speaker }) => speaker === name);
      return previous && wordOverlap(last.text, previous.text) > SAME_WORDS ? "it repeats itself" : null;
    },
    outcome(messages) {
      const mind = mindIn(messages, name);
      if (mind === null) return { reached: null, by: "nothing", why: "it said nothing" };
      const { state, errors } = mind;
      const reached = state === "Preparation" || (state === "Terminate" && errors < MOST_ERRORS);
      return { reached, by: "state", why: `${state}, ${errors} ${errors === 1 ? "error" : "errors"}` };
    },
  };
}

function firstMind({ beliefs, plans }: ClientFacet): ClientMind {
  return { state: "Precontemplation", errors: 0, beliefs: [...beliefs], plans: [...plans], engagement: 1 };
}

const mindSchema: z.ZodType<ClientMind> = z.object({
  state: z.enum(["Precontemplation", "Contemplation", "Preparation", "Terminate"]),
  errors: z.number(),
  beliefs: z.array(z.string()),
  plans: z.array(z.string()),
  engagement: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  action: z.enum(Object.keys(CLIENT_ACTIONS) as [ClientAction]).exactOptional(),
  topic: z.string().exactOptional(),
  information: z.string().exactOptional(),
});

/** What a client is like after its last line; null where no line of its says so. */
export function mindIn(messages: readonly Message[], name: string): ClientMind | null {
  const last = messages.findLast(({ speaker }) => speaker === name);
  return mindSchema.safeParse(last?.evidence?.client).data ?? null;
}

interface Scene {
  facet: ClientFacet;
  name: string;
  model: Model;
  seed: number;
  vectors: Vectors;
  history: readonly Message[];
  heard: string;
}

async function nextMind(before: ClientMind, scene: Scene, signal: AbortSignal | undefined): Promise<ClientMind> {
  const { action: _action, topic: _topic, information: _said, ...kept } = before;
  const moved = await movedBy(kept, scene, signal);
  if (moved.state === "Terminate" || moved.action !== undefined) return moved;
  return acting(moved, scene, signal);
}

/** The state after what was heard; with an action where that decides it. */
async function movedBy(mind: ClientMind, scene: Scene, signal: AbortSignal | undefined): Promise<ClientMind> {
  if (mind.state !== "Precontemplation") return spent(mind);
  const { facet, heard, history } = scene;
  const motive = topicNamed(facet.motivation.topic);
  const topic = await nearestTopic(heard, scene.vectors, signal);
  const engagement = engagementAt(topicDistance(topic, motive));
  if (engagement === 4 && (await motivates(scene, signal))) {
    return { ...mind, state: "Contemplation", engagement, topic: topic.fine, action: "Acknowledge" };
  }
  const errors = mind.errors + (engagement === 1 && history.length > FREE_LINES ? 1 : 0);
  const state = errors >= MOST_ERRORS ? "Terminate" : mind.state;
  return { ...mind, state, errors, engagement, topic: topic.fine };
}

/** A state whose matter is used up gives way to the next. */
function spent(mind: ClientMind): ClientMind {
  const open = { ...mind, engagement: 4 } as const;
  const prepared = open.state === "Contemplation" && open.beliefs.length === 0;
  const state = prepared ? "Preparation" : open.state;
  return { ...open, state: state === "Preparation" && open.plans.length === 0 ? "Terminate" : state };
}

/** How open a client is to talk that is so many edges from what moves it. */
export function engagementAt(distance: number): Engagement {
  if (distance === 0) return 4;
  return distance <= 3 ? 3 : distance <= 5 ? 2 : 1;
}

function reasonToGo({ state, errors }: ClientMind): string | undefined {
  if (state !== "Terminate") return undefined;
  return errors >= MOST_ERRORS ? "the talk missed what moves it" : "its plans are made";
}

/** What the client does, and what it takes to it. */
async function acting(mind: ClientMind, scene: Scene, signal: AbortSignal | undefined): Promise<ClientMind> {
  const { facet, history, name, model, seed } = scene;
  const { state, beliefs, plans } = mind;
  if (state === "Terminate") return mind;
  const actions = STATE_ACTIONS[state];
  const draws = random(seedOf({ seed, step: history.length }, name, "action"));
  const distribution = actionDistribution({
    actions,
    context: await contextOf(history, actions, model, signal),
    ...(state === "Precontemplation" && { row: receptivityRow(facet.receptivity) }),
    without: new Set<ClientAction>([
      ...(facet.personas.length === 0 ? (["Inform"] as const) : []),
      ...(beliefs.length === 0 ? (["Blame", "Hesitate"] as const) : []),
      ...(plans.length === 0 ? (["Plan"] as const) : []),
    ]),
  });
  const action = drawAction(distribution, draws);
  const done = { ...mind, action };
  if (action === "Plan") return { ...done, plans: plans.slice(1), ...(plans[0] && { information: plans[0] }) };
  const fromBeliefs = action === "Downplay" || action === "Blame" || action === "Hesitate";
  const from = action === "Inform" ? facet.personas : fromBeliefs ? beliefs : [];
  if (from.length === 0) return done;
  const index = (await answering(from, scene, signal)) ?? draws.int(from.length);
  const information = from[index] as string;
  return { ...done, information, ...(action === "Hesitate" && { beliefs: beliefs.filter((_, i) => i !== index) }) };
}

async function nearestTopic(heard: string, vectors: Vectors, signal: AbortSignal | undefined): Promise<Topic> {
  const all = topics();
  const [said, ...passages] = await vectors([heard, ...all.map(({ fine, passage }) => `${fine}: ${passage}`)], signal);
  const likeness = passages.map((passage) => cosine(said as Float32Array, passage));
  return all[likeness.indexOf(Math.max(...likeness))] as Topic;
}

/** An unreadable answer moves nobody. */
async function motivates({ facet, heard, model }: Scene, signal: AbortSignal | undefined): Promise<boolean> {
  const shape = z.object({ reason: z.string(), motivates: z.boolean() });
  const material = { counsellor: heard, reason: facet.motivation };
  return (await askJson(model, { task: MOTIVATES, material, shape }, signal))?.motivates ?? false;
}

async function contextOf(
  history: readonly Message[],
  actions: readonly ClientAction[],
  model: Model,
  signal?: AbortSignal,
): Promise<Partial<Record<ClientAction, number>> | null> {
  const shape = z.object(Object.fromEntries(actions.map((action) => [action, z.number().min(0).max(100)])));
  const ways = Object.fromEntries(actions.map((action) => [action, CLIENT_ACTIONS[action]]));
  const given = await askJson(model, { task: ACTS, material: { talk: lastLines(history), ways }, shape }, signal);
  return given !== null && Object.values(given).some((percent) => percent > 0) ? given : null;
}

/** Index of what answers the counsellor; null for none. */
async function answering(
  from: readonly string[],
  { heard, model }: Scene,
  signal: AbortSignal | undefined,
): Promise<number | null> {
  const shape = z.object({ number: z.int().min(0).max(from.length) });
  const material = { counsellor: heard, sentences: from.map((text, i) => `${i + 1}. ${text}`) };
  const number = (await askJson(model, { task: ANSWERS, material, shape }, signal))?.number ?? 0;
  return number === 0 ? null : number - 1;
}

async function isEnded(history: readonly Message[], model: Model, signal?: AbortSignal): Promise<boolean> {
  const shape = z.object({ reason: z.string(), over: z.boolean() });
  const reply = await askJson(model, { task: ENDS, material: { talk: lastLines(history) }, shape }, signal);
  return reply?.over ?? false;
}

const SHOWN = 6;

function lastLines(history: readonly Message[]): string[] {
  return history.slice(-SHOWN).map(({ speaker, text }) => `${speaker}: ${text}`);
}

/** Share of the different words of the longer line that are in both. */
export function wordOverlap(a: string, b: string): number {
  const [first, second] = [new Set(words(a)), new Set(words(b))];
  const most = Math.max(first.size, second.size);
  return most === 0 ? 0 : [...first].filter((word) => second.has(word)).length / most;
}
