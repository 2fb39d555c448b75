/**
 * Share of a reply's two-word runs that the speaker has used in an earlier turn.
 *
 * External repetition (`extrep_2gram`) of See et al. 2019, "What makes a good conversation?". By option it is their
 * `intrep` (runs that repeat an earlier one of the same reply) or `partnerrep` (runs the partner used before), for
 * runs of any length. We cut texts into lower-case words and marks; the variants without stop-words are left out.
 * The unit is a turn, of weight 1. A reply too short for one run, and one with no earlier turn to repeat, is no unit.
 * A turn that repeats half of its runs or more is evidence, with the earlier turn that most of them come from.
 * No turns of the speaker: null, n = 0. An empty turn counts as refused. Needs no persona.
 *
 * @paper 73
 */
import type { Evidence, Measure, Message, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { ngrams, tokens } from "../text.ts";

export interface RepetitionOptions {
  /** Whose earlier words: the same reply's, the speaker's earlier turns', or the partner's. */
  of?: "reply" | "own" | "partner";
  /** Tokens in a run. */
  length?: number;
}

/** Share of repeated runs from which a turn is pointed at. */
const MUCH = 0.5;

export function repetition({ of = "own", length = 2 }: RepetitionOptions = {}): Measure {
  const name = "repetition";
  return {
    name,
    async score({ transcript, speaker }, context) {
      context.signal?.throwIfAborted();
      // Run → the last message that held it.
      const seen = new Map<string, Message>();
      return transcript.messages.flatMap((message) => {
        const isOwn = message.speaker === speaker;
        const runs = ngrams(tokens(message.text), length);
        const scores = isOwn ? scoreTurn(message, of === "reply" ? withinReply(runs) : sinceBefore(runs, seen)) : [];
        if (isOwn === (of === "own")) for (const run of runs) seen.set(run, message);
        return scores;
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "lower",
        arguments: { of, length },
        seed,
      }),
  };
}

/** A share of repeated runs, and the earlier message that most of them were last heard in. */
interface Repeated {
  share: number;
  from?: Message;
}

function scoreTurn(message: Message, repeated: Repeated | null): Score[] {
  const { session, turn, text } = message;
  const unit = { cluster: session, turn };
  if (text.trim() === "") return [{ ...unit, value: null, missing: "refused" }];
  if (repeated === null) return [];
  const { share, from } = repeated;
  if (share < MUCH) return [{ ...unit, value: share }];
  const against = from && { turn: from.turn, text: from.text };
  const evidence: Evidence = {
    session,
    turn,
    quote: text,
    ...(against && { against }),
    verdict: "repeats",
    strength: share,
  };
  return [{ ...unit, value: share, evidence }];
}

function withinReply(runs: readonly string[]): Repeated | null {
  const share = shareRepeated(runs);
  return share === null ? null : { share };
}

/** null where there is no run, or nothing was said before. */
function sinceBefore(runs: readonly string[], seen: ReadonlyMap<string, Message>): Repeated | null {
  if (runs.length === 0 || seen.size === 0) return null;
  const from = runs.flatMap((run) => seen.get(run) ?? []);
  const [most] = [...Map.groupBy(from, (message) => message)].toSorted(([, a], [, b]) => b.length - a.length);
  return { share: from.length / runs.length, ...(most && { from: most[0] }) };
}

/** Share of runs that repeat an earlier run of the same list; null for none. */
export function shareRepeated(runs: readonly string[]): number | null {
  return runs.length === 0 ? null : (runs.length - new Set(runs).size) / runs.length;
}
