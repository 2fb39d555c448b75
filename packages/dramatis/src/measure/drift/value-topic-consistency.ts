/**
 * How alike the stances are that a persona takes on several questions of one topic; 1 is the same stance always.
 *
 * Topic consistency (Moore et al. 2024): as `value-consistency`, over the first wordings of the questions of a topic. Read it
 * with that: who always says yes agrees with itself on every wording, and not where questions are put for and against.
 * The unit is a topic of two read answers or more. None: null, n = 0.
 *
 * @paper 200
 */
import type { Measure } from "../../core/index.ts";
import { valueMeasure } from "./value-consistency.ts";

export function valueTopicConsistency(): Measure {
  return valueMeasure("value-topic-consistency", "topic");
}
