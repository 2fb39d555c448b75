import type { Embedder, Nli, NliPair } from "../core/index.ts";

/**
 * An NLI judge that judges a pair once, however many measures ask. Wrap the judge for one subject or one trial, whose
 * pairs then fit in memory; calls in flight are shared, and a call that fails is asked again.
 */
export function rememberNli(nli: Nli): Nli {
  const known = new Map<string, Promise<Awaited<ReturnType<Nli["judge"]>>[number]>>();
  const key = ({ premise, hypothesis }: NliPair): string => JSON.stringify([premise, hypothesis]);
  return {
    id: nli.id,
    ...(nli.card === undefined ? {} : { card: nli.card }),
    judge: (pairs, signal) => answerOnce({ known, items: pairs, key, ask: (fresh) => nli.judge(fresh, signal) }),
  };
}

/** An embedder that embeds a text once; as `rememberNli`. */
export function rememberEmbedder(embedder: Embedder): Embedder {
  const known = new Map<string, Promise<Float32Array>>();
  return {
    id: embedder.id,
    dim: embedder.dim,
    embed: (texts, signal) =>
      answerOnce({ known, items: texts, key: (text) => text, ask: (fresh) => embedder.embed(fresh, signal) }),
  };
}

interface Question<Item, Answer> {
  known: Map<string, Promise<Answer>>;
  items: readonly Item[];
  key: (item: Item) => string;
  ask: (fresh: Item[]) => Promise<Answer[]>;
}

async function answerOnce<Item, Answer>({ known, items, key, ask }: Question<Item, Answer>): Promise<Answer[]> {
  const fresh = new Map<string, Item>();
  for (const item of items) if (!known.has(key(item))) fresh.set(key(item), item);
  if (fresh.size > 0) {
    const answers = ask([...fresh.values()]);
    for (const [i, name] of [...fresh.keys()].entries()) {
      const answer = answers.then((all) => all[i] as Answer);
      known.set(name, answer);
      answer.catch(() => known.delete(name));
    }
  }
  return Promise.all(items.map((item) => known.get(key(item)) as Promise<Answer>));
}
