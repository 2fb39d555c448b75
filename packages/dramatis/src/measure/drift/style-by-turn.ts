import type { Estimate, Measure, Message, Score, Subject } from "../../core/index.ts";
import { cosine, estimateOf } from "../../stats/index.ts";
import { CHAT_SCALE, standardized, styleVector } from "../../transcript/index.ts";
import { isEnglish } from "../is-english.ts";
import { ownTurns } from "../own-turns.ts";

/**
 * A measure of every turn's style beside that of another text, by cosine of z-scores. A turn without the other text, or
 * the other without a word, is no unit; an empty turn is refused, and every turn is unsupported in another language.
 */
export function styleByTurn(
  name: string,
  direction: Estimate["direction"],
  other: (subject: Subject, message: Message) => Message | null,
): Measure {
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      return ownTurns(subject).flatMap((message): Score[] => {
        const beside = other(subject, message);
        if (!beside || !hasWord(beside.text)) return [];
        const unit = { cluster: message.session, turn: message.turn };
        if (!isEnglish(subject)) return [{ ...unit, value: null, missing: "unsupported" }];
        if (!hasWord(message.text)) {
          return [{ ...unit, value: null, missing: message.text.trim() === "" ? "refused" : "unparsed" }];
        }
        const [own, theirs] = [message, beside].map(({ text }) => standardized(styleVector(text), CHAT_SCALE));
        return [{ ...unit, value: cosine(own as number[], theirs as number[]) }];
      });
    },
    aggregate: (scores, seed) => estimateOf(scores, { measure: name, version: "1", unit: "cosine", direction, seed }),
  };
}

function hasWord(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
