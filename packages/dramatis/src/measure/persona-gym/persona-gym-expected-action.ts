/**
 * Whether the persona does, in a given setting, what this persona would do, from 1 to 5.
 *
 * PersonaGym's task expected action (Samuel et al. 2024), graded by a judge as in persona-score, which says where we depart; its questions, departures
 * and empty input are those. The unit is an answer.
 *
 * @paper 1
 * @needs judge
 */
import type { Measure } from "../../core/index.ts";
import { type GymMeasureOptions, gymMeasure } from "./gym-measure.ts";

export function personaGymExpectedAction(options: GymMeasureOptions = {}): Measure {
  return gymMeasure("persona-gym-expected-action", ["expected-action"], options);
}
