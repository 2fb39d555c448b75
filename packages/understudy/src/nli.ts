import type { Nli, NliPair, NliVerdict } from "dramatis/core";
import { batches, padded } from "./batches.ts";
import { cardLine } from "./card.ts";
import { modelFile, modelId, modelJson } from "./model-folder.ts";
import { openSession } from "./session.ts";
import { type BundledTokenizer, openTokenizer } from "./tokenizer.ts";
import { softmaxVerdict } from "./verdict.ts";

interface NliConfig {
  labels: (keyof NliVerdict)[];
  /** Calibration set on held-out people: softmax(logits / temperature + bias), Alexandari et al. 2020. */
  temperature: number;
  bias: number[];
  maxTokensPerSide: number;
}

interface RowsOptions {
  pair: NliPair;
  /** Index of the pair. */
  at: number;
  tokenizer: BundledTokenizer;
  /** Most tokens of a side. */
  side: number;
}

interface Row {
  pair: number;
  ids: number[];
  segments: number[];
}

/** A pair of more window pairs than this is not judged: it is missing, not guessed. */
const MOST_WINDOWS = 64;

/**
 * The bundled persona-NLI judge: a cross-encoder in process, no network.
 *
 * A side longer than the model reads (60 tokens) is judged window by window and the most decided window counts; pairs
 * with an empty side or with more than 64 windows to judge give null.
 *
 * @param threads threads of one call; 0 lets the runtime choose.
 */
export async function understudyNli({ threads = 0 }: { threads?: number } = {}): Promise<Nli> {
  const [id, config, tokenizer, session, card] = await Promise.all([
    modelId("nli"),
    modelJson<NliConfig>("nli", "config.json"),
    openTokenizer(),
    openSession(modelFile("nli", "model.onnx"), threads),
    cardLine("nli"),
  ]);
  return {
    id,
    card,
    async judge(pairs, signal) {
      const rows = pairs.flatMap((pair, i) => rowsOf({ pair, at: i, tokenizer, side: config.maxTokensPerSide }));
      const best: (NliVerdict | null)[] = pairs.map(() => null);
      for (const batch of batches(rows, (row) => row.ids.length)) {
        signal?.throwIfAborted();
        const inputs = {
          input_ids: padded(batch, (row) => row.ids),
          segment_ids: padded(batch, (row) => row.segments),
        };
        const logits = await session.run(inputs, [batch.rows.length, batch.width], 3);
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
function rowsOf({ pair, at, tokenizer, side }: RowsOptions): Row[] {
  const { begin, end, encode } = tokenizer;
  const premise = windows(pair.premise, encode, side);
  const hypothesis = windows(pair.hypothesis, encode, side);
  if (premise.length * hypothesis.length > MOST_WINDOWS) return [];
  return premise.flatMap((p) =>
    hypothesis.map((h) => ({
      pair: at,
      ids: [begin, ...p, end, ...h, end],
      segments: [0, ...p.map(() => 1), 0, ...h.map(() => 2), 0],
    })),
  );
}

/** Token windows of a text, each at most `side` long; none for a text without a word. */
function windows(text: string, encode: BundledTokenizer["encode"], side: number): number[][] {
  if (!/[\p{L}\p{N}]/u.test(text)) return [];
  // Text beyond what the windows can hold is not even tokenised: a word is at least one character and a space.
  const ids = encode(text.slice(0, MOST_WINDOWS * side * 16));
  const out: number[][] = [];
  for (let at = 0; at < ids.length; at += side) out.push(ids.slice(at, at + side));
  return out;
}

/** Calibrated softmax of three logits. */
function verdictOf(logits: Float32Array, { labels, temperature, bias }: NliConfig): NliVerdict {
  return softmaxVerdict(
    Array.from(logits, (logit, i) => logit / temperature + (bias[i] as number)),
    labels,
  );
}
