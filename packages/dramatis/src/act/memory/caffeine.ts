/**
 * Refines contradicting memories at the end of a session, with what was said around them, where others delete one.
 *
 * Kim et al. 2024: pairs that an NLI gives more than μ = .8 of contradiction are the edges of a graph; as long as there
 * are any, the memory of the highest sum of edges and its strongest neighbour are refined together, by resolution (one
 * merged sentence), disambiguation (each made specific) or preservation (unchanged), and leave the graph. What comes out
 * does not enter it again. We depart: no commonsense expansion goes before; only memories about the same speaker are
 * compared, the older as premise, where their cosine is .35 or more, and of each pair one is of the session that ended,
 * since others met before; without a model the newer fact of the same speaker resolves and everything else is preserved;
 * what was refined is kept with the time until which it held.
 * Nothing said, or nothing remembered, contributes nothing. A model that gives no sentence leaves both memories.
 *
 * @paper 8
 * @needs nli, embed
 */
import { contentId, type Model, type Nli, UnsupportedError } from "../../core/index.ts";
import { sameName } from "../../transcript/index.ts";
import { neededBook } from "../needed-book.ts";
import { type Contradiction, pairsToRefine } from "./contradiction-graph.ts";
import { type ExtractTraits, putNewFacts, traitsByModel, traitsByWords } from "./extract-traits.ts";
import type { Memory } from "./memory.ts";
import type { MemoryBook } from "./memory-book.ts";
import { giveWay, stillHolds } from "./message-memory.ts";
import { isFromBefore, lastHeard, recalledBlock } from "./recall.ts";
import { type Refine, refineByModel, refineByRule } from "./refine-pair.ts";
import { type SessionComponent, sessionLog } from "./session-log.ts";

/**
 * Small judges find contradictions between sentences that have nothing to do with each other ("I smoke", "I hate
 * coffee"): nothing farther apart than this is compared. Chosen on a few hand-made pairs with the bundled embedder.
 */
const RELATED_AT = 0.35;

export interface RefineMemoriesOptions {
  book: MemoryBook;
  nli: Nli;
  refine: Refine;
  /** Of each pair at least one memory is such: all by default. */
  isFresh?: (memory: Memory) => boolean;
  /** Least cosine of what is compared; -1 compares everything, as the paper does. */
  relatedAt?: number;
  /** Edges are pairs of a higher probability of contradiction. */
  threshold?: number;
  /** Pairs refined at most. */
  mostCalls?: number;
  signal?: AbortSignal | undefined;
}

/** Refines the facts of a book that hold, once; returns how many pairs were refined, preserved ones among them. */
export async function refineMemories({
  book,
  nli,
  refine,
  isFresh = () => true,
  relatedAt = RELATED_AT,
  threshold = 0.8,
  mostCalls = 200,
  signal,
}: RefineMemoriesOptions): Promise<number> {
  const all = await book.all(signal);
  const facts = all.filter((memory) => memory.kind === "fact" && stillHolds(memory));
  const meetings = await related({ book, facts, isFresh, relatedAt, signal });
  const pairs = meetings.map(({ older, newer }) => ({ premise: older.text, hypothesis: newer.text }));
  const verdicts = pairs.length > 0 ? await nli.judge(pairs, signal) : [];
  const edges = meetings.flatMap(({ older, newer }, i): Contradiction[] => {
    const strength = verdicts[i]?.contradict ?? 0;
    return strength > threshold ? [{ a: older.id, b: newer.id, strength }] : [];
  });
  const byId = new Map(all.map((memory) => [memory.id, memory]));
  const refined = pairsToRefine(edges).slice(0, mostCalls);
  for (const [one, other] of refined) {
    // Facts stand oldest first.
    const [older, newer] = facts.filter(({ id }) => id === one || id === other) as [Memory, Memory];
    const sentences = await refine({ older, newer, all: byId }, signal);
    await replacePair(book, { older, newer, sentences }, signal);
  }
  return refined.length;
}

