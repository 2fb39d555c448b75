export interface NliPair {
  premise: string;
  hypothesis: string;
}

/** Probabilities that sum to 1: does the premise entail, leave open, or contradict the hypothesis? */
export interface NliVerdict {
  entail: number;
  neutral: number;
  contradict: number;
}

/** A judge of sentence pairs. Results of different judges are not comparable; `id` is recorded with every number. */
export interface Nli {
  readonly id: string;
  /** One line on how far this judge can be trusted, with its measured figures; printed beside its verdicts. */
  readonly card?: string;
  /** One verdict per pair, in order; null where the pair could not be judged (an empty sentence, an unreadable reply). */
  judge(pairs: readonly NliPair[], signal?: AbortSignal): Promise<(NliVerdict | null)[]>;
}
