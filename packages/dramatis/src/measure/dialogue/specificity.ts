/**
 * How rare the words of a reply are, from 0 (the commonest word) to 1 (the rarest).
 *
 * Specificity (`avg_nidf`) of See et al. 2019: the mean over known words of the normalised inverse document frequency
 * NIDF(w) = (log max c − log c_w) / (log max c − log min c), c_w the responses that hold w. We depart: the counts are of
 * PersonaChat's validation set alone, not of PersonaChat and Twitter, so figures do not compare with the paper's.
 * Unknown words are left out; a reply of unknown words only has 1. English only: for a persona whose `style.language` is
 * another, turns are missing as unsupported. The unit is a turn; the least specific one is the evidence. No turns of the
 * speaker: null, n = 0. An empty turn counts as refused. Needs no persona.
 *
 * @paper 73
 */
import type { Measure } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { isEnglish } from "../is-english.ts";
import { ownTurns, whyUnscored } from "../own-turns.ts";
import { pointAtExtreme, type ScoredTurn } from "../point-at-extreme.ts";
import { tokens } from "../text.ts";
import shipped from "./nidf-counts.json" with { type: "json" };

export function specificity(): Measure {
  const name = "specificity";
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      const english = isEnglish(subject);
      const turns = ownTurns(subject).map((message): ScoredTurn => {
        const unit = { cluster: message.session, turn: message.turn, value: null };
        const all = tokens(message.text);
        if (all.length === 0) return { message, score: { ...unit, missing: whyUnscored([message]) } };
        if (!english) return { message, score: { ...unit, missing: "unsupported" } };
        const value = averageNidf(all, shippedNidf);
        return { message, score: { ...unit, value }, extremity: 1 - value };
      });
      return pointAtExtreme(turns);
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, { measure: name, version: "1", unit: "ratio", direction: "none", seed }),
  };
}

/** NIDF of each counted word, in [0, 1]; 0 for all where every count is the same. */
export function nidfOf(counts: ReadonlyMap<string, number>): Map<string, number> {
  const logs = [...counts.values()].map(Math.log);
  const most = logs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const spread = most - logs.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return new Map([...counts].map(([word, count]) => [word, spread === 0 ? 0 : (most - Math.log(count)) / spread]));
}

/** Mean NIDF of the known words; 1 where none is known. */
export function averageNidf(all: readonly string[], nidf: ReadonlyMap<string, number>): number {
  const known = all.flatMap((word) => nidf.get(word) ?? []);
  return known.length === 0 ? 1 : known.reduce((sum, one) => sum + one, 0) / known.length;
}

const shippedNidf: ReadonlyMap<string, number> = nidfOf(
  new Map(
    Object.entries(shipped.words).flatMap(([count, list]) =>
      list.split(" ").map((word) => [word, Number(count)] as const),
    ),
  ),
);
