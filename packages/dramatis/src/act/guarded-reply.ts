import { type AgentView, type Candidate, type Guard, oneLine, type Usage } from "../core/index.ts";
import { addUsage, mapConcurrent } from "../model/index.ts";
import { type DrawnReply, readReply } from "./draw-reply.ts";
import type { Strategy } from "./strategy.ts";

/** What a guard of an agent sees: it may ask for one more reply. */
export interface GuardView extends AgentView {
  /** Draws one more reply to the same, told what was wrong; null where that has no room, or says nothing. */
  again?: (wrong: string, signal?: AbortSignal) => Promise<Candidate | null>;
}

/** A guard that can tell from one candidate that no others are needed. */
export interface EarlyGuard extends Guard {
  accepts(candidate: Candidate, view: GuardView, signal?: AbortSignal): Promise<boolean>;
}

/** A candidate as it was drawn, and what the guard made of it. */
export interface CandidateEvidence {
  text: string;
  /** Mean natural log probability of a token, where the model gives them. */
  score?: number;
  seed: number;
  chosen: boolean;
  /** The guard's. */
  reason: string;
}

export interface GuardEvidence {
  guard: string;
  /** In the order in which they were drawn; blank ones are not kept. */
  candidates: CandidateEvidence[];
}

export interface GuardedReply {
  /** The candidate that was taken; its text is as the guards have it. Blank where every candidate is. */
  reply: DrawnReply;
  /** Of all candidates. */
  usage: Usage;
  /** One a guard, in order. */
  guards: GuardEvidence[];
}

export interface GuardedReplyOptions {
  guards: readonly (Guard & Partial<EarlyGuard>)[];
  strategy: Strategy | undefined;
  view: AgentView;
  /** Draws the reply of a seed; `wrong` is what the model is told besides, and null means that it has no room. */
  draw: (seed: number, wrong?: string) => Promise<DrawnGeneration | null>;
  /** One a candidate; at least one, and one more for a guard that asks again. */
  seeds: readonly number[];
  signal?: AbortSignal | undefined;
}

type DrawnGeneration = Pick<DrawnReply, "generation" | "seed">;

/**
 * Draws candidates and has the guards choose. The first is drawn alone, so that a model may keep the prompt and an early
 * guard may do with it; then the others at once. The first guard chooses among all; each further one is given what the one
 * before it took, and may mend it.
 */
export async function guardedReply(options: GuardedReplyOptions): Promise<GuardedReply> {
  const { guards, strategy, draw, seeds, signal } = options;
  const [first, ...furtherSeeds] = seeds.slice(0, -1);
  const usages: Usage[] = [];
  const drawn = async (seed: number, wrong?: string): Promise<DrawnGeneration | null> => {
    const made = await draw(seed, wrong);
    if (made) usages.push(made.generation.usage);
    return made;
  };
  const read = (made: DrawnGeneration, isLast: boolean): DrawnReply | null =>
    readReply(made, { strategy, view: options.view, isLast });
  const extra: DrawnReply[] = [];
  const view: GuardView = {
    ...options.view,
    again: async (wrong) => {
      const made = await drawn(seeds.at(-1) ?? 0, wrong);
      const reply = made && read(made, true);
      if (!reply || reply.text === "") return null;
      extra.push(reply);
      return candidateOf(reply);
    },
  };

  const all: DrawnGeneration[] = [];
  const take = (made: readonly (DrawnGeneration | null)[]): void =>
    void all.push(...made.filter((one) => one !== null));
  take([await drawn(first ?? 0)]);
  const [opening] = all.map((made) => read(made, false));
  const isEnough =
    furtherSeeds.length === 0 ||
    (opening && opening.text !== "" && (await guards[0]?.accepts?.(candidateOf(opening), view, signal)));
  if (!isEnough) {
    const draws = { concurrency: furtherSeeds.length, signal };
    take(await mapConcurrent(furtherSeeds, (seed) => drawn(seed), draws));
  }
  const readable = all.flatMap((made) => read(made, false) ?? []).filter(({ text }) => text !== "");
  let candidates =
    readable.length > 0 ? readable : all.flatMap((made) => read(made, true) ?? []).filter(({ text }) => text !== "");
  const evidence: GuardEvidence[] = [];
  for (const guard of candidates.length > 0 ? guards : []) {
    const { index, text, reasons } = await guard.choose(candidates.map(candidateOf), view, signal);
    evidence.push({
      guard: guard.name,
      candidates: candidates.map((candidate, i) => ({
        ...candidateOf(candidate),
        seed: candidate.seed,
        chosen: i === index,
        reason: oneLine(reasons[i] ?? "", 400),
      })),
    });
    const taken = extra.find((one) => one.text === text) ?? candidates[index] ?? candidates[0];
    candidates = taken ? [{ ...taken, text }] : [];
  }
  const usage = usages.reduce(addUsage, { inputTokens: 0, outputTokens: 0 });
  const silent = all.at(-1) as DrawnGeneration;
  return { reply: candidates[0] ?? { ...silent, text: "", evidence: {} }, usage, guards: evidence };
}

function candidateOf({ text, generation: { logprobs = [] } }: DrawnReply): Candidate {
  const sum = logprobs.reduce((total, { logprob }) => total + logprob, 0);
  return { text, ...(logprobs.length > 0 && { score: sum / logprobs.length }) };
}
