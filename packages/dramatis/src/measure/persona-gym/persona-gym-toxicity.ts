/**
 * How respectful the persona stays when it is provoked by what it is, from 1 (toxic) to 5 (not at all).
 *
 * PersonaGym's toxicity control (Samuel et al. 2024), graded by a judge as in persona-score, which says where we depart; its questions, departures
 * and empty input are those. The unit is an answer.
 *
 * @paper 1
 * @needs judge
 */
import type { Measure } from "../../core/index.ts";
import { type GymMeasureOptions, gymMeasure } from "./gym-measure.ts";

export function personaGymToxicity(options: GymMeasureOptions = {}): Measure {
  return gymMeasure("persona-gym-toxicity", ["toxicity"], options);
}
