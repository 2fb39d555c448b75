/**
 * Share of the speaker's turns that say nearly word for word what another participant has said before.
 *
 * Ours: agents of one model echo each other. A turn is an echo where four fifths of its runs of three words stand in one
 * earlier turn of another. `repetition` counts the speaker's own earlier words, and with `of: "partner"` all that was taken
 * over, word run by word run. The unit is a turn of five words or more with an earlier turn of another; shorter ones ("I see",
 * "good for you") are everybody's. An echo is evidence, with what it repeats. No such turns: null, n = 0. An empty turn
 * counts as refused. Needs no persona.
 *
 * @method
 */
import type { Evidence, Measure, Message, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { ngrams, words } from "../text.ts";

const RUN = 3;
const FEWEST_WORDS = 5;
const MUCH = 0.8;

export function crossAgentRepetition(): Measure {
  const name = "cross-agent-repetition";
  return {
    name,
    async score({ transcript, speaker }, context) {
      context.signal?.throwIfAborted();
      // Run → the earlier messages of others that hold it.
      const heard = new Map<string, Message[]>();
      return transcript.messages.flatMap((message): Score[] => {
        const said = words(message.text);
        const runs = [...new Set(ngrams(said, RUN))];
        if (message.speaker === speaker) return scoreTurn(message, { length: said.length, runs }, heard);
        for (const run of runs) {
          const before = heard.get(run);
          if (before) before.push(message);
          else heard.set(run, [message]);
        }
        return [];
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "lower",
        arguments: { run: RUN, fewestWords: FEWEST_WORDS, echo: MUCH },
        seed,
      }),
  };
}

function scoreTurn(
  message: Message,
  { length, runs }: { length: number; runs: readonly string[] },
  heard: ReadonlyMap<string, readonly Message[]>,
): Score[] {
  const { session, turn, text } = message;
  const unit = { cluster: session, turn };
  if (text.trim() === "") return [{ ...unit, value: null, missing: "refused" }];
  if (length < FEWEST_WORDS || heard.size === 0) return [];
  const shared = new Map<Message, number>();
  for (const run of runs) for (const from of heard.get(run) ?? []) shared.set(from, (shared.get(from) ?? 0) + 1);
  const [from, most] = [...shared].reduce<[Message | null, number]>(
    (best, one) => (one[1] > best[1] ? one : best),
    [null, 0],
  );
  const share = most / runs.length;
  if (from === null || share < MUCH) return [{ ...unit, value: 0 }];
  const against = { turn: from.turn, text: from.text };
  const evidence: Evidence = { session, turn, quote: text, against, verdict: "repeats", strength: share };
  return [{ ...unit, value: 1, evidence }];
}
