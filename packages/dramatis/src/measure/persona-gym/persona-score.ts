/**
 * How well a persona is played over the five tasks of PersonaGym, from 1 to 5: the unweighted mean of the tasks' means.
 *
 * PersonaScore of Samuel et al. 2024. A judge, and a second evaluator where one is given, grades the answers of a suite
 * whose probes have the kind persona-gym, by a rubric for each task and example answers of every score; examples that the
 * suite lacks the judge writes. We depart: rubrics in our words; the reason and the score as data; an unread score is
 * missing, where the authors' code has it 0 if a whole batch is unread; an answer's score is the mean of its evaluators'.
 * Up to five answers of a conversation are graded at once, and the questions of a suite are asked in a conversation each, so
 * there it is one at a time; `personaGymResult` grades across conversations in batches as the paper does. A refusal is
 * graded, and counted by refusal-rate; an empty answer counts as refused. Where a task lacks all its answers it is in no
 * mean. The unit is an answer; a poor one is evidence with the judge's reason. No such probe: null, n = 0.
 *
 * @paper 1
 * @needs judge
 */
import type { Measure } from "../../core/index.ts";
import { type GymMeasureOptions, gymMeasure } from "./gym-measure.ts";
import { TASKS } from "./tasks.prompts.ts";

export function personaScore(options: GymMeasureOptions = {}): Measure {
  return gymMeasure("persona-score", TASKS, options);
}
