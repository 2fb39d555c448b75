import * as ort from "onnxruntime-node";
import { messageOf } from "./json-file.ts";
import { openGraphFile } from "./session.ts";

/** Keys and values of every layer for tokens that were read, [rows, heads, tokens, hidden / heads] each. */
export interface Memory {
  readonly tokens: number;
  readonly layers: readonly ort.Tensor[];
}

export interface DecoderShape {
  layers: number;
  heads: number;
  hidden: number;
  vocabulary: number;
}

export interface DecoderStep {
  /** New tokens of every row, at least one, as many in each. */
  rows: readonly (readonly number[])[];
  /** Tokens at the start of each row that only fill it up; none where absent. */
  padding?: readonly number[] | undefined;
  /** What was read before; nothing where absent. */
  memory?: Memory | undefined;
  /** Added to the residual stream after every layer: [layers × hidden], row-major. */
  steering?: Float32Array | undefined;
  /** Whether the residual streams are wanted. */
  residuals?: boolean | undefined;
  /** Whether what is read is kept in memory; true where absent. Nothing goes on from a step that is not: it is quicker. */
  keep?: boolean | undefined;
}

export interface DecoderResult {
  /** [rows × new tokens × vocabulary], row-major: what follows each token. */
  logits: Float32Array;
  /** What was read, and before; what was given where the step is not kept. */
  memory: Memory;
  /** [(layers + 1) × rows × new tokens × hidden]; the first is the embedding. Absent unless wanted. */
  residuals?: Float32Array;
}

/** An opened decoder graph with a key-value cache, residual streams and a steering input. */
export interface Decoder {
  readonly shape: DecoderShape;
  /** @throws Error in one line when the graph fails */
  step(request: DecoderStep): Promise<DecoderResult>;
}

const KINDS = ["key", "value"] as const;

/**
 * Opens a decoder whose inputs are input_ids, attention_mask, position_ids, steering and past_key_values.N.key|value,
 * and whose outputs are logits, residuals and present.N.key|value.
 *
 * @param threads threads of one call; 0 lets the runtime choose (all cores)
 * @throws Error in one line naming the file
 */
export async function openDecoder(path: string, shape: DecoderShape, threads = 0): Promise<Decoder> {
  const session = await openGraphFile(path, threads);
  const { layers, heads, hidden, vocabulary } = shape;
  const named = Array.from({ length: layers }, (_, layer) => KINDS.map((kind) => `${layer}.${kind}`)).flat();
  const present = named.map((name) => `present.${name}`);
  const unsteered = new Float32Array(layers * hidden);
  const nothing = (rows: number): Memory => ({
    tokens: 0,
    layers: named.map(() => new ort.Tensor("float32", new Float32Array(0), [rows, heads, 0, hidden / heads])),
  });
  return {
    shape,
    async step({
      rows,
      padding = [],
      memory = nothing(rows.length),
      steering = unsteered,
      residuals = false,
      keep = true,
    }) {
      const total = memory.tokens + (rows[0]?.length ?? 0);
      const filled = (row: number): number => padding[row] ?? 0;
      const feeds: Record<string, ort.Tensor> = {
        input_ids: int64(rows),
        attention_mask: int64(
          rows.map((_, row) => Array.from({ length: total }, (_, at) => (at < filled(row) ? 0 : 1))),
        ),
        position_ids: int64(rows.map((ids, row) => ids.map((_, i) => Math.max(0, memory.tokens + i - filled(row))))),
        steering: new ort.Tensor("float32", steering, [layers, hidden]),
      };
      named.forEach((name, i) => {
        feeds[`past_key_values.${name}`] = memory.layers[i] as ort.Tensor;
      });
      const wanted = ["logits", ...(keep ? present : []), ...(residuals ? ["residuals"] : [])];
      const results = await session.run(feeds, wanted).catch((error: unknown) => {
        throw new Error(`${path}: cannot be run (${messageOf(error)})`, { cause: error });
      });
      const logits = results.logits as ort.Tensor;
      if (logits.dims[2] !== vocabulary) throw new Error(`${path}: gives ${logits.dims[2]} logits, not ${vocabulary}`);
      return {
        logits: logits.data as Float32Array,
        memory: keep ? { tokens: total, layers: present.map((name) => results[name] as ort.Tensor) } : memory,
        ...(residuals && { residuals: results.residuals?.data as Float32Array }),
      };
    },
  };
}

/** The first tokens of a memory of one row. */
export function startOfMemory({ layers, tokens }: Memory, length: number): Memory {
  if (length === tokens) return { layers, tokens };
  return {
    tokens: length,
    layers: layers.map(({ dims, data }) => {
      const [, heads, , width] = dims as [number, number, number, number];
      const kept = new Float32Array(heads * length * width);
      for (let head = 0; head < heads; head++) {
        const from = head * tokens * width;
        kept.set((data as Float32Array).subarray(from, from + length * width), head * length * width);
      }
      return new ort.Tensor("float32", kept, [1, heads, length, width]);
    }),
  };
}

/** A memory of one row for several that go on from it. */
export function memoryOfRows({ layers, tokens }: Memory, rows: number): Memory {
  if (rows === 1) return { layers, tokens };
  return {
    tokens,
    layers: layers.map(({ dims, data }) => {
      const all = new Float32Array(rows * data.length);
      for (let row = 0; row < rows; row++) all.set(data as Float32Array, row * data.length);
      return new ort.Tensor("float32", all, [rows, ...dims.slice(1)]);
    }),
  };
}

function int64(rows: readonly (readonly number[])[]): ort.Tensor {
  return new ort.Tensor("int64", BigInt64Array.from(rows.flat(), BigInt), [rows.length, rows[0]?.length ?? 0]);
}