/** The pairs of facts about the same person that are near in meaning and of which one is fresh, each pair once. */
async function related({
  book,
  facts,
  isFresh,
  relatedAt,
  signal,
}: {
  book: MemoryBook;
  /** Oldest first. */
  facts: readonly Memory[];
  isFresh: (memory: Memory) => boolean;
  relatedAt: number;
  signal: AbortSignal | undefined;
}): Promise<{ older: Memory; newer: Memory }[]> {
  const rank = new Map(facts.map(({ id }, i) => [id, i]));
  const pairs = new Map<string, { older: Memory; newer: Memory }>();
  for (const fresh of facts.filter(isFresh)) {
    const where = (memory: Memory): boolean =>
      rank.has(memory.id) && memory.id !== fresh.id && sameName(memory.about, fresh.about);
    const most = Number.POSITIVE_INFINITY;
    for (const { memory } of await book.nearest(fresh.text, { most, atLeast: relatedAt, where, signal })) {
      const isOlder = (rank.get(memory.id) as number) < (rank.get(fresh.id) as number);
      const [older, newer] = isOlder ? [memory, fresh] : [fresh, memory];
      pairs.set(`${older.id} ${newer.id}`, { older, newer });
    }
  }
  return [...pairs.values()];
}

/** What is not among the sentences gives way to the first of them; without a sentence both stay. */
async function replacePair(
  book: MemoryBook,
  { older, newer, sentences }: { older: Memory; newer: Memory; sentences: readonly string[] },
  signal?: AbortSignal,
): Promise<void> {
  const results = sentences.map((text): Memory => {
    const same = [newer, older].find((memory) => memory.text === text);
    if (same !== undefined) return same;
    const madeFrom = [older.id, newer.id];
    return {
      id: contentId({ kind: "fact", text, madeFrom }),
      kind: "fact",
      text,
      about: newer.about,
      sources: [...older.sources, ...newer.sources],
      madeFrom,
      saidAt: newer.saidAt,
      confidence: Math.min(older.confidence, newer.confidence),
    };
  });
  const [first] = results;
  if (first === undefined) return;
  for (const memory of results) if (memory !== older && memory !== newer) await book.put(memory, signal);
  for (const memory of [older, newer]) {
    if (results.includes(memory)) continue;
    await giveWay(book, { old: memory, newer: { id: first.id, saidAt: newer.saidAt } }, signal);
  }
}

export interface CaffeineOptions {
  /** Required. */
  book?: MemoryBook;
  /** Required. */
  nli?: Nli;
  /** Extracts and refines: a call for each message, and at most 200 at the end of a session; twice where mended. */
  model?: Model;
  extract?: ExtractTraits;
  refine?: Refine;
  relatedAt?: number;
  threshold?: number;
  mostCalls?: number;
  /** Recalled at once. */
  most?: number;
  gapSeconds?: number;
  now?: () => Date;
}

/** @throws UnsupportedError without a book or an NLI. Its methods reject with what these and the model throw. */
export function caffeine({
  book: given,
  nli,
  model,
  extract = model ? traitsByModel(model) : traitsByWords(),
  refine = model ? refineByModel(model) : refineByRule(),
  relatedAt = RELATED_AT,
  threshold = 0.8,
  mostCalls = 200,
  most = 20,
  gapSeconds = 3600,
  now = () => new Date(),
}: CaffeineOptions = {}): SessionComponent {
  const book = neededBook("caffeine", given);
  if (!nli) throw new UnsupportedError("caffeine", "nli", "give it one, such as { nli: await understudyNli() }");
  const log = sessionLog({
    name: "caffeine",
    now,
    gapSeconds,
    each: (message, signal) => putNewFacts({ book, extract }, message, signal),
    async atEnd([{ session }], signal) {
      const isFresh = ({ sources }: Memory): boolean => sources.some((source) => source.session === session);
      await refineMemories({ book, nli, refine, isFresh, relatedAt, threshold, mostCalls, signal });
    },
  });
  return {
    name: "caffeine",
    async contribute(view, signal) {
      signal?.throwIfAborted();
      const asked = lastHeard(view);
      if (asked === undefined) return [];
      const isBefore = isFromBefore(view);
      const where = (memory: Memory): boolean => memory.kind === "fact" && stillHolds(memory) && isBefore(memory);
      const near = await book.nearest(asked.text, { most, where, signal });
      return recalledBlock({ memories: near.map(({ memory }) => memory), persona: view.persona, now: now() });
    },
    observe: log.hear,
    endSession: log.end,
    state: log.state,
  };
}
