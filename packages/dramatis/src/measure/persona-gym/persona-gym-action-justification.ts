/**
 * Whether the persona justifies what it did by who it is, from 1 to 5.
 *
 * PersonaGym's task action justification (Samuel et al. 2024), graded by a judge as in persona-score, which says where we depart; its questions, departures
 * and empty input are those. The unit is an answer.
 *
 * @paper 1
 * @needs judge
 */
import type { Measure } from "../../core/index.ts";
import { type GymMeasureOptions, gymMeasure } from "./gym-measure.ts";

export function personaGymActionJustification(options: GymMeasureOptions = {}): Measure {
  return gymMeasure("persona-gym-action-justification", ["action-justification"], options);
}
