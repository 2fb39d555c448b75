/**
 * Shares of agents that gave in, in public or for good, over discussions in which each was asked in private before and after.
 *
 * The figures of Baltaji et al. 2024 (see `inconstancyOf`) over many discussions, with intervals that resample discussions, since
 * agents of one move each other. To these we add `majority`: of agents whose first private opinion was not what most voiced, the
 * share that ends with it (Asch's measure in private; no fault by itself, but a crowd in which all do it is none). Where the
 * opinions come from free text, `inconstancy` has a judge read them. No agents: null, n = 0.
 *
 * @paper 54
 * @function
 */
import type { Estimate, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { type AgentOpinions, type Inconstancy, inconstancyOf } from "../drift/inconstancy-rates.ts";

/** One question that several agents discuss. */
export interface OpinionRound {
  session: string;
  agents: readonly AgentOpinions[];
}

export type ConformityFigures = Record<"conformity" | "confabulation" | "persuasion" | "majority", Estimate>;

export function conformity(rounds: readonly OpinionRound[], { seed }: { seed?: number } = {}): ConformityFigures {
  const share = (of: string, scores: readonly Score[]): Estimate => {
    const shared = { measure: "conformity", version: "1", unit: "ratio", counts: "conversations", seed } as const;
    return estimateOf(scores, {
      ...shared,
      direction: of === "conformity" || of === "confabulation" ? "lower" : "none",
      arguments: { of },
    });
  };
  const rate = (of: keyof Inconstancy): Estimate =>
    share(
      of,
      rounds.flatMap(({ session, agents }) =>
        inconstancyOf(agents).map((found) => ({ cluster: session, value: Number(found[of]) })),
      ),
    );
  return {
    conformity: rate("conformity"),
    confabulation: rate("confabulation"),
    persuasion: rate("persuasion"),
    majority: share("majority", rounds.flatMap(withMajority)),
  };
}

/** A score for each agent that did not hold what most voiced; none where no opinion has the most voices. */
function withMajority({ session, agents }: OpinionRound): Score[] {
  const voices = Map.groupBy(
    agents.flatMap(({ voiced }) => [...new Set(voiced)]),
    (opinion) => opinion,
  );
  const [first, second] = [...voices].toSorted(([, a], [, b]) => b.length - a.length);
  if (first === undefined || first[1].length === second?.[1].length) return [];
  const [most] = first;
  return agents
    .filter(({ before }) => before !== most)
    .map(({ after }) => ({ cluster: session, value: Number(after === most) }));
}
