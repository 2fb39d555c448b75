import type { NliVerdict } from "dramatis/core";
import { softmax } from "./softmax.ts";

/** Softmax of three logits, given with the label of each. */
export function softmaxVerdict(logits: ArrayLike<number>, labels: readonly (keyof NliVerdict)[]): NliVerdict {
  const chances = softmax(Array.from(logits));
  const verdict: NliVerdict = { entail: 0, neutral: 0, contradict: 0 };
  labels.forEach((label, i) => {
    verdict[label] = chances[i] as number;
  });
  return verdict;
}
