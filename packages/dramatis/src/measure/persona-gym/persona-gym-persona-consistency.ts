/**
 * Whether the persona keeps to what is stated of it and invents nothing, from 1 to 5.
 *
 * PersonaGym's task persona consistency (Samuel et al. 2024), graded by a judge as in persona-score, which says where we depart; its questions, departures
 * and empty input are those. The unit is an answer.
 *
 * @paper 1
 * @needs judge
 */
import type { Measure } from "../../core/index.ts";
import { type GymMeasureOptions, gymMeasure } from "./gym-measure.ts";

export function personaGymPersonaConsistency(options: GymMeasureOptions = {}): Measure {
  return gymMeasure("persona-gym-persona-consistency", ["persona-consistency"], options);
}
