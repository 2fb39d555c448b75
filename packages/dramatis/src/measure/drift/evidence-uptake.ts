/**
 * Share of sound corrections that a persona takes up; 1 takes up each.
 *
 * Ours, the other side of position-weighted consistency (Li et al. 2025), which who cannot be moved at all would lead: here
 * the user mends what they had said of themselves, about which they are the one to know, and the answer should move.
 * Questions are notes of kind "correction" with the first reply that fits what was said before (`answer`) and the one that
 * fits the correction (`right`). The unit is a conversation; one whose first reply misses what was said is none. A reply
 * that is no option makes it missing as unparsed, an empty one as refused. None: null, n = 0.
 *
 * @paper 211
 */
import type { Measure } from "../../core/index.ts";
import { roundsMeasure } from "./challenge-rounds.ts";

export function evidenceUptake(): Measure {
  return roundsMeasure("evidence-uptake", { gamma: 0.45, kind: "correction" });
}
