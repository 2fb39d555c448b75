import { contentId, type Embedder, type Nli, type NliPair, type NliVerdict } from "../core/index.ts";

export interface RememberOptions {
  /** Answers kept; past it the one used longest ago is forgotten. */
  capacity?: number;
}

/**
 * An NLI judge that judges a pair once, however many measures ask, at the same time or later. "Cannot say" and failures
 * are not remembered: they may be better luck next time.
 */
export function rememberNli(nli: Nli, { capacity = 200_000 }: RememberOptions = {}): Nli {
  const judge = remembered<NliPair, NliVerdict | null>({
    key: ({ premise, hypothesis }) => contentId([premise, hypothesis]),
    ask: nli.judge.bind(nli),
    capacity,
  });
  return { id: nli.id, ...(nli.card === undefined ? {} : { card: nli.card }), judge };
}

/** An embedder that embeds a text once; as `rememberNli`. */
export function rememberEmbedder(embedder: Embedder, { capacity = 20_000 }: RememberOptions = {}): Embedder {
  return {
    id: embedder.id,
    get dim() {
      return embedder.dim;
    },
    embed: remembered<string, Float32Array>({
      key: (text) => contentId(text),
      ask: embedder.embed.bind(embedder),
      capacity,
    }),
  };
}

interface Source<Item, Answer> {
  key: (item: Item) => string;
  ask: (items: Item[], signal?: AbortSignal) => Promise<Answer[]>;
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
