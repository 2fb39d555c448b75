/**
 * Has two papers debate what is new in each, topic by topic, as a tree that a moderator lets grow where it is worth it.
 *
 * Tree-of-Debate [68]. Each agent speaks for a paper, which is the documents of its persona. For a topic it gets its
 * `passages` nearest ones (by the embedder) and writes up to `most` arguments with the passages that bear them out; then,
 * out of the other's sight, it looks for its own passages against each argument of the other; then both present, respond
 * and revise. The moderator judges; a topic is split into up to `subtopics` where it made progress or raised questions
 * and nobody clearly won (`isSplit`), down to `depth`; breadth first. In the end it compares the papers from the tree. An
 * argument whose evidence is none of the passages shown is dropped. Passages are in their owner's prompts alone, and a debate
 * sees no other debate. A judgement that cannot be read makes a leaf and is counted in `data.tally`. A full tree is 156
 * topics of about 12 calls: bound it. We depart: prompts are ours. Other than two papers: RangeError.
 *
 * @paper 68
 * @needs actor embed
 */
import { z } from "zod";
import type { Embedder, Engine } from "../../core/index.ts";
import { keptVectors, type Vectors } from "../../model/index.ts";
import { askData, askWords, type CountedCue } from "../scenes/ask.ts";
import { byAgenda, type Task } from "../scenes/by-agenda.ts";
import { checkOffices, newestFor, readData, withData } from "../scenes/kept-data.ts";
import type { Cast, Player } from "../world/player.ts";
import { agentOf, happened, type SceneWorld, withAgent } from "../world/scene-world.ts";
import { playerOf } from "../world/turn-by-turn.ts";
import {
  borneOut,
  type DebateArgument,
  type DebateNode,
  type DebateVerdict,
  debateTree,
  isSplit,
  outline,
  withChildren,
} from "./debate-tree.ts";
import { type Passages, passagesOf } from "./passages-of.ts";
import * as prompts from "./tree-of-debate.prompts.ts";

export interface TreeOfDebateOptions {
  players: Cast;
  /** An office. */
  moderator: Player;
  embedder: Embedder;
  /** The root. */
  topic: string;
  /** Passages of its paper that a debater is shown for a topic, and for the other's arguments. */
  passages?: number;
  /** Arguments of each side at most. */
  most?: number;
  subtopics?: number;
  /** The root is at 0. */
  depth?: number;
  temperature?: number;
}

type Asked = Required<TreeOfDebateOptions> & {
  signal: AbortSignal | undefined;
  vectors: Vectors;
};

const STAGES = ["argue", "pre-empt", "present", "respond", "revise"] as const;
/** [68] lets the moderator split topics at this temperature. */
const SPLIT_TEMPERATURE = 0.3;

const argued = z.object({
  arguments: z.array(z.object({ title: z.string(), claim: z.string(), evidence: z.array(z.string()) })),
});
const answered = z.object({
  answers: z.array(
    z.object({ title: z.string(), isCovered: z.boolean(), why: z.string(), evidence: z.array(z.string()) }),
  ),
});
const split = z.object({ subtopics: z.array(z.string()) });

/** @throws RangeError for a blank topic */
export function treeOfDebate(options: TreeOfDebateOptions): Engine<SceneWorld> {
  const { passages = 5, most = 3, subtopics = 5, depth = 3, temperature = 0.7, topic, moderator } = options;
  if (topic.trim() === "") throw new RangeError("invalid topic; not a text that is not blank");
  const vectors = keptVectors(options.embedder);
  return byAgenda({
    name: "tree-of-debate",
    rounds: Number.POSITIVE_INFINITY,
    agenda(world) {
      checkOffices(world, [moderator]);
      const tree = debateTree(world, topic);
      if (tree.every(({ verdict }) => verdict !== undefined)) return [{ stage: "synthesise", name: moderator.name }];
      const both = papersOf(world);
      const debate = STAGES.flatMap((stage) => both.map((name): Task => ({ stage, name })));
      return [...debate, { stage: "judge", name: moderator.name }, { stage: "split", name: moderator.name }];
    },
    perform(world, { stage, name }, signal) {
      const asked = { ...options, passages, most, subtopics, depth, temperature, signal, vectors };
      if (stage === "synthesise") return synthesise(world, asked);
      if (stage === "judge") return judge(world, asked);
      if (stage === "split") return grow(world, asked);
      if (stage === "argue") return argue(world, name, asked);
      if (stage === "pre-empt") return preEmpt(world, name, asked);
      return say(world, { stage: stage as "present" | "respond" | "revise", name }, asked);
    },
  });
}

