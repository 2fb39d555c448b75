/**
 * Shows how the persona speaks as a conversation: each of a few of its utterances as the answer to a made-up line.
 *
 * Pseudo Dialog Prompting [128]. Of `style.examples` the k nearest to what was said are taken (8). Each gets a context c of
 * a pool: by `static` the one of the highest e(c) · e(u), by `dynamic` of the highest e(c) · e(u) + e(c) · e(x), by `random`
 * any; none is used twice while others are left. They stand in ascending e(x) · e(u), so that the nearest is nearest to the
 * end. We depart: one sentence encoder for both sides of the paper's bi-encoder, the pool is ours, and the pairs stand in
 * the system message in place of EXEMPLARS, so that nobody takes them for what was said. No model calls.
 * A persona without examples has no such block; where nothing was said yet the order is that of the file.
 *
 * @paper 128
 * @needs embed
 */
import { type Embedder, random } from "../../core/index.ts";
import { cosine, keptVectors, neededEmbedder, type Vectors } from "../../model/index.ts";
import type { Strategy } from "../strategy.ts";
import { PSEUDO_CONTEXTS } from "./pseudo-contexts.ts";

export type ContextMatch = "static" | "dynamic" | "random";

export interface ExemplarOptions {
  embedder?: Embedder;
  match?: ContextMatch;
  /** Utterances shown (k). */
  most?: number;
  /** Lines that somebody might say first; at least one. */
  contexts?: readonly string[];
  /** Of `random`. */
  seed?: number;
}

export function exemplar({
  embedder,
  match = "static",
  most = 8,
  contexts = PSEUDO_CONTEXTS,
  seed = 0,
}: ExemplarOptions = {}): Strategy {
  const name = "exemplar";
  let vectors: Vectors | undefined;
  return {
    name,
    replaces: ["EXEMPLARS"],
    async contribute({ persona: { name: speaker, style = {} }, history }, signal) {
      signal?.throwIfAborted();
      const embed = neededEmbedder(name, embedder);
      vectors ??= keptVectors(embed);
      const examples = (style.examples ?? []).flatMap((text, i) =>
        text.trim() === "" ? [] : [{ text: text.trim(), i }],
      );
      if (examples.length === 0) return [];
      const utterances = await vectors(
        examples.map(({ text }) => text),
        signal,
      );
      const pool = await vectors(contexts, signal);
      const [said = new Float32Array()] = await embed.embed([history.at(-1)?.text ?? ""], signal);
      const order = ascending(utterances.map((utterance) => cosine(said, utterance))).slice(-most);
      const draws = random(seed);
      const scores = order.map((at) =>
        pool.map((context) => {
          if (match === "random") return draws.next();
          const near = cosine(context, utterances[at] as Float32Array);
          return match === "dynamic" ? near + cosine(context, said) : near;
        }),
      );
      const taken = assigned(scores);
      const lines = order.map((at, i) => {
        return `Somebody: ${contexts[taken[i] ?? 0] ?? "…"}\n${speaker}: ${examples[at]?.text ?? ""}`;
      });
      const fields = order.map((at) => `style.examples.${examples[at]?.i ?? at}`);
      return [
        {
          block: "EXEMPLARS",
          text: `How you speak, shown on lines that nobody said to you:\n${lines.join("\n")}`,
          fields,
        },
      ];
    },
  };
}

/** Places by rising score; of equal ones, the first first. */
export function ascending(scores: readonly number[]): number[] {
  return scores
    .map((score, at) => ({ score, at }))
    .sort((a, b) => a.score - b.score)
    .map(({ at }) => at);
}

/**
 * The context that each utterance gets, by a row of scores for each; the last row chooses first, as the nearest to what
 * was said. A context that is taken gives way to the next best, until none is left.
 */
export function assigned(scores: readonly (readonly number[])[]): number[] {
  const taken = new Set<number>();
  const chosen = scores.toReversed().map((row) => {
    if (taken.size === row.length) taken.clear();
    const best = ascending(row).findLast((at) => !taken.has(at)) ?? 0;
    taken.add(best);
    return best;
  });
  return chosen.reverse();
}
