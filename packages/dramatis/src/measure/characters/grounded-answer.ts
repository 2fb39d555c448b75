/**
 * Share of questions about a character's life and world that are answered as the gold answer does.
 *
 * CharacterRAG (AMADEUS, 2025): questions on characters of whom whole documents are known. The authors' rubric was not
 * read; ours gives three marks, of which `mark` is the value: "correct" (1 or 0), "invented" (1 where the answer states
 * something that neither persona nor gold answer holds; lower is better), "inCharacter" (1 to 5). Questions are notes of
 * kind "gold" with `gold`. How well passages were found is `retrievalScores`. The unit is a question; the reason of a bad
 * mark is the evidence. No question: null, n = 0. An empty reply counts as refused, an unusable verdict as unparsed.
 *
 * @paper 132
 * @needs judge
 */
import { z } from "zod";
import type { Measure, Score } from "../../core/index.ts";
import { rubricVersion } from "../../model/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { described } from "../described.ts";
import { judgeOf, remarkOn } from "../judged.ts";
import { judgeReplies } from "./judge-replies.ts";
import { GROUNDED_ANSWER } from "./rubrics.ts";

export interface GroundedAnswerOptions {
  mark?: "correct" | "invented" | "inCharacter";
}

const noted = z.looseObject({ gold: z.string() });

export function groundedAnswer({ mark = "correct" }: GroundedAnswerOptions = {}): Measure {
  const name = "grounded-answer";
  return {
    name,
    async score(subject, context) {
      const persona = described(subject.persona);
      const judged = await judgeReplies({
        subject,
        judge: judgeOf(name, context),
        kind: "gold",
        asks: noted,
        rubric: GROUNDED_ANSWER,
        known: ({ question, asks: { gold } }) => ({ persona, question: question.text, gold }),
        signal: context.signal,
      });
      return judged.map(({ unit, reply, verdict, missing }): Score => {
        if (verdict === null) return { ...unit, value: null, missing };
        const { correct, hallucinated, inCharacter, reason } = verdict;
        const value = { correct: Number(correct), invented: Number(hallucinated), inCharacter }[mark];
        const badness = { correct: 1 - value, invented: value, inCharacter: (5 - value) / 4 }[mark];
        return badness > 0 ? { ...unit, value, evidence: remarkOn(reply, reason, badness) } : { ...unit, value };
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: mark === "inCharacter" ? "points" : "ratio",
        direction: mark === "invented" ? "lower" : "higher",
        arguments: { mark, rubric: rubricVersion(GROUNDED_ANSWER) },
        seed,
      }),
  };
}