/** @throws RangeError for other than two agents */
function papersOf({ agents }: SceneWorld): [string, string] {
  if (agents.length !== 2) throw new RangeError(`invalid agents; not two: ${agents.length}`);
  return agents.map(({ name }) => name) as [string, string];
}

/** The topic that is being debated: the first that is not judged. */
function nodeOf(world: SceneWorld, topic: string): DebateNode {
  return debateTree(world, topic).find(({ verdict }) => verdict === undefined) as DebateNode;
}

/** What of the log belongs to a topic, and what came from outside: its debate sees no other. */
function seenIn(world: SceneWorld, { id }: DebateNode): SceneWorld {
  return { ...world, events: world.events.filter(({ data }) => (data?.node ?? id) === id) };
}

/** The world after a call that saw a part of the log. */
function within(world: SceneWorld, { data }: SceneWorld): SceneWorld {
  return { ...world, data };
}

const mind = z.object({
  /** What it prepared for the topic that is being debated. */
  prepared: z
    .object({
      node: z.number(),
      arguments: z.array(z.object({ title: z.string(), claim: z.string(), evidence: z.array(z.string()) })),
    })
    .optional(),
});

function argumentsOf(world: SceneWorld, name: string, { id }: DebateNode): DebateArgument[] {
  const { prepared } = readData({ data: agentOf(world, name).mind }, mind);
  return prepared?.node === id ? prepared.arguments : [];
}

async function argue(world: SceneWorld, name: string, asked: Asked): Promise<SceneWorld> {
  const node = nodeOf(world, asked.topic);
  const player = playerOf(asked.players, name);
  const shown = await passagesOf(player, {
    near: node.topic,
    most: asked.passages,
    vectors: asked.vectors,
    signal: asked.signal,
  });
  const cue = debaterCue({ call: "argue", ask: prompts.argue(node.topic, asked.most), shown, asked });
  const told = await askData(seenIn(world, node), player, { cue: { ...cue, shape: argued }, signal: asked.signal });
  const found = borneOut(told.given?.value.arguments ?? [], shown).slice(0, asked.most);
  const own = { prepared: { node: node.id, arguments: found } };
  const next = withAgent(within(world, told.world), name, { mind: { ...agentOf(world, name).mind, ...own } });
  if (told.given === null) return next;
  const text = found.map(({ title, claim }) => `${title}: ${claim}`).join(" ");
  return happened(next, {
    ...{ actor: name, kind: "thought", text: text || "Nothing that the passages bear out.", made: told.given.made },
    ...{ because: newestFor(seenIn(world, node), name), data: { node: node.id, arguments: found } },
  });
}

async function preEmpt(world: SceneWorld, name: string, asked: Asked): Promise<SceneWorld> {
  const node = nodeOf(world, asked.topic);
  const other = papersOf(world).find((one) => one !== name) as string;
  const against = argumentsOf(world, other, node).map(({ title, claim }) => `${title}: ${claim}`);
  if (against.length === 0) return world;
  const player = playerOf(asked.players, name);
  const near = against.join(" ");
  const shown = await passagesOf(player, { near, most: asked.passages, vectors: asked.vectors, signal: asked.signal });
  const ask = `What ${other} will argue:\n${against.join("\n")}\n\n${prompts.preEmpt(node.topic)}`;
  const cue = { ...debaterCue({ call: "pre-empt", ask, shown, asked }), shape: answered };
  const told = await askData(seenIn(world, node), player, { cue, signal: asked.signal });
  const next = within(world, told.world);
  if (told.given === null) return next;
  const found = told.given.value.answers.filter(({ evidence, isCovered }) => isCovered && hasAny(shown, evidence));
  const text = found.map(({ title, why }) => `Against "${title}": ${why}`).join(" ");
  return happened(next, {
    ...{ actor: name, kind: "thought", text: text || "Nothing of it is covered here.", made: told.given.made },
    ...{ because: newestFor(seenIn(world, node), name), data: { node: node.id, covered: found } },
  });
}

