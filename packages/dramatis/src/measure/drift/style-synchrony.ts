/**
 * How like each turn's style is to that of what the partner said before it, by cosine from −1 to 1.
 *
 * Synchrony of Brandt's synchrony–stability frontier [192]; see `style-stability` for the vector and its scale. No
 * direction is better by itself: matching the user builds rapport, and all of it is mimicry. English only: else
 * unsupported. The unit is a turn that answers somebody. None: null, n = 0. An empty turn counts as refused, one of marks
 * alone as unparsed.
 *
 * @paper 192
 */
import type { Measure } from "../../core/index.ts";
import { partnerBefore } from "../own-turns.ts";
import { styleByTurn } from "./style-by-turn.ts";

export function styleSynchrony(): Measure {
  return styleByTurn("style-synchrony", "none", partnerBefore);
}
