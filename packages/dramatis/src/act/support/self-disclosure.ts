import { sentences } from "../../transcript/index.ts";
import { canSay } from "../guards/edit-to-agree.ts";

/** First persons that tell nothing of oneself: sympathy, understanding, offers. */
const OF_THE_OTHER =
  /^(?:i(?:'m| am| was)? (?:so |very |really |truly |just )?(?:sorry|glad|happy|here|sure|proud|listening|with|on your|hear|see|understand|imagine|can|could|would|wonder|hope|wish|believe|think|mean|get|know|admire|appreciate)|i'd|i'll)\b.*\b(?:you|your|that|this|it|here)\b/iu;

/**
 * The sentences in which a speaker tells something of themselves. By words: a first person at the start, which is not
 * there only to sympathise ("I am sorry to hear that", "I can imagine how you feel"). English.
 */
export function selfDisclosures(text: string): string[] {
  return sentences(text.replaceAll("’", "'"))
    .map((sentence) => sentence.trim())
    .filter((sentence) => canSay(sentence) && !OF_THE_OTHER.test(sentence));
}