function hasAny(shown: Passages, evidence: readonly string[]): boolean {
  return shown.some(({ id }) => evidence.includes(id));
}

async function say(
  world: SceneWorld,
  { stage, name }: { stage: "present" | "respond" | "revise"; name: string },
  { players, topic, temperature, signal }: Asked,
): Promise<SceneWorld> {
  const node = nodeOf(world, topic);
  const seen = seenIn(world, node);
  const cue = {
    ...{ ask: prompts.SPEECHES[stage](node.topic), brief: prompts.DEBATER, call: stage, settings: { temperature } },
    event: { kind: "speech", because: newestFor(seen, name), data: { node: node.id, stage } } as const,
  };
  const said = await askWords(seen, playerOf(players, name), { cue, signal });
  return withSaid(world, said);
}

/** The world with what was said in a call that saw a part of the log. */
function withSaid(world: SceneWorld, said: Awaited<ReturnType<typeof askWords>>): SceneWorld {
  const next = within(world, said.world);
  if (said.event === null) return next;
  const { id: _id, step: _step, ...happening } = said.event;
  return happened(next, happening);
}

async function judge(world: SceneWorld, { moderator, topic, depth, signal }: Asked): Promise<SceneWorld> {
  const node = nodeOf(world, topic);
  const names = papersOf(world);
  const winner = z.enum(names).nullable();
  const shape = z.object({ reason: z.string(), progress: z.boolean(), questions: z.boolean(), winner });
  const cue = { ask: prompts.judge(node.topic, names), brief: prompts.MODERATOR, call: "judge", shape };
  const seen = seenIn(world, node);
  const told = await askData(seen, moderator, { cue, signal });
  const said = told.given?.value;
  const verdict: DebateVerdict | null = said
    ? { progress: said.progress, questions: said.questions, winner: said.winner }
    : null;
  const summary = said?.reason ?? "";
  const tree = debateTree(world, topic).map((one) =>
    one.id === node.id ? { ...one, verdict, summary, isOpen: isSplit(verdict, { at: node.depth, depth }) } : one,
  );
  const next = withData(within(world, told.world), { tree, splitting: node.id });
  if (told.given === null) return next;
  const event = { actor: moderator.name, kind: "choice", to: [], text: summary, made: told.given.made } as const;
  return happened(next, { ...event, because: newestFor(seen, moderator.name), data: { node: node.id, ...verdict } });
}

async function grow(world: SceneWorld, { moderator, topic, subtopics, signal }: Asked): Promise<SceneWorld> {
  const tree = debateTree(world, topic);
  const { splitting } = readData(world, z.object({ splitting: z.number() }));
  const node = tree[splitting] as DebateNode;
  if (!node.isOpen) return world;
  const ask = prompts.split(node.topic, subtopics);
  const settings = { temperature: SPLIT_TEMPERATURE };
  const cue = { ask, brief: prompts.MODERATOR, call: "split", shape: split, settings };
  const told = await askData(seenIn(world, node), moderator, { cue, signal });
  const topics = told.given?.value.subtopics ?? [];
  return withData(within(world, told.world), { tree: withChildren(tree, node, { topics, most: subtopics }) });
}

async function synthesise(world: SceneWorld, { moderator, topic, signal }: Asked): Promise<SceneWorld> {
  const tree = debateTree(world, topic);
  const last = world.events.findLast(({ kind }) => kind === "speech");
  const cue = {
    ask: `${outline(tree)}\n\n${prompts.SYNTHESISE}`,
    ...{ brief: prompts.MODERATOR, call: "synthesise" },
    event: { kind: "speech", because: last ? [last.id] : [], data: { stage: "synthesis" } } as const,
  };
  // From the tree alone: all debates together would fit into few contexts.
  const said = await askWords({ ...world, events: [] }, moderator, { cue, signal });
  return withData(withSaid(world, said), { over: "the tree is debated" });
}

function debaterCue({
  call,
  ask,
  shown,
  asked,
}: {
  call: string;
  ask: string;
  shown: Passages;
  asked: Asked;
}): CountedCue {
  const listed = shown.map(({ id, text }) => `${id}: ${text}`).join("\n");
  const material = listed === "" ? "You have no passages." : `Your passages:\n${listed}`;
  return { call, brief: prompts.DEBATER, ask: `${material}\n\n${ask}`, settings: { temperature: asked.temperature } };
}
