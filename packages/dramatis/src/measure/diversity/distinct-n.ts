/**
 * Share of different runs of words among all that the speaker uses in a conversation.
 *
 * distinct-n of Li et al. 2016, pooled over the speaker's turns of a session; two words to a run unless said. Short
 * texts have more different runs: the shorter of two speakers looks the more diverse (Deshpande et al. 2025), so
 * compare conversations of like length. The unit is a session. No run of that length: null, n = 0; a session of empty
 * turns counts as refused. Needs no persona.
 *
 * @paper 180
 */
import type { Measure } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { ownTurns } from "../own-turns.ts";
import { ngrams, words } from "../text.ts";

export interface DistinctNOptions {
  /** Words in a run. */
  length?: number;
}

export function distinctN({ length = 2 }: DistinctNOptions = {}): Measure {
  const name = "distinct-n";
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      const texts = ownTurns(subject).map(({ text }) => text);
      const cluster = subject.transcript.session;
      if (texts.length > 0 && texts.join("").trim() === "") return [{ cluster, value: null, missing: "refused" }];
      const value = shareDistinct(texts, length);
      return value === null ? [] : [{ cluster, value }];
    },
    aggregate: (scores) =>
      estimateOf(scores, { measure: name, version: "1", unit: "ratio", direction: "higher", arguments: { length } }),
  };
}

/** Unique n-grams over all n-grams, pooled over the texts; null where there are none. */
export function shareDistinct(texts: readonly string[], n: number): number | null {
  const all = texts.flatMap((text) => ngrams(words(text), n));
  return all.length === 0 ? null : new Set(all).size / all.length;
}
