/**
 * Whether the persona's answers sound like it, in words, syntax, tone and jargon, from 1 to 5.
 *
 * PersonaGym's task linguistic habits (Samuel et al. 2024), graded by a judge as in persona-score, which says where we depart; its questions, departures
 * and empty input are those. The unit is an answer.
 *
 * @paper 1
 * @needs judge
 */
import type { Measure } from "../../core/index.ts";
import { type GymMeasureOptions, gymMeasure } from "./gym-measure.ts";

export function personaGymLinguisticHabits(options: GymMeasureOptions = {}): Measure {
  return gymMeasure("persona-gym-linguistic-habits", ["linguistic-habits"], options);
}
