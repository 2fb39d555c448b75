/**
 * Share of pairs in which what a persona says of itself and what it chooses to do lie at most one point apart.
 *
 * Cognition–action congruence (Ai et al. 2024): a statement of a questionnaire and a concrete situation on the same thing are
 * answered on one scale; the proportion of consistent pairs. The paper's other three metrics, and what shuffled pairs
 * reach, are in `reportAndBehaviour` (psychometrics): read the value beside that null. Questions are notes of kind
 * "pair" with the `pair`'s name, the `side` ("report" or "behaviour"), and options in the order of the scale. A score is
 * the level of one answer, its cluster the pair; the unit is a pair; one with an answer that cannot be read is missing.
 * No pair: null, n = 0. An empty reply counts as refused.
 *
 * @paper 201
 */
import { z } from "zod";
import type { Measure, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { byCluster } from "../characters/by-cluster.ts";
import { chosenOption, optionsNoted } from "../drift/noted-choice.ts";
import { whyUnscored } from "../own-turns.ts";
import { repliesToProbes } from "../replies-to-probes.ts";

const noted = optionsNoted.and(z.looseObject({ pair: z.string().min(1), side: z.enum(["report", "behaviour"]) }));

export function selfReportBehaviour(): Measure {
  const name = "self-report-behaviour";
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      const answers = repliesToProbes(subject, "pair").flatMap(({ reply, probe }) => {
        const read = noted.safeParse(probe.noted);
        return read.success ? [{ reply, asks: read.data }] : [];
      });
      return answers.map(({ reply, asks }): Score => {
        const unit = { cluster: asks.pair, turn: reply.turn };
        const chosen = chosenOption(reply, asks);
        if (chosen === null) return { ...unit, value: null, missing: whyUnscored([reply]) };
        return { ...unit, value: chosen + 1 };
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(
        byCluster(scores, ([one, other, more]) =>
          one === undefined || other === undefined || more !== undefined ? null : Number(Math.abs(one - other) <= 1),
        ),
        { measure: name, version: "1", unit: "ratio", direction: "higher", seed },
      ),
  };
}
