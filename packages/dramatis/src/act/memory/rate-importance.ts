// How poignant a memory is, 1 (mundane) to 10: by words, or by a chat model as the generative agents of Park et al. ask.
import { z } from "zod";
import type { Model } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { statedFacts } from "../../transcript/index.ts";
import { appraiseByWords } from "../affect/appraise-by-words.ts";

/** A whole number from 1 to 10 for each text, in order. */
export type RateImportance = (texts: readonly string[], signal?: AbortSignal) => Promise<number[]>;

const TURNING_POINT =
  /\b(?:born|birth|baby|pregnan\w+|died|dead|death|dying|funeral|killed|lost|wedding|married|marry|engaged|divorc\w+|broke up|hospital|surgery|accident|cancer|diagnos\w+|fired|hired|promot\w+|quit|new job|graduat\w+|moved|moving|won|arrested|war)\b/iu;

/**
 * 1, and 2 more where the speaker says something of themselves, 3 more for a turning point of a life (birth, death,
 * marriage, illness, work, moving), and up to 4 more by how good or bad its words feel. English.
 */
export function rateByWords(): RateImportance {
  const appraise = appraiseByWords();
  return (texts, signal) =>
    Promise.all(
      texts.map(async (text) => {
        const felt = Math.abs((await appraise(text, signal))?.valence ?? 0);
        const told = statedFacts(text).length > 0 ? 2 : 0;
        return 1 + told + (TURNING_POINT.test(text) ? 3 : 0) + Math.round(4 * felt);
      }),
    );
}

const TASK = `You rate how poignant memories are to whoever has them.
1 is purely mundane, such as brushing teeth; 10 is extremely poignant, such as a break-up or the birth of a child.
Reply with {"scores": [one whole number from 1 to 10 for each memory, in order]}.`;

/**
 * One call for all texts, and one more where the reply cannot be used; then, or where it has not one score for each,
 * as `otherwise` rates them.
 *
 * @throws ModelError, BudgetError from the model.
 */
export function rateByModel(model: Model, otherwise: RateImportance = rateByWords()): RateImportance {
  const shape = z.object({ scores: z.array(z.int().min(1).max(10)) });
  return async (texts, signal) => {
    if (texts.length === 0) return [];
    const reply = await askJson(model, { task: TASK, material: { memories: texts }, shape }, signal);
    return reply?.scores.length === texts.length ? reply.scores : otherwise(texts, signal);
  };
}
