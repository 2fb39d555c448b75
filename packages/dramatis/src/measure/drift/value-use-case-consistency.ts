/**
 * How alike the stances are that a persona takes on one question put with options and put openly; 1 is the same stance.
 *
 * Use-case consistency (Moore et al. 2024): as `value-consistency`, over the first wording of a question in both forms; the
 * judge gives open answers a stance. The unit is a question with both answers; an open one without a stance is missing as
 * unparsed. None: null, n = 0.
 *
 * @paper 200
 * @needs judge
 */
import type { Measure } from "../../core/index.ts";
import { valueMeasure } from "./value-consistency.ts";

export function valueUseCaseConsistency(): Measure {
  return valueMeasure("value-use-case-consistency", "use-case");
}
