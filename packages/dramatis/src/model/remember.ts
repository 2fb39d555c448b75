import { contentId, type Embedder, type Nli, type NliPair, type NliVerdict } from "../core/index.ts";
import { type CallCache, callKey } from "./call-cache.ts";
import { verdictFault } from "./checked-nli.ts";
import type { Meter } from "./meter.ts";
import { vectorSchema, verdictSchema } from "./reply-schemas.ts";

export interface RememberOptions {
  /** Answers kept in memory; past it the one used longest ago is forgotten. */
  capacity?: number;
  /** Keeps them beyond this process as well. */
  cache?: CallCache | undefined;
  /** Told of the answers that the cache knew. */
  meter?: Meter | undefined;
}

/**
 * An NLI judge that judges a pair once, however many measures ask, at the same time or later. "Cannot say" and failures
 * are not remembered: they may be better luck next time.
 */
export function rememberNli(nli: Nli, { capacity = 200_000, ...kept }: RememberOptions = {}): Nli {
  const judge = remembered<NliPair, NliVerdict | null>({
    key: ({ premise, hypothesis }) => contentId([premise, hypothesis]),
    ask: throughCache<NliPair, NliVerdict | null>(nli.judge.bind(nli), {
      ...kept,
      key: ({ premise, hypothesis }) => callKey(nli.id, "nli", { premise, hypothesis }),
      read: (value) => {
        const { data: verdict } = verdictSchema.safeParse(value);
        return verdict && verdictFault(verdict) === null ? verdict : undefined;
      },
      write: (verdict) => verdict ?? undefined,
    }),
    capacity,
  });
  return { id: nli.id, ...(nli.card === undefined ? {} : { card: nli.card }), judge };
}

/** An embedder that embeds a text once; as `rememberNli`. */
export function rememberEmbedder(embedder: Embedder, { capacity = 20_000, ...kept }: RememberOptions = {}): Embedder {
  // An embedder may learn its dim from its first reply, which the cache may make unnecessary.
  let keptDim = 0;
  const read = (value: unknown): Float32Array | undefined => {
    const vector = vectorSchema.safeParse(value).data;
    if (vector === undefined || (embedder.dim || keptDim || vector.length) !== vector.length) return undefined;
    keptDim = vector.length;
    return vector;
  };
  return {
    id: embedder.id,
    ...(embedder.card === undefined ? {} : { card: embedder.card }),
    get dim() {
      return embedder.dim || keptDim;
    },
    embed: remembered<string, Float32Array>({
      key: (text) => contentId(text),
      ask: throughCache<string, Float32Array>(embedder.embed.bind(embedder), {
        ...kept,
        key: (text) => callKey(embedder.id, "embed", text),
        read,
        write: (vector) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString("base64"),
      }),
      capacity,
    }),
  };
}

type Ask<Item, Answer> = (items: Item[], signal?: AbortSignal) => Promise<Answer[]>;

interface Kept<Item, Answer> {
  cache?: CallCache | undefined;
  meter?: Meter | undefined;
  key: (item: Item) => string;
  /** undefined for a damaged value. */
  read: (value: unknown) => Answer | undefined;
  /** undefined for what is not to be kept. */
  write: (answer: Answer) => unknown;
}

/** `ask`, of those items only that the cache does not know. */
function throughCache<Item, Answer>(
  ask: Ask<Item, Answer>,
  { cache, meter, key, read, write }: Kept<Item, Answer>,
): Ask<Item, Answer> {
  if (cache === undefined) return ask;
  return async (items, signal) => {
    signal?.throwIfAborted();
    const known = items.map((item) => read(cache.get(key(item))));
    const fresh = items.filter((_, index) => known[index] === undefined);
    const answers = fresh.length > 0 ? await ask(fresh, signal) : [];
    let next = 0;
    return items.map((item, index) => {
      const found = known[index];
      if (found !== undefined) {
        meter?.count("cached");
        return found;
      }
      const answer = answers[next++] as Answer;
      const value = write(answer);
      if (value !== undefined) cache.put(key(item), value);
      return answer;
    });
  };
}

interface Source<Item, Answer> {
  key: (item: Item) => string;
  ask: Ask<Item, Answer>;
  capacity: number;
}

/** `ask`, with every answer kept and calls under way shared. */
function remembered<Item, Answer>({
  key,
  ask,
  capacity,
}: Source<Item, Answer>): (items: readonly Item[], signal?: AbortSignal) => Promise<Answer[]> {
  // A Map keeps insertion order, so its first key is the one used longest ago.
  const known = new Map<string, Promise<Answer>>();
  const keep = (name: string, answer: Promise<Answer>): void => {
    known.delete(name);
    known.set(name, answer);
    const [oldest] = known.keys();
    if (known.size > capacity && oldest !== undefined) known.delete(oldest);
  };
  const forget = (name: string, answer: Promise<Answer>): void => {
    if (known.get(name) === answer) known.delete(name);
  };

  return async (items: readonly Item[], signal?: AbortSignal): Promise<Answer[]> => {
    const names = items.map(key);
    for (;;) {
      signal?.throwIfAborted();
      const answers = new Map<string, Promise<Answer>>();
      const fresh = new Map<string, Item>();
      for (const [i, name] of names.entries()) {
        const answer = known.get(name);
        if (answer) answers.set(name, answer);
        else fresh.set(name, items[i] as Item);
      }
      const asked = fresh.size > 0 ? ask([...fresh.values()], signal) : Promise.resolve([]);
      for (const [i, name] of [...fresh.keys()].entries()) {
        const answer = asked.then((all) => all[i] as Answer);
        answers.set(name, answer);
        answer.then(
          (value) => value === null && forget(name, answer),
          () => forget(name, answer),
        );
      }
      for (const [name, answer] of answers) keep(name, answer);
      await asked;
      const settled = await Promise.allSettled(names.map((name) => answers.get(name) as Promise<Answer>));
      // A call that somebody else made and lost, perhaps by leaving, is made again here.
      if (settled.some(({ status }) => status === "rejected")) continue;
      return settled.map((one) => (one as PromiseFulfilledResult<Answer>).value);
    }
  };
}
