import type { NliVerdict } from "dramatis/core";

/** Softmax of three logits, given with the label of each. */
export function softmaxVerdict(logits: ArrayLike<number>, labels: readonly (keyof NliVerdict)[]): NliVerdict {
  const top = Math.max(...Array.from(logits));
  const weights = Array.from(logits, (logit) => Math.exp(logit - top));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const verdict: NliVerdict = { entail: 0, neutral: 0, contradict: 0 };
  labels.forEach((label, i) => {
    verdict[label] = (weights[i] as number) / total;
  });
  return verdict;
}
