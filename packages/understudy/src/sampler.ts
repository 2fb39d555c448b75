/** How a next token is drawn; each rule is off where it is absent. */
export interface Sampling {
  /** 0 takes the most probable token. */
  temperature?: number | undefined;
  topK?: number | undefined;
  topP?: number | undefined;
  minP?: number | undefined;
  /** Above 1, tokens that stood before are made less probable. */
  repetitionPenalty?: number | undefined;
}

export interface Draw extends Sampling {
  /** Of every token of the vocabulary; left as they are. */
  logits: Float32Array;
  /** Tokens that the penalty is for. */
  before?: ReadonlySet<number> | undefined;
  /** Uniform in 0..1. */
  random: () => number;
}

/**
 * Draws a token: repetition penalty (Keskar et al. 2019, eq. 1 of §4.1: a logit above zero is divided, one below is
 * multiplied), then temperature, top-k, top-p (Holtzman et al. 2020) and min-p (Nguyen et al. 2024), each on what the
 * rules before left. The most probable token is always left.
 */
export function drawToken({ logits, before, random, ...rules }: Draw): number {
  const { temperature = 1, topK, topP, minP, repetitionPenalty = 1 } = rules;
  const penalised = repetitionPenalty === 1 || !before ? logits : withPenalty(logits, before, repetitionPenalty);
  const best = indexOfMost(penalised);
  if (temperature === 0) return best;
  const most = penalised[best] as number;
  // What is e^-30 times as probable as the best token is never drawn; leaving it out keeps the sort short.
  const left: { token: number; weight: number }[] = [];
  for (let token = 0; token < penalised.length; token++) {
    const exponent = ((penalised[token] as number) - most) / temperature;
    if (exponent > -30) left.push({ token, weight: Math.exp(exponent) });
  }
  left.sort((a, b) => b.weight - a.weight || a.token - b.token);
  const kept = narrowed(left, { topK, topP, minP });
  let at = random() * kept.reduce((sum, { weight }) => sum + weight, 0);
  for (const { token, weight } of kept) {
    at -= weight;
    if (at < 0) return token;
  }
  // Rounding left a rest; or a penalty near 0 made a logit infinite, beside which nothing has a weight.
  return best;
}

function narrowed<T extends { weight: number }>(sorted: T[], { topK, topP, minP }: Sampling): T[] {
  let kept = topK === undefined ? sorted : sorted.slice(0, Math.max(1, topK));
  if (topP !== undefined && topP < 1) {
    const enough = topP * kept.reduce((sum, { weight }) => sum + weight, 0);
    let sum = 0;
    const last = kept.findIndex(({ weight }) => {
      sum += weight;
      return sum >= enough;
    });
    kept = kept.slice(0, last + 1);
  }
  // Weights are relative to the most probable token, whose own is 1.
  return minP === undefined ? kept : kept.filter(({ weight }, i) => i === 0 || weight >= minP);
}

function withPenalty(logits: Float32Array, before: ReadonlySet<number>, penalty: number): Float32Array {
  const out = logits.slice();
  for (const token of before) {
    const logit = out[token] as number;
    out[token] = logit > 0 ? logit / penalty : logit * penalty;
  }
  return out;
}

function indexOfMost(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}

/** log-softmax of one entry. */
export function logProbability(logits: Float32Array, token: number): number {
  return (logits[token] as number) - logSumExp(logits);
}

/** The most probable tokens with their natural log-probability, the first first. */
export function mostProbable(logits: Float32Array, count: number): { token: number; logprob: number }[] {
  const total = logSumExp(logits);
  return Array.from(logits, (logit, token) => ({ token, logprob: logit - total }))
    .sort((a, b) => b.logprob - a.logprob || a.token - b.token)
    .slice(0, count);
}

/** Log of the sum of the exponentials: what log-probabilities are less than their logits. */
export function logSumExp(values: Float32Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) if ((values[i] as number) > most) most = values[i] as number;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    // e^-30 of each of 8,000 tokens is nothing beside 1, and most tokens are as far.
    const below = (values[i] as number) - most;
    if (below > -30) sum += Math.exp(below);
  }
  return most + Math.log(sum);
}

/** Uniform numbers in 0..1 from a seed: splitmix32. */
export function uniform(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32;
  };
}
