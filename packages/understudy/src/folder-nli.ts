import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Nli, NliVerdict } from "dramatis/core";
import { type Batch, batches, padded } from "./batches.ts";
import { isObject, jsonObject } from "./json-file.ts";
import { openPairTokenizer, type PairRow, type PairTokenizer } from "./pair-tokenizer.ts";
import { openSession, type Session } from "./session.ts";
import { startOfHash } from "./start-of-hash.ts";
import { softmaxVerdict } from "./verdict.ts";

/** Where a graph lies in a model folder, the one to be preferred first. */
const GRAPHS = ["model.onnx", "onnx/model.onnx", "model_quantized.onnx", "onnx/model_quantized.onnx"];

/** Each input that can be fed → what it is made of. */
const INPUTS: Record<string, (batch: Batch<PairRow>, pad: number) => BigInt64Array> = {
  input_ids: (batch, pad) => padded(batch, (row) => row.ids, pad),
  attention_mask: (batch) => padded(batch, (row) => row.ids.map(() => 1)),
  token_type_ids: (batch) => padded(batch, (row) => row.segments),
};

/**
 * A cross-encoder for NLI from a folder on disk, in process, no network: config.json with `id2label` (or `label2id`),
 * tokenizer.json, tokenizer_config.json where there is one, and model.onnx (or model_quantized.onnx; either may lie in
 * onnx/). Reads up to 512 tokens a pair; of a pair that is longer, the end of the longer sentence is not read, and two
 * long sentences give null, as an empty one does.
 *
 * Its id holds the start of the SHA-256 of the graph; weights that lie in a file beside the graph are not part of it.
 *
 * @param threads threads of one call; 0 lets the runtime choose.
 * @throws Error in one line, when a file is missing or is not what a three-way NLI model has
 */
export async function folderNli(folder: string, { threads = 0 }: { threads?: number } = {}): Promise<Nli> {
  const configPath = join(folder, "config.json");
  const config = await jsonObject(configPath);
  const labels = labelsOf(config, configPath);
  const graph = GRAPHS.map((file) => join(folder, file)).find((path) => existsSync(path));
  if (graph === undefined) throw new Error(`${folder}: has none of ${GRAPHS.join(", ")}`);
  const tokenizer = await openPairTokenizer(folder, config);
  const [session, hash] = await Promise.all([openSession(graph, threads), startOfHash(graph)]);
  const foreign = session.inputs.filter((name) => !Object.hasOwn(INPUTS, name));
  if (foreign.length > 0) {
    throw new Error(`${graph}: needs ${foreign.join(", ")}; can be given ${Object.keys(INPUTS).join(", ")}`);
  }
  const judgeRows = rowJudge({ tokenizer, session, labels });
  // A graph that does not fit is known now, not at the first of many pairs.
  await judgeRows([tokenizer.encode("yes", "no")]);
  return {
    id: `onnx:${basename(resolve(folder))}@${hash}`,
    judge: (pairs, signal) =>
      judgeRows(
        pairs.map(({ premise, hypothesis }) => tokenizer.encode(premise, hypothesis)),
        signal,
      ),
  };
}

interface Parts {
  tokenizer: PairTokenizer;
  session: Session;
  labels: readonly (keyof NliVerdict)[];
}

type JudgeRows = (rows: readonly (PairRow | null)[], signal?: AbortSignal) => Promise<(NliVerdict | null)[]>;

function rowJudge({ tokenizer, session, labels }: Parts): JudgeRows {
  // Without a mask the graph would read the padding, so there is none: every row is a batch of its own.
  const tokens = session.inputs.includes("attention_mask") ? undefined : 0;
  return async (rows, signal) => {
    const verdicts: (NliVerdict | null)[] = rows.map(() => null);
    const filled = rows.flatMap((row, at) => (row === null ? [] : [{ ...row, at }]));
    for (const batch of batches(filled, (row) => row.ids.length, tokens)) {
      signal?.throwIfAborted();
      const feeds = Object.fromEntries(
        session.inputs.flatMap((name) => {
          const make = INPUTS[name];
          return make ? [[name, make(batch, tokenizer.pad)]] : [];
        }),
      );
      const logits = await session.run(feeds, [batch.rows.length, batch.width], labels.length);
      batch.rows.forEach((row, r) => {
        verdicts[row.at] = softmaxVerdict(logits.subarray(r * labels.length, (r + 1) * labels.length), labels);
      });
    }
    return verdicts;
  };
}

/** Which column of the logits is which, by the names that the model gives them; the order differs between models. */
function labelsOf(config: Record<string, unknown>, path: string): (keyof NliVerdict)[] {
  const names = labelNames(config);
  const labels = [0, 1, 2].map((column) => labelOf(names.get(column)));
  const known = labels.filter((label) => label !== undefined);
  if (names.size === 3 && new Set(known).size === 3) return known;
  const found = [...names.values()].map((name) => JSON.stringify(name)).join(", ") || "none";
  throw new Error(`${path}: the labels are ${found}, not entailment, neutral and contradiction in id2label`);
}

/** Column → name. */
function labelNames({ id2label, label2id }: Record<string, unknown>): Map<number, unknown> {
  if (isObject(id2label)) return new Map(Object.entries(id2label).map(([id, name]) => [Number(id), name]));
  if (isObject(label2id)) return new Map(Object.entries(label2id).map(([name, id]) => [Number(id), name]));
  return new Map();
}

function labelOf(name: unknown): keyof NliVerdict | undefined {
  const [, start] = /^(entail|neutral|contradict)/i.exec(String(name)) ?? [];
  return start?.toLowerCase() as keyof NliVerdict | undefined;
}
