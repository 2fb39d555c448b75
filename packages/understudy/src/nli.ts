import type { Nli, NliPair, NliVerdict } from "dramatis/core";
import { batches } from "./batches.ts";
import { cardLine } from "./card.ts";
import { modelJson } from "./model-folder.ts";
import { openSession } from "./session.ts";
import { BOS, type Encode, openTokenizer, SEP } from "./tokenizer.ts";

interface NliConfig {
  labels: (keyof NliVerdict)[];
  /** Logits are divided by it, so that probabilities mean what they say (Guo et al. 2017). */
  temperature: number;
  maxTokensPerSide: number;
}

interface Row {
  pair: number;
  ids: number[];
  segments: number[];
}

/** A sentence longer than this many windows is not judged: its pair is missing, not guessed. */
const MOST_WINDOWS = 64;

/**
 * The bundled persona-NLI judge: a cross-encoder in process, no network.
 *
 * A side longer than the model reads is judged window by window and the most decided window counts; pairs with an
 * empty side, with two long sides or with more than 64 windows give null.
 *
 * @param threads threads of one call; 0 lets the runtime choose.
 */
export async function understudyNli({ threads = 0 }: { threads?: number } = {}): Promise<Nli> {
  const [config, encode, session, card] = await Promise.all([
    modelJson<NliConfig>("nli", "config.json"),
    openTokenizer("nli"),
    openSession("nli", threads),
    cardLine("nli"),
  ]);
  return {
    id: "understudy-nli",
    card,
    async judge(pairs, signal) {
      const rows = pairs.flatMap((pair, i) => rowsOf({ pair, at: i, encode, side: config.maxTokensPerSide }));
      const best: (NliVerdict | null)[] = pairs.map(() => null);
      for (const batch of batches(rows, (row) => row.ids.length)) {
        signal?.throwIfAborted();
        const logits = await session.run(tensors(batch.rows, batch.width), [batch.rows.length, batch.width]);
        batch.rows.forEach((row, r) => {
          const verdict = verdictOf(logits.subarray(r * 3, r * 3 + 3), config);
          const old = best[row.pair];
          if (!old || verdict.neutral < old.neutral) best[row.pair] = verdict;
        });
      }
      return best;
    },
  };
}

/** The rows that a pair needs: one, or one per window of its long side; none where it cannot be judged. */
function rowsOf({ pair, at, encode, side }: { pair: NliPair; at: number; encode: Encode; side: number }): Row[] {
  const premise = windows(pair.premise, encode, side);
  const hypothesis = windows(pair.hypothesis, encode, side);
  const judged = Math.min(premise.length, hypothesis.length) === 1;
  if (!judged || premise.length * hypothesis.length > MOST_WINDOWS) return [];
  return premise.flatMap((p) =>
    hypothesis.map((h) => ({
      pair: at,
      ids: [BOS, ...p, SEP, ...h, SEP],
      segments: [0, ...p.map(() => 1), 0, ...h.map(() => 2), 0],
    })),
  );
}

/** Token windows of a text, each at most `side` long; none for a text without a word. */
function windows(text: string, encode: Encode, side: number): number[][] {
  if (!/[\p{L}\p{N}]/u.test(text)) return [];
  // Text beyond what the windows can hold is not even tokenised: a word is at least one character and a space.
  const ids = encode(text.slice(0, MOST_WINDOWS * side * 16));
  const out: number[][] = [];
  for (let at = 0; at < ids.length; at += side) out.push(ids.slice(at, at + side));
  return out;
}

function tensors(rows: readonly Row[], width: number): Record<string, BigInt64Array> {
  const ids = new BigInt64Array(rows.length * width);
  const segments = new BigInt64Array(rows.length * width);
  rows.forEach((row, r) => {
    row.ids.forEach((id, t) => {
      ids[r * width + t] = BigInt(id);
      segments[r * width + t] = BigInt(row.segments[t] as number);
    });
  });
  return { input_ids: ids, segment_ids: segments };
}

/** Softmax of three logits over the temperature. */
function verdictOf(logits: Float32Array, { labels, temperature }: NliConfig): NliVerdict {
  const top = Math.max(...logits);
  const weights = Array.from(logits, (logit) => Math.exp((logit - top) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const verdict: NliVerdict = { entail: 0, neutral: 0, contradict: 0 };
  labels.forEach((label, i) => {
    verdict[label] = (weights[i] as number) / total;
  });
  return verdict;
}
