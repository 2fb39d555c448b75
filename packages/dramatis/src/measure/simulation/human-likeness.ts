/**
 * Where one side of a conversation lies among people's, by what can be counted: turn length, question rate or distinct-2.
 *
 * Ours. The value is the share of people in open dialogues (PersonaChat, CaSiNo, PersuasionForGood; human-dialogues.json, made by
 * benchmarks/realism) who have less, ties by half: 0.5 is the middle, near 0 or 1 few people are. It says nothing of what was said: a talk can
 * lie in the middle by all three and be nonsense, and people in other settings differ. `humanDistance` compares many
 * conversations at once. The unit is a conversation. No turns with words, and for distinct-2 fewer than 60: null, n = 0, or
 * refused where all turns are empty.
 *
 * @method
 */
import type { Measure } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { ownTurns } from "../own-turns.ts";
import { type HumanCorpus, humanQuantiles, shareBelow } from "./human-dialogues.ts";
import { type Surface, surfaceStatistics } from "./surface-statistics.ts";

export interface HumanLikenessOptions {
  of?: Surface;
  /** Which people. */
  among?: HumanCorpus;
}

export function humanLikeness({ of = "turn-length", among = "all" }: HumanLikenessOptions = {}): Measure {
  const name = "human-likeness";
  const quantiles = humanQuantiles(among, of);
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      const turns = ownTurns(subject).map(({ text }) => text);
      const cluster = subject.transcript.session;
      if (turns.length > 0 && turns.every((text) => text.trim() === "")) {
        return [{ cluster, value: null, missing: "refused" }];
      }
      const found = surfaceStatistics(turns)[of];
      return found === null ? [] : [{ cluster, value: shareBelow(found, quantiles) }];
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "none",
        arguments: { of, among },
        counts: "conversations",
        seed,
      }),
  };
}
