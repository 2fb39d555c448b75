/**
 * How small a speaker's vocabulary is for how much they say, by Maas's index; lower is more diverse.
 *
 * (ln W − ln V) / (ln W)² over W words of which V differ (Maas 1972), which Deshpande et al. 2025 prefer to shares of
 * different words, since it falls little with length; between very short and long conversations it still does. The unit
 * is a session of two words or more. None: null, n = 0; a session of empty turns counts as refused. Needs no persona.
 *
 * @paper 180
 */
import type { Measure } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { ownTurns } from "../own-turns.ts";
import { words } from "../text.ts";

export function maas(): Measure {
  const name = "maas";
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      const turns = ownTurns(subject);
      const cluster = subject.transcript.session;
      if (turns.length > 0 && turns.every(({ text }) => text.trim() === "")) {
        return [{ cluster, value: null, missing: "refused" }];
      }
      const value = maasIndex(turns.flatMap(({ text }) => words(text)));
      return value === null ? [] : [{ cluster, value }];
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "points",
        direction: "lower",
        counts: "conversations",
        seed,
      }),
  };
}

/** Maas's index of a list of words; null below two. */
export function maasIndex(all: readonly string[]): number | null {
  if (all.length < 2) return null;
  return (Math.log(all.length) - Math.log(new Set(all).size)) / Math.log(all.length) ** 2;
}
