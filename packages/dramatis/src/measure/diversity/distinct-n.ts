/**
 * Share of different runs of words among all that the speaker uses in a conversation.
 *
 * distinct-n of Li et al. 2016, pooled over the speaker's turns of a session; two words to a run unless said. Short
 * texts have more different runs: the shorter of two speakers looks the more diverse (Deshpande et al. 2025), so
 * compare conversations of like length. The unit is a session; its evidence is the turn with the fewest new runs. No run of
 * that length: null, n = 0; a session of empty turns counts as refused. Needs no persona.
 *
 * @paper 180
 */
import type { Measure, Message } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { ownTurns } from "../own-turns.ts";
import { remark } from "../point-at-extreme.ts";
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
      const turns = ownTurns(subject);
      const cluster = subject.transcript.session;
      if (turns.length > 0 && turns.every(({ text }) => text.trim() === "")) {
        return [{ cluster, value: null, missing: "refused" }];
      }
      const value = shareDistinct(
        turns.map(({ text }) => text),
        length,
      );
      const stale = leastNew(turns, length);
      return value === null ? [] : [{ cluster, value, ...(stale && { evidence: remark(stale) }) }];
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: { length },
        counts: "conversations",
        seed,
      }),
  };
}

/** Unique n-grams over all n-grams, pooled over the texts; null where there are none. */
export function shareDistinct(texts: readonly string[], n: number): number | null {
  const all = texts.flatMap((text) => ngrams(words(text), n));
  return all.length === 0 ? null : new Set(all).size / all.length;
}

/** The turn with the smallest share of runs that no earlier turn has; null where every run is new. */
function leastNew(turns: readonly Message[], n: number): { message: Message; extremity: number } | null {
  const seen = new Set<string>();
  let least: { message: Message; extremity: number } | null = null;
  for (const message of turns) {
    const runs = ngrams(words(message.text), n);
    const extremity = runs.length === 0 ? 0 : runs.filter((run) => seen.has(run)).length / runs.length;
    if (extremity > (least?.extremity ?? 0)) least = { message, extremity };
    for (const run of runs) seen.add(run);
  }
  return least;
}
