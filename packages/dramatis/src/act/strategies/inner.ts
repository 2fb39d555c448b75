/**
 * Has the persona think before it speaks, and keeps the thought private.
 *
 * CoSER's format [67]: [a thought] that nobody else hears, (an action) that others see, and plain speech. What stands in
 * square brackets, nested ones with it, is taken out of what is said and kept in the evidence as `thoughts`; the model is
 * shown it again in the persona's own turns. A reply with an unbalanced bracket, or of thoughts only, is drawn once more;
 * then what is left outside of whole brackets is speech, and "…" where nothing is. We depart: a recalled turn has its
 * thoughts before its words, wherever they stood. No further model calls. Blank words are taken as thoughts only.
 *
 * @paper 67
 */
import { z } from "zod";
import { innerSpeech } from "../../transcript/index.ts";
import type { Strategy } from "../strategy.ts";

const FORMAT = `Before you speak, think: begin your reply with what you think or feel in [square brackets], one short sentence
that nobody else can hear. Then say your words aloud. What others can see you do goes in (round brackets).
Like this: [I hope she does not ask about the letter.] (looks away) It is getting late.`;

const evidence = z.object({ thoughts: z.array(z.string()).min(1) });

export function inner(): Strategy {
  return {
    name: "inner",
    async contribute(_view, signal) {
      signal?.throwIfAborted();
      return [{ block: "THOUGHT", text: FORMAT, fields: [] }];
    },
    recalled({ text, evidence: kept }) {
      const read = evidence.safeParse(kept);
      return read.success ? `${read.data.thoughts.map((thought) => `[${thought}]`).join(" ")} ${text}` : text;
    },
    read(text, _view, isLast) {
      const { spoken, thoughts, isBalanced } = innerSpeech(text);
      if (!isLast && (!isBalanced || spoken === "")) return null;
      return { text: spoken === "" ? "…" : spoken, ...(thoughts.length > 0 && { evidence: { thoughts } }) };
    },
  };
}
