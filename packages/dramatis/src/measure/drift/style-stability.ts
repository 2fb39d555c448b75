/**
 * How like each turn's style is to that of the speaker's turn before, by cosine from −1 to 1.
 *
 * Stability of Brandt's synchrony–stability frontier [192] over the lightweight style vector (informality, sentence
 * length, reading ease, function words), in the standard deviations of EmpatheticDialogues rather than of the
 * conversations at hand, so that one conversation has a value. Read it with `style-synchrony`: who ignores the user is
 * perfectly stable; `styleFrontier` names the settings that no other beats. English only: else unsupported. The unit is a
 * turn from the second on. None: null, n = 0. An empty turn counts as refused, one of marks alone as unparsed.
 *
 * @paper 192
 */
import type { Measure } from "../../core/index.ts";
import { ownTurns } from "../own-turns.ts";
import { styleByTurn } from "./style-by-turn.ts";

export function styleStability(): Measure {
  return styleByTurn("style-stability", "higher", (subject, message) => {
    const turns = ownTurns(subject);
    return turns[turns.indexOf(message) - 1] ?? null;
  });
}
