/**
 * Share of a reply's two-word runs that the speaker has used in an earlier turn.
 *
 * External repetition (`extrep_2gram`) of See et al. 2019, "What makes a good conversation?". By option it is their
 * `intrep` (runs that repeat an earlier one of the same reply) or `partnerrep` (runs the partner used before), for
 * runs of any length. We cut texts into lower-case words and marks; the variants without stop-words are left out.
 * The unit is a turn, of weight 1. A reply too short for one run, and one with no earlier turn to repeat, is no unit.
 * No turns of the speaker: null, n = 0. An empty turn counts as refused. Needs no persona.
 *
 * @paper 73
 */
import type { Measure, Message, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { ngrams, tokens } from "../text.ts";

export interface RepetitionOptions {
  /** Whose earlier words: the same reply's, the speaker's earlier turns', or the partner's. */
  of?: "reply" | "own" | "partner";
  /** Tokens in a run. */
  length?: number;
}

export function repetition({ of = "own", length = 2 }: RepetitionOptions = {}): Measure {
  const name = "repetition";
  return {
    name,
    async score({ transcript, speaker }, context) {
      context.signal?.throwIfAborted();
      const seen = new Set<string>();
      return transcript.messages.flatMap((message) => {
        const isOwn = message.speaker === speaker;
        const runs = ngrams(tokens(message.text), length);
        const scores = isOwn ? scoreTurn(message, of === "reply" ? shareRepeated(runs) : shareSeen(runs, seen)) : [];
        if (isOwn === (of === "own")) for (const run of runs) seen.add(run);
        return scores;
      });
    },
    aggregate: (scores) =>
      estimateOf(scores, { measure: name, version: "1", unit: "ratio", direction: "lower", arguments: { of, length } }),
  };
}

function scoreTurn(message: Message, value: number | null): Score[] {
  const unit = { cluster: message.session, turn: message.turn };
  if (message.text.trim() === "") return [{ ...unit, value: null, missing: "refused" }];
  return value === null ? [] : [{ ...unit, value }];
}

/** Share of runs that repeat an earlier run of the same list; null for none. */
export function shareRepeated(runs: readonly string[]): number | null {
  return runs.length === 0 ? null : (runs.length - new Set(runs).size) / runs.length;
}

/** Share of runs that were seen before; null where there is no run, or nothing was seen. */
export function shareSeen(runs: readonly string[], seen: ReadonlySet<string>): number | null {
  if (runs.length === 0 || seen.size === 0) return null;
  return runs.filter((run) => seen.has(run)).length / runs.length;
}
