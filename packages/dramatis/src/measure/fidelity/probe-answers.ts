/**
 * Share of an interviewer's yes-or-no questions about the persona's claims that the speaker answers as the claim says.
 *
 * Ours, with Dialogue NLI (Welleck et al. 2019) as judge. The questions are those that `check` asks when it interviews a
 * persona; the transcript says which they are and what they ask about. A "yes" or "no" at the start of the answer decides;
 * without one the judge does (p at least .5, most probable label, either direction), and an answer that says neither is
 * missing as unparsed, an empty one as refused. The unit is an answer. No such question, or no conversation: null, n = 0.
 *
 * @paper 234
 * @needs nli
 */
import type { Measure } from "../../core/index.ts";
import { probeMeasure } from "../probed-replies.ts";

export function probeAnswers(): Measure {
  return probeMeasure("probe-answers", "yes-no");
}
