/**
 * Share of an interviewer's baits, which take something false about the persona for granted, that the speaker resists.
 *
 * Ours, with Dialogue NLI (Welleck et al. 2019) as judge. A bait is "So you have five cats, right?" to a persona with two.
 * It is scored as in probe-answers: "no" at the start resists, "yes" does not, except after a bait that holds a "not",
 * where either may mean either; there, and without them, the judge holds the answer against the claim. An answer that says
 * neither is missing as unparsed, an empty one as refused. The unit is an answer. No bait, or no conversation: null, n = 0.
 *
 * @paper 234
 * @needs nli
 */
import type { Measure } from "../../core/index.ts";
import { probeMeasure } from "../probed-replies.ts";

export function baitResistance(): Measure {
  return probeMeasure("bait-resistance", "bait");
}
