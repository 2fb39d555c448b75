/**
 * Situational judgement tests: how much of an attribute the chosen actions show, and tests that a model writes.
 *
 * Methods C11 after [106]: keyed worth of what was chosen over the most that the items could give; parallel forms agree where
 * they come out on one side; monotonicity is the correlation with the assigned level. The format is ours. Nothing chosen: null.
 *
 * @function
 * @paper 106
 */
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
  const shares = new Map(worth.map(({ id, gained, most }) => [id, gained / most]));
  return {
    score: total === 0 ? null : worth.reduce((sum, { gained }) => sum + gained, 0) / total,
    answered: worth.length,
    missing: asked.length - worth.length,
    consistency: mean(parallelPairs(own, shares).map(({ same }) => Number(same))),
  };
}

/**
 * Pairs of parallel forms of which both were answered, and whether they come out on the same side of the middle.
 *
 * @param shares what was gained of the most that could be, 0..1, by test
 */
export function parallelPairs(
  tests: readonly { id: string; parallelTo?: string }[],
  shares: ReadonlyMap<string, number>,
): { id: string; same: boolean }[] {
  return tests.flatMap(({ id, parallelTo = "" }) => {
    const [one, other] = [shares.get(id), shares.get(parallelTo)];
    return one === undefined || other === undefined ? [] : [{ id, same: one >= 0.5 === other >= 0.5 }];
  });
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

const RULES = `Each has four actions that a real person could take, each worth 0 to 3 on the attribute: 0 for the least of it, 3
for the most, every worth once. No action may be silly, and none may name the attribute.`;

const TASK = `Write situational judgement tests: realistic situations of the given role, in which the given attribute decides
what one does, and none like those under "written". ${RULES}
Reply with {"tests": [{"situation": "…", "actions": [{"text": "…", "worth": 0}]}]}.`;

const PARALLEL_TASK = `Write another form of each situational judgement test: the same attribute is put to the test as hard,
but it happens elsewhere, with other people and things. ${RULES}
Reply with {"tests": [{"number": 1, "situation": "…", "actions": [{"text": "…", "worth": 0}]}]}, numbers as given.`;

/** Of more, a model loses count. */
const MOST_AT_ONCE = 10;

/**
 * Has a chat model write tests of one attribute for a role [106], ten at a time until there are enough or no new one comes.
 * What does not fit the shape, or is written twice, is left out.
 *
 * @returns at most `count` tests; fewer where the model's could not be used
 * @throws ModelError, BudgetError from the model.
 */
export async function writeSituationalTests(
  model: Model,
  { role, attribute, meaning, count }: SituationalBrief,
  signal?: AbortSignal,
): Promise<SituationalTest[]> {
  const found = new Map<string, Written>();
  for (let before = -1; found.size > before && found.size < count; ) {
    before = found.size;
    const wanted = Math.min(MOST_AT_ONCE, count - found.size);
    const material = { role, attribute, meaning, count: wanted, written: [...found.keys()] };
    const reply = await askJson(model, { task: TASK, material, shape: replyOf(written) }, signal);
    for (const one of reply?.tests ?? []) if (isWhole(one) && found.size < count) found.set(one.situation, one);
  }
  return [...found.values()].map((one, i) => testOf(one, { id: `${attribute}-${i + 1}`, attribute }));
}

/**
 * Has a chat model write another form of each test, by which the consistency of answers can be seen.
 *
 * @returns forms of those tests for which one could be used, each `parallelTo` its test
 * @throws ModelError, BudgetError from the model.
 */
export async function writeParallelForms(
  model: Model,
  { tests, role, attribute, meaning }: Omit<SituationalBrief, "count"> & { tests: readonly SituationalTest[] },
  signal?: AbortSignal,
): Promise<SituationalTest[]> {
  const forms = new Map<string, SituationalTest>();
  for (let from = 0; from < tests.length; from += MOST_AT_ONCE) {
    const some = tests.slice(from, from + MOST_AT_ONCE);
    const given = some.map(({ situation }, i) => ({ number: i + 1, situation }));
    const material = { role, attribute, meaning, tests: given };
    const reply = await askJson(model, { task: PARALLEL_TASK, material, shape: replyOf(numbered) }, signal);
    for (const { number, ...one } of reply?.tests ?? []) {
      const test = some[number - 1];
      if (test === undefined || !isWhole(one) || one.situation === test.situation) continue;
      forms.set(test.id, { ...testOf(one, { id: `${test.id}-form`, attribute }), parallelTo: test.id });
    }
  }
  return [...forms.values()];
}

const text = z.string().regex(/\S/);
const written = z.object({
  situation: text,
  actions: z.array(z.object({ text, worth: z.int().min(0).max(3) })),
});
type Written = z.infer<typeof written>;
const numbered = written.extend({ number: z.int() });

function replyOf<T extends z.ZodType>(test: T): z.ZodObject<{ tests: z.ZodArray<T> }> {
  return z.object({ tests: z.array(test) });
}

/** Every worth once, and no action twice. */
function isWhole({ actions }: Written): boolean {
  const worths = actions.map(({ worth }) => worth).sort();
  return worths.join() === "0,1,2,3" && new Set(actions.map((action) => action.text)).size === actions.length;
}

function testOf(
  { situation, actions }: Written,
  { id, attribute }: { id: string; attribute: string },
): SituationalTest {
  return { id, situation, actions: actions.map(({ text, worth }) => ({ text, scores: { [attribute]: worth } })) };
}
