import {
  type AgentView,
  type Candidate,
  type GenerateRequest,
  type Generation,
  type Guard,
  type Model,
  oneLine,
  type Usage,
} from "../core/index.ts";
import { mapConcurrent } from "../model/index.ts";

/** A guard that can tell from one candidate that no others are needed. */
export interface EarlyGuard extends Guard {
  accepts(candidate: Candidate, view: AgentView, signal?: AbortSignal): Promise<boolean>;
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
  /** As the guard has it: one of the candidates, perhaps mended. Blank where every candidate is. */
  text: string;
  finish: Generation["finish"];
  /** Of all candidates. */
  usage: Usage;
  /** Of the candidate that was taken. */
  seed: number;
  evidence: GuardEvidence;
}

export interface GuardedReplyOptions {
  model: Model;
  guard: Guard & Partial<EarlyGuard>;
  view: AgentView;
  request: GenerateRequest;
  /** One a candidate; at least one. */
  seeds: readonly number[];
  signal?: AbortSignal | undefined;
}

interface Drawn {
  generation: Generation;
  seed: number;
}

/**
 * Draws candidates and has the guard choose. The first is drawn alone, so that a model may keep the prompt and an early
 * guard may do with it; then the others at once.
 */
export async function guardedReply(options: GuardedReplyOptions): Promise<GuardedReply> {
  const { model, guard, view, request, seeds, signal } = options;
  const draw = async (seed: number, signal?: AbortSignal): Promise<Drawn> => {
    return { generation: await model.generate({ ...request, seed }, signal), seed };
  };
  const [firstSeed = 0, ...otherSeeds] = seeds;
  const first = await draw(firstSeed, signal);
  const isEnough =
    otherSeeds.length === 0 || (isSaid(first) && (await guard.accepts?.(candidateOf(first), view, signal)));
  const others = isEnough ? [] : await mapConcurrent(otherSeeds, draw, { concurrency: otherSeeds.length, signal });
  const all = [first, ...others];
  const usage = all.map(({ generation }) => generation.usage).reduce(addUsage);
  const said = all.filter(isSaid);
  if (said.length === 0) {
    const { generation, seed } = all.at(-1) ?? first;
    return { text: "", finish: generation.finish, usage, seed, evidence: { guard: guard.name, candidates: [] } };
  }
  const candidates = said.map(candidateOf);
  const { index, text, reasons } = await guard.choose(candidates, view, signal);
  const taken = said[index] ?? first;
  return {
    text,
    finish: taken.generation.finish,
    usage,
    seed: taken.seed,
    evidence: {
      guard: guard.name,
      candidates: candidates.map((candidate, i) => {
        const seed = said[i]?.seed ?? taken.seed;
        return { ...candidate, seed, chosen: i === index, reason: oneLine(reasons[i] ?? "", 400) };
      }),
    },
  };
}

function isSaid({ generation }: Drawn): boolean {
  return generation.text.trim() !== "";
}

function candidateOf({ generation: { text, logprobs = [] } }: Drawn): Candidate {
  const sum = logprobs.reduce((total, { logprob }) => total + logprob, 0);
  return { text: text.trim(), ...(logprobs.length > 0 && { score: sum / logprobs.length }) };
}

/** What two calls cost together. */
export function addUsage(a: Usage, b: Usage): Usage {
  const tokens = { inputTokens: a.inputTokens + b.inputTokens, outputTokens: a.outputTokens + b.outputTokens };
  if (a.cost === undefined && b.cost === undefined) return tokens;
  return { ...tokens, cost: (a.cost ?? 0) + (b.cost ?? 0) };
}
