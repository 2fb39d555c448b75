import type { Random } from "../../core/index.ts";

/** Stages of change that a client goes through. */
export type ClientState = "Precontemplation" | "Contemplation" | "Preparation" | "Terminate";

/** What a client may do with a turn, with what each means to who plays it. */
export const CLIENT_ACTIONS = {
  Deny: "deny that there is anything to change",
  Downplay: "make the matter smaller than it is, from this belief of yours",
  Blame: "lay it on somebody or something else, from this belief of yours",
  Engage: "take up what was said, politely and without giving anything away",
  Inform: "tell this of yourself",
  Hesitate: "show that you are of two minds, from this belief of yours",
  Doubt: "doubt that you could do it",
  Acknowledge: "admit that there is something in what was said",
  Accept: "agree to what was suggested",
  Reject: "turn down what was suggested, and say what is wrong with it",
  Plan: "say that you could do this",
} as const;
export type ClientAction = keyof typeof CLIENT_ACTIONS;

/**
 * The actions of each state, in order: those that the authors' annotators met in it (373 client turns of Precontemplation, 365
 * of Contemplation, 140 of Preparation), but for two stray ones.
 */
export const STATE_ACTIONS: Readonly<Record<Exclude<ClientState, "Terminate">, readonly ClientAction[]>> = {
  Precontemplation: ["Deny", "Downplay", "Blame", "Engage", "Inform"],
  Contemplation: ["Engage", "Inform", "Hesitate", "Doubt", "Acknowledge"],
  Preparation: ["Engage", "Inform", "Accept", "Reject", "Plan"],
};

/** How a client of this receptivity acts, in percent: the first row whose bound is above it (Yang et al. [197], released code). */
const RECEPTIVITY: readonly { below: number; percent: Partial<Record<ClientAction, number>> }[] = [
  { below: 2, percent: { Deny: 23, Downplay: 28, Blame: 15, Engage: 11, Inform: 22 } },
  { below: 3, percent: { Deny: 20, Downplay: 25, Blame: 10, Engage: 15, Inform: 30 } },
  { below: 4, percent: { Deny: 19, Downplay: 21, Blame: 11, Engage: 13, Inform: 36 } },
  { below: 5, percent: { Deny: 9, Downplay: 20, Blame: 13, Engage: 14, Inform: 44 } },
  { below: Number.POSITIVE_INFINITY, percent: { Deny: 7, Downplay: 13, Blame: 4, Engage: 16, Inform: 60 } },
];

/** @param receptivity 1..5. @throws RangeError outside */
export function receptivityRow(receptivity: number): Partial<Record<ClientAction, number>> {
  if (!(receptivity >= 1 && receptivity <= 5)) {
    throw new RangeError(`invalid receptivity; not in [1, 5]: ${receptivity}`);
  }
  return (RECEPTIVITY.find(({ below }) => receptivity < below) as (typeof RECEPTIVITY)[number]).percent;
}

export interface ActionsOptions {
  actions: readonly ClientAction[];
  /** Percent of each as the talk calls for it; all alike where null. */
  context: Partial<Record<ClientAction, number>> | null;
  /** Added to it; the context alone where absent, as no rows are published for the later states. */
  row?: Partial<Record<ClientAction, number>>;
  /** What there is nothing left for. */
  without?: ReadonlySet<ClientAction>;
}

/**
 * Probabilities of the actions: context and row each as shares of their sum, added, what cannot be done set to 0, and scaled
 * to 1. Where nothing is left of them, those that can be done are alike.
 */
export function actionDistribution({
  actions,
  context,
  row,
  without = new Set(),
}: ActionsOptions): Map<ClientAction, number> {
  const uniform = Object.fromEntries(actions.map((action) => [action, 1]));
  const sources = [context === null ? uniform : context, ...(row ? [row] : [])].map((source) => {
    const total = actions.reduce((sum, action) => sum + (source[action] ?? 0), 0);
    return (action: ClientAction): number => (total > 0 ? (source[action] ?? 0) / total : 1 / actions.length);
  });
  const weights = actions.map((action) =>
    without.has(action) ? 0 : sources.reduce((sum, share) => sum + share(action), 0),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const left = actions.filter((action) => !without.has(action)).length;
  return new Map(
    actions.map((action, i) => {
      const even = without.has(action) || left === 0 ? 0 : 1 / left;
      return [action, total > 0 ? (weights[i] as number) / total : even];
    }),
  );
}

/** One of them by its probability; "Engage" where none has any. */
export function drawAction(distribution: ReadonlyMap<ClientAction, number>, draws: Pick<Random, "next">): ClientAction {
  let mark = draws.next();
  for (const [action, probability] of distribution) {
    mark -= probability;
    if (probability > 0 && mark < 0) return action;
  }
  return [...distribution].findLast(([, probability]) => probability > 0)?.[0] ?? "Engage";
}
