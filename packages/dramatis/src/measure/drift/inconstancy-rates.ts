/**
 * Shares of agents that were untrue to themselves in discussions: the paper's table.
 *
 * Persona inconstancy (Baltaji et al. 2024 [54], methods D4): conformity, confabulation, impersonation. Persuasion is ours, and no
 * fault. No agent: null.
 *
 * @function
 * @paper 54
 */
import { type Interval, mean, wilson } from "../../stats/index.ts";

/** One agent on one question: what it says in private before and after, and what it voices in between. */
export interface AgentOpinions {
  before: string;
  voiced: readonly string[];
  after: string;
  /** It spoke as somebody else. */
  impersonates?: boolean;
}

/** How one agent was untrue to itself. */
export interface Inconstancy {
  /** It voiced what it holds neither before nor after: it gave in in public alone. */
  conformity: boolean;
  /** It ends with what nobody voiced and it did not hold before. */
  confabulation: boolean;
  impersonation: boolean;
  /** It ends with another opinion, which somebody else voiced: ours, and no fault. */
  persuasion: boolean;
}

/** Each agent of one discussion (Baltaji et al. 2024), in order. */
export function inconstancyOf(agents: readonly AgentOpinions[]): Inconstancy[] {
  const voicedBy = agents.map(({ voiced }) => new Set(voiced));
  return agents.map(({ before, voiced, after, impersonates = false }, own) => ({
    conformity: voiced.some((opinion) => opinion !== before && opinion !== after),
    confabulation: after !== before && !voicedBy.some((opinions) => opinions.has(after)),
    impersonation: impersonates,
    persuasion: after !== before && voicedBy.some((opinions, i) => i !== own && opinions.has(after)),
  }));
}

export interface InconstancyRate {
  value: number;
  interval: Interval;
  n: number;
}

/** Shares of agents, with Wilson's intervals; null for none. Agents of one discussion move each other: read n with care. */
export function inconstancyRates(agents: readonly Inconstancy[]): Record<keyof Inconstancy, InconstancyRate> | null {
  if (agents.length === 0) return null;
  const rate = (kind: keyof Inconstancy): InconstancyRate => {
    const value = mean(agents.map((agent) => Number(agent[kind]))) as number;
    const n = agents.length;
    return { value, interval: wilson(value * n, n) as Interval, n };
  };
  return {
    conformity: rate("conformity"),
    confabulation: rate("confabulation"),
    impersonation: rate("impersonation"),
    persuasion: rate("persuasion"),
  };
}
