import { z } from "zod";
import type { Model } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { mean, pearson } from "../../stats/index.ts";

/** A situation with what one could do, each action worth something on one or more attributes. */
export interface SituationalTest {
  id: string;
  /** What happens, and to whom. */
  situation: string;
  /** Two or more; `scores` by attribute, whole numbers of at least 0. */
  actions: { text: string; scores: Record<string, number> }[];
  /** Another form of the same test, by which consistency is seen. */
  parallelTo?: string;
}

/** One attribute over many tests. */
export interface SituationalScore {
  /** Worth of the chosen actions over the most that they could be worth; null where nothing was answered. */
  score: number | null;
  answered: number;
  missing: number;
  /** Share of pairs of parallel forms that come out on the same side of the middle; null without a pair. */
  consistency: number | null;
}

/**
 * Scores an attribute over situational judgement tests [106]. The format and this formula are ours: the rubric of the study is
 * not known to us. Tests that are not keyed on the attribute do not count.
 *
 * @param chosen index of the action by test; null where none could be read, absent where it was not asked
 */
export function situationalScore(
  tests: readonly SituationalTest[],
  chosen: Readonly<Record<string, number | null>>,
  attribute: string,
): SituationalScore {
  const own = tests.filter(({ actions }) => actions.some(({ scores }) => scores[attribute] !== undefined));
  const asked = own.filter(({ id }) => chosen[id] !== undefined);
  const worth = asked.flatMap(({ id, actions }) => {
    const action = actions[chosen[id] ?? -1];
    const most = Math.max(...actions.map(({ scores }) => scores[attribute] ?? 0));
    return action && most > 0 ? [{ id, gained: action.scores[attribute] ?? 0, most }] : [];
  });
  const total = worth.reduce((sum, { most }) => sum + most, 0);
  const sides = new Map(worth.map(({ id, gained, most }) => [id, gained / most >= 0.5]));
  const pairs = own.flatMap(({ id, parallelTo }) => {
    const [one, other] = [sides.get(id), sides.get(parallelTo ?? "")];
    return one === undefined || other === undefined ? [] : [Number(one === other)];
  });
  return {
    score: total === 0 ? null : worth.reduce((sum, { gained }) => sum + gained, 0) / total,
    answered: worth.length,
    missing: asked.length - worth.length,
    consistency: mean(pairs),
  };
}

/** Whether those with more of an attribute act like it: correlation of assigned level and score; null where one is constant. */
export function situationalMonotony(levels: readonly number[], scores: readonly number[]): number | null {
  return pearson(levels, scores);
}

/** What situational judgement tests are to be written for. */
export interface SituationalBrief {
  /** Such as "a nurse on a night shift". */
  role: string;
  attribute: string;
  /** What the attribute means, at both ends. */
  meaning: string;
  count: number;
}

const TASK = `Write situational judgement tests. Each is a realistic situation of the given role, in which the given
attribute decides what one does, and four actions that a real person could take, each worth 0 to 3 on the attribute: 0 for the
least of it, 3 for the most, every worth once. No action may be silly, and none may name the attribute.
Reply with {"tests": [{"situation": "…", "actions": [{"text": "…", "worth": 0}]}]}.`;

/**
 * Has a chat model write tests of one attribute for a role [106]. What does not fit the shape, or is written twice, is left out.
 *
 * @returns at most `count` tests; fewer where the model's could not be used
 * @throws ModelError, BudgetError from the model.
 */
export async function writeSituationalTests(
  model: Model,
  { role, attribute, meaning, count }: SituationalBrief,
  signal?: AbortSignal,
): Promise<SituationalTest[]> {
  const material = { role, attribute, meaning, count };
  const reply = await askJson(model, { task: TASK, material, shape: written }, signal);
  const seen = new Set<string>();
  return (reply?.tests ?? [])
    .filter(({ situation, actions }) => {
      const worths = actions.map(({ worth }) => worth).sort();
      const isNew = !seen.has(situation) && worths.join() === "0,1,2,3";
      seen.add(situation);
      return isNew;
    })
    .slice(0, count)
    .map(({ situation, actions }, i) => ({
      id: `${attribute}-${i + 1}`,
      situation,
      actions: actions.map(({ text, worth }) => ({ text, scores: { [attribute]: worth } })),
    }));
}

const text = z.string().regex(/\S/);
const written = z.object({
  tests: z.array(z.object({ situation: text, actions: z.array(z.object({ text, worth: z.int().min(0).max(3) })) })),
});
