import { ModelError, type Nli, type NliVerdict } from "../core/index.ts";

/** How far from 1 the three probabilities may sum: room for rounding to two decimals. */
const SUM_TOLERANCE = 0.02;

/**
 * A judge whose replies can be relied on: a pair with an empty sentence is null and is never asked, and a reply that is
 * not one distribution per pair is an error. Long pairs are passed on; what is too long is the judge's to say.
 *
 * @throws ModelError `bad_reply` naming the verdict that was wrong
 */
export function checkedNli(nli: Nli): Nli {
  return {
    id: nli.id,
    ...(nli.card === undefined ? {} : { card: nli.card }),
    judge: async (pairs, signal) => {
      signal?.throwIfAborted();
      const verdicts: (NliVerdict | null)[] = pairs.map(() => null);
      const askable = [...pairs.entries()].filter(([, pair]) => pair.premise.trim() && pair.hypothesis.trim());
      if (askable.length === 0) return verdicts;
      const asked = askable.map(([, pair]) => pair);
      const answers = await nli.judge(asked, signal);
      if (answers.length !== asked.length) {
        throw new ModelError(nli.id, "bad_reply", `${asked.length} pairs were asked, ${answers.length} verdicts came`);
      }
      askable.forEach(([index], position) => {
        const answer = answers[position] ?? null;
        const wrong = answer && verdictFault(answer);
        if (wrong) throw new ModelError(nli.id, "bad_reply", `verdict ${position}: ${wrong}`);
        verdicts[index] = answer;
      });
      return verdicts;
    },
  };
}

/** What keeps three numbers from being one distribution; null for nothing. */
export function verdictFault({ entail, neutral, contradict }: NliVerdict): string | null {
  const values = [entail, neutral, contradict];
  if (values.some((value) => !(value >= 0 && value <= 1 + SUM_TOLERANCE))) {
    return `expected three probabilities in 0..1, got ${values.join(", ")}`;
  }
  const sum = entail + neutral + contradict;
  return Math.abs(sum - 1) <= SUM_TOLERANCE ? null : `probabilities sum to ${sum}, expected 1`;
}
