import { z } from "zod";
import type { Missing } from "../../core/index.ts";
import { type Judge, missingOf, type Rubric } from "../../model/index.ts";
import { type BigFive, bigFive, MARKERS } from "../../persona/markers.ts";
import { type Interval, wilson } from "../../stats/index.ts";
import type { Cast } from "../world/player.ts";
import type { SceneWorld } from "../world/scene-world.ts";

type Pole = "high" | "low";
type Shown = { reason: string; level: Pole | "unclear" };

/** One trait that was meant to show, and what a judge saw. */
export interface PortrayedTrait {
  agent: string;
  trait: BigFive;
  target: Pole;
  /** null where the judge gave no verdict. */
  judged: Pole | "unclear" | null;
  missing?: Missing;
}

const shown = z.strictObject({ reason: z.string(), level: z.enum(["high", "low", "unclear"]) });

/** What a person's lines show of the Big Five, in our words. */
export const SHOWN_TRAITS: Rubric<Record<BigFive, Shown>> = {
  name: "shown-traits",
  policy: `"tested" holds everything that one person said in a talk, in order. For each of the Big Five say whether these lines show
a person high in it, low in it, or whether that is unclear. Go by how the person talks and chooses, not by what the talk is
about. EXT: outgoing and lively, or reserved. AGR: kind and trusting, or critical and selfish. CON: orderly and dependable, or
careless. NEU: anxious and easily upset, or calm. OPE: curious and imaginative, or conventional. Quote a line in each reason.`,
  shape: z.strictObject({ EXT: shown, AGR: shown, CON: shown, NEU: shown, OPE: shown }),
};

/**
 * What a judge sees of each agent's Big Five in what it said, next to what its persona says. The judge sees the agent's own
 * lines, all that the world still holds, and neither name, card nor target. A level of exactly .5 is no target; facets are left out.
 *
 * @throws what the judge throws. @throws the signal's reason
 */
export async function portrayed(
  world: SceneWorld,
  { players, judge, signal }: { players: Cast; judge: Judge; signal?: AbortSignal | undefined },
): Promise<PortrayedTrait[]> {
  const all = await Promise.all(
    world.agents.map(async ({ name }): Promise<PortrayedTrait[]> => {
      const targets = targetsOf(players, name);
      const lines = world.events.flatMap(({ actor, kind, text }) =>
        actor === name && kind === "speech" ? [text] : [],
      );
      if (targets.length === 0) return [];
      const unsaid = { agent: name, judged: null, missing: "refused" } as const;
      if (lines.length === 0) return targets.map((target) => ({ ...unsaid, ...target }));
      const [judged] = await judge.judge(SHOWN_TRAITS, [{ known: {}, tested: { lines } }], signal);
      const { verdict = null, missing } = judged ?? {};
      return targets.map(({ trait, target }): PortrayedTrait => {
        const seen = { agent: name, trait, target };
        if (verdict !== null) return { ...seen, judged: verdict[trait].level };
        return { ...seen, judged: null, missing: missingOf(missing ?? "unparsed") };
      });
    }),
  );
  return all.flat();
}

function targetsOf(players: Cast, name: string): { trait: BigFive; target: Pole }[] {
  const traits = players.get(name)?.persona?.persona.traits ?? [];
  return traits.flatMap(({ system, dimension, level, facet }) => {
    const trait = system === "big5" && facet === undefined ? bigFive(dimension) : undefined;
    return trait === undefined || level === 0.5
      ? []
      : [{ trait, target: level > 0.5 ? ("high" as const) : ("low" as const) }];
  });
}

export interface Portrayals {
  /** Places of the dialogues in which every target showed: the ones to keep. */
  kept: number[];
  /** Share of dialogues kept among those with verdicts, with its 95 % Wilson interval; null where there are none. */
  success: ({ share: number } & Interval) | null;
  /** Dialogues with a verdict on every target. */
  n: number;
  /** Dialogues without: no verdict on some target, or no target. */
  missing: number;
  /** Targets that did not show. */
  failByTrait: Record<BigFive, Record<Pole, number>>;
}

/** Which of several dialogues portray all that was meant. */
export function portrayals(dialogues: readonly (readonly PortrayedTrait[])[]): Portrayals {
  const failByTrait = Object.fromEntries(
    Object.keys(MARKERS).map((trait) => [trait, { high: 0, low: 0 }]),
  ) as Portrayals["failByTrait"];
  const kept: number[] = [];
  let n = 0;
  for (const [i, traits] of dialogues.entries()) {
    if (traits.length === 0 || traits.some(({ judged }) => judged === null)) continue;
    n++;
    const failed = traits.filter(({ judged, target }) => judged !== target);
    for (const { trait, target } of failed) failByTrait[trait][target]++;
    if (failed.length === 0) kept.push(i);
  }
  const interval = wilson(kept.length, n);
  const success = interval && { share: kept.length / n, ...interval };
  return { kept, success, n, missing: dialogues.length - n, failByTrait };
}
