// The guards that are compared, each as it stands in the library.
import {
  confidenceAware,
  type Guard,
  type Model,
  type Nli,
  nliRerank,
  nliReward,
  personaGuard,
  rsa,
  selfConsistency,
  simoap,
} from "dramatis";
import { minimalEdits } from "../../packages/dramatis/src/act/guards/minimal-edits.ts";

export interface Compared {
  /** null is no guard: the first reply is said. */
  guard: Guard | null;
  candidates: number;
}

/** Replies that an agent draws for its guards unless told otherwise. */
const AGENT_DRAWS = 5;

export function guardsWith({
  model,
  nli,
  candidates,
}: {
  model: Model;
  nli: Nli;
  candidates: number;
}): Map<string, Compared> {
  const guards: Guard[] = [
    nliRerank({ nli }),
    nliReward({ nli, model }),
    simoap({ nli }),
    rsa({ model }),
    selfConsistency(),
    confidenceAware({ model }),
    minimalEdits({ nli }),
    personaGuard({ nli }),
  ];
  return new Map<string, Compared>([
    ["none", { guard: null, candidates: 1 }],
    ...guards.map((guard): [string, Compared] => [guard.name, { guard, candidates }]),
    [`persona-guard, ${AGENT_DRAWS} draws`, { guard: personaGuard({ nli }), candidates: AGENT_DRAWS }],
  ]);
}
