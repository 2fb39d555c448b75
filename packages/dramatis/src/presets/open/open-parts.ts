import { catalogue } from "../../act/catalogue.ts";
import { facts, lorebook, type MemoryBook, type Strategy, steadfast } from "../../act/index.ts";
import {
  type CatalogueEntry,
  type Component,
  type Embedder,
  type Guard,
  InputError,
  type Model,
  type Need,
  type Nli,
  type Persona,
  UnknownNameError,
  UnsupportedError,
} from "../../core/index.ts";
import type { Lorebook } from "../../persona/index.ts";

/** Parts of an agent by their names in the catalogue; see `dramatis list act`. */
export interface PartNames {
  guards?: readonly string[] | undefined;
  strategy?: string | undefined;
  components?: readonly string[] | undefined;
}

export interface OpenParts extends PartNames {
  persona: Persona;
  /** Talks, and scores what is said where a part weighs log-probabilities. */
  actor: Model;
  /** A chat model that follows instructions and writes JSON; the bundled one does not. */
  instructed?: Model | undefined;
  /** Opened only where a part needs it, as the next. */
  nli: () => Promise<Nli>;
  embedder: () => Promise<Embedder>;
  book?: MemoryBook | undefined;
  /** A lorebook of the world, beside the persona's own. */
  worldBook?: Lorebook | undefined;
  now: () => Date;
}

export interface Parts {
  guards: Guard[];
  strategy?: Strategy;
  components: Component[];
}

type Entry = CatalogueEntry<() => Component | Guard>;
type Kind = "guard" | "strategy" | "component";

const NAMED_WITH: Record<Kind, string> = {
  guard: "--guard, or under act.guards",
  strategy: "--strategy, or as act.strategy",
  component: "--with, or under act.components",
};

/** What makes a component a strategy, which `--with` would leave unheard. */
const STRATEGY_MEMBERS = ["replaces", "reminder", "recalled", "read"];

/** A part as the catalogue knows it. @throws UnknownNameError with the nearest names. */
export function partNamed(kind: string, name: string): Entry {
  const entry = catalogue.find((one) => one.name === name);
  if (entry) return entry;
  throw new UnknownNameError(
    kind,
    name,
    catalogue.map((one) => one.name),
  );
}

/** What the parts need; with a memory, also what the default one needs. @throws UnknownNameError */
export function needsOfParts(names: PartNames, { memory }: { memory: boolean }): Set<Need> {
  const entries = [...named(names)];
  const forMemory: Need[] = memory ? ["embed", ...(remembers(entries) ? [] : (["nli"] as const))] : [];
  return new Set([...forMemory, ...entries.flatMap(([, { needs }]) => needs)]);
}

/**
 * The parts that are named, each made with what there is. Two come first unless they are named: `steadfast`, and, with a
 * book and no component of the memory family, the default memory `facts`. A lorebook, the persona's or the world's, is
 * heeded without being named.
 *
 * @throws UnknownNameError with the nearest names. @throws InputError for a part of another kind, or a memory without a
 * book. @throws UnsupportedError for what a part needs and is not there.
 */
export async function openParts(options: OpenParts): Promise<Parts> {
  const { persona, nli, book, worldBook, now } = options;
  const entries = [...named(options)];
  const parts: Parts = { guards: [], components: [] };
  for (const [kind, entry] of entries) {
    const part = await made(entry, kind, options);
    if ("choose" in part) parts.guards.push(part);
    else if (kind === "strategy") parts.strategy = part;
    else parts.components.push(part);
  }
  const has = (name: string): boolean => parts.components.some((component) => component.name === name);
  if (!has("lorebook") && (worldBook !== undefined || persona.facets?.lorebook !== undefined)) {
    parts.components.push(lorebook({ ...(worldBook && { worldBook }) }));
  }
  if (!has("steadfast")) parts.components.unshift(steadfast());
  if (book !== undefined && !remembers(entries)) {
    parts.components.unshift(facts({ book, persona, nli: await nli(), now }));
  }
  return parts;
}

function* named({ guards = [], strategy, components = [] }: PartNames): Generator<[Kind, Entry]> {
  for (const name of new Set(guards)) yield ["guard", partNamed("guard", name)];
  if (strategy !== undefined) yield ["strategy", partNamed("strategy", strategy)];
  for (const name of new Set(components)) yield ["component", partNamed("component", name)];
}

/** Whether one of them takes the place of the default memory. */
function remembers(entries: readonly [Kind, Entry][]): boolean {
  return entries.some(([kind, { family }]) => kind === "component" && family === "memory");
}

async function made(entry: Entry, kind: Kind, options: OpenParts): Promise<Component | Guard> {
  const { name, needs, family } = entry;
  const { persona, book, worldBook, now } = options;
  if (family === "memory" && kind === "component" && book === undefined) {
    const found = "nowhere to keep what it remembers";
    throw new InputError({ where: name, found, expected: "a memory", fix: "add --memory, or act.memory: true" });
  }
  const model = modelFor(entry, options);
  const given = {
    persona,
    ...(needs.includes("nli") && { nli: await options.nli() }),
    ...(needs.includes("embed") && { embedder: await options.embedder() }),
    ...(model && { model }),
    ...(book && { book }),
    ...(worldBook && { worldBook }),
    ...(options.actor.contextTokens !== undefined && { contextTokens: options.actor.contextTokens }),
    now,
  };
  const factory: (given: object) => Component | Guard = await entry.load();
  const part = factory(given);
  const isKind = kindOf(entry, part);
  if (isKind === kind) return part;
  throw new InputError({
    where: name,
    found: `a ${isKind}`,
    expected: `a ${kind}`,
    fix: `name it with ${NAMED_WITH[isKind]}`,
  });
}

/** @throws UnsupportedError */
function modelFor({ name, needs }: Entry, { actor, instructed }: OpenParts): Model | undefined {
  if (needs.includes("logprobs")) {
    if (actor.score) return actor;
    const fix = "leave out --model: the bundled model scores what is said";
    throw new UnsupportedError(name, "logprobs", fix);
  }
  if (needs.includes("actor") && !instructed) {
    const fix = "name a chat model that follows instructions, such as --model openai:MODEL";
    throw new UnsupportedError(name, "actor", fix);
  }
  return instructed;
}

function kindOf({ family }: Entry, part: Component | Guard): Kind {
  if ("choose" in part) return "guard";
  return family === "strategies" || STRATEGY_MEMBERS.some((member) => member in part) ? "strategy" : "component";
}
