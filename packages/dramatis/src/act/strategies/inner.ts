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

/** What was said aloud and what was thought. Brackets without their other half are left out, what they begin is speech. */
export function innerSpeech(text: string): { spoken: string; thoughts: string[]; isBalanced: boolean } {
  const opened: number[] = [];
  const whole: [start: number, end: number][] = [];
  let isBalanced = true;
  for (const { 0: bracket, index } of text.matchAll(/[[\]]/gu)) {
    if (bracket === "[") opened.push(index);
    else {
      const start = opened.pop();
      if (start === undefined) isBalanced = false;
      else whole.push([start, index + 1]);
    }
  }
  if (opened.length > 0) isBalanced = false;
  const outer = whole.filter(([start, end]) => !whole.some(([from, to]) => from < start && to > end));
  outer.sort(([a], [b]) => a - b);
  let spoken = "";
  let after = 0;
  for (const [start, end] of outer) {
    spoken += text.slice(after, start);
    after = end;
  }
  spoken += text.slice(after);
  return {
    spoken: spoken
      .replace(/[[\]]/gu, "")
      .replace(/[ \t]{2,}/gu, " ")
      .trim(),
    thoughts: outer.map(([start, end]) => text.slice(start + 1, end - 1).trim()).filter((thought) => thought !== ""),
    isBalanced,
  };
}
