/**
 * Share of what a lorebook entry says that the reply to a question about it says too.
 *
 * Ours: of the distinct content words of the entry that the question does not hold, the share that the reply holds, as in
 * ROUGE-1's recall (Lin 2004), at most `WANTED` of them asked for, since a good answer is no recital. The questions are
 * those of an interview whose persona has a lorebook; the transcript holds them with the entry's text. Function words do
 * not count. English only: for a persona whose `style.language` is another, replies are missing as unsupported. The unit
 * is a reply; the least knowing one is the evidence. No such question: null, n = 0. An empty reply counts as refused.
 *
 * @method
 */
import type { Measure } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { FUNCTION_WORDS, words } from "../../transcript/index.ts";
import { isEnglish } from "../is-english.ts";
import { pointAtExtreme, type ScoredTurn } from "../point-at-extreme.ts";
import { repliesToProbes } from "../replies-to-probes.ts";

const WANTED = 5;

export function loreRecall(): Measure {
  const name = "lore-recall";
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      const turns = repliesToProbes(subject, "lore").flatMap(({ reply, probe, question }): ScoredTurn[] => {
        const asked = contentWords(question.text);
        const wanted = [...contentWords(probe.content ?? "")].filter((word) => !asked.has(word));
        if (wanted.length === 0) return [];
        const unit = { cluster: reply.session, turn: reply.turn, value: null };
        if (!isEnglish(subject)) return [{ message: reply, score: { ...unit, missing: "unsupported" } }];
        if (reply.text.trim() === "") return [{ message: reply, score: { ...unit, missing: "refused" } }];
        const answer = contentWords(reply.text);
        const said = wanted.filter((word) => answer.has(word)).length;
        const value = Math.min(1, said / Math.min(WANTED, wanted.length));
        const against = { text: probe.content ?? "" };
        return [{ message: reply, score: { ...unit, value }, extremity: 1 - value, against }];
      });
      return pointAtExtreme(turns);
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: { wanted: WANTED },
        seed,
      }),
  };
}

function contentWords(text: string): Set<string> {
  return new Set(words(text).filter((word) => word.length > 2 && !FUNCTION_WORDS.has(word)));
}
