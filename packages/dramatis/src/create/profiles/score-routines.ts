import { actionKey, type Routine, triggerKey } from "./routine-schema.ts";

export interface RoutineScores {
  /** Share of the gold routines that are predicted exactly; 0 where nothing was predicted, null without gold. */
  exact: number | null;
  /** Mean Jaccard over gold routines of triggers and actions together, of triggers, of actions; 0 for one unmatched. */
  jaccard: number | null;
  triggers: number | null;
  actions: number | null;
  /** Of the predicted routines, those matched to a gold one. */
  matched: number;
}

/** Size of what both have over the size of what either has; 1 for two empty sets. */
export function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((item) => other.has(item)).length;
  const either = one.size + other.size - both;
  return either === 0 ? 1 : both / either;
}

/** Each gold routine with at most one predicted: greedily the pair of highest Jaccard first, by EdgeWise [134]. */
export function scoreRoutines(predicted: readonly Routine[], gold: readonly Routine[]): RoutineScores {
  const pairs = gold
    .flatMap((real, g) => predicted.map((ours, p) => ({ g, p, score: jaccard(allOf(ours), allOf(real)) })))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.g - b.g || a.p - b.p);
  const [usedGold, usedOurs] = [new Map<number, number>(), new Set<number>()];
  for (const { g, p } of pairs) {
    if (usedGold.has(g) || usedOurs.has(p)) continue;
    usedGold.set(g, p);
    usedOurs.add(p);
  }
  const share = (of: (ours: Routine, real: Routine) => number): number | null => {
    if (gold.length === 0) return null;
    const sum = [...usedGold].reduce((total, [g, p]) => total + of(predicted[p] as Routine, gold[g] as Routine), 0);
    return sum / gold.length;
  };
  return {
    exact: share((ours, real) => (jaccard(allOf(ours), allOf(real)) === 1 ? 1 : 0)),
    jaccard: share((ours, real) => jaccard(allOf(ours), allOf(real))),
    triggers: share((ours, real) => jaccard(triggersOf(ours), triggersOf(real))),
    actions: share((ours, real) => jaccard(actionsOf(ours), actionsOf(real))),
    matched: usedOurs.size,
  };
}

function triggersOf({ triggers }: Routine): Set<string> {
  return new Set(triggers.map(triggerKey));
}

function actionsOf({ actions }: Routine): Set<string> {
  return new Set(actions.map(actionKey));
}

function allOf(routine: Routine): Set<string> {
  return new Set([...triggersOf(routine), ...actionsOf(routine)]);
}
