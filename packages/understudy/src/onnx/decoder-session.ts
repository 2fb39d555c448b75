import * as ort from "onnxruntime-node";
import { messageOf } from "../json-file.ts";
import { RESIDUALS, STEERING } from "./open-graph.ts";

/** Numbers in row-major order. */
export interface Floats {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** A decoder's graph, with or without the steering input and the residual output. */
export interface DecoderSession {
  /** [layers, hidden] that the steering input takes, null where the graph has none. */
  readonly steering: readonly [layers: number, hidden: number] | null;
  /**
   * One row of tokens, nothing before them. Logits are those of the last token; residuals are there where the graph has
   * steering.
   *
   * @throws Error in one line naming the file
   */
  run(tokens: readonly number[], steering?: Float32Array): Promise<{ logits: Float32Array; residuals: Floats | null }>;
  close(): Promise<void>;
}

type Metadata = ort.InferenceSession.TensorValueMetadata;
type Feed = (metadata: Metadata, tokens: readonly number[]) => ort.Tensor | null;

/**
 * @param threads threads of one call; 0 lets the runtime choose (all cores).
 * @param name what errors call the file.
 * @throws Error in one line naming the file, when it cannot be opened
 */
export async function openDecoder(
  path: string,
  { threads = 0, name = path }: { threads?: number; name?: string } = {},
): Promise<DecoderSession> {
  const session = await ort.InferenceSession.create(path, {
    intraOpNumThreads: threads,
    // Errors are thrown; they need not be printed too.
    logSeverityLevel: 4,
  }).catch((error: unknown) => {
    throw new Error(`${name}: cannot be loaded (${messageOf(error)})`, { cause: error });
  });
  const inputs = session.inputMetadata.filter((input): input is Metadata => input.isTensor && input.name !== STEERING);
  const steering = steeringOf(session);
  const logitsName = session.outputNames.includes("logits") ? "logits" : (session.outputNames[0] as string);
  const wanted = steering ? [logitsName, RESIDUALS] : [logitsName];
  return {
    steering,
    async run(tokens, by) {
      const feeds = Object.fromEntries(inputs.map((input) => [input.name, feedOf(name, input, tokens)]));
      if (steering) {
        const [layers, hidden] = steering;
        feeds[STEERING] = new ort.Tensor("float32", by ?? new Float32Array(layers * hidden), [layers, hidden]);
      }
      const results = await session.run(feeds, wanted).catch((error: unknown) => {
        throw new Error(`${name}: cannot be run (${messageOf(error)})`, { cause: error });
      });
      const logits = floatsOf(name, results[logitsName] as ort.Tensor);
      const residuals = steering ? floatsOf(name, results[RESIDUALS] as ort.Tensor) : null;
      return { logits: logits.data.slice(-(logits.dims.at(-1) ?? 0)), residuals };
    },
    close: () => session.release(),
  };
}

function steeringOf(session: ort.InferenceSession): [layers: number, hidden: number] | null {
  const input = session.inputMetadata.find(({ name }) => name === STEERING);
  if (!input?.isTensor || !session.outputNames.includes(RESIDUALS)) return null;
  const [layers, hidden, more] = input.shape;
  return typeof layers === "number" && typeof hidden === "number" && more === undefined ? [layers, hidden] : null;
}

/** What each input is fed, by the name that every exporter gives it, else by its shape. */
const FEEDS: Record<string, Feed> = {
  input_ids: (metadata, tokens) => wholeNumbers(metadata, tokens),
  attention_mask: (metadata, tokens) =>
    wholeNumbers(
      metadata,
      tokens.map(() => 1),
    ),
  position_ids: (metadata, tokens) => wholeNumbers(metadata, [...tokens.keys()]),
};

function feedOf(file: string, metadata: Metadata, tokens: readonly number[]): ort.Tensor {
  const feed = Object.hasOwn(FEEDS, metadata.name) ? FEEDS[metadata.name] : emptyPast;
  const tensor = feed?.(metadata, tokens);
  if (tensor) return tensor;
  const { name, type, shape } = metadata;
  throw new Error(`${file}: needs ${name} (${type} [${shape.join(", ")}]), which cannot be given to a decoder of text`);
}

/** One row. */
function wholeNumbers({ type, shape }: Metadata, values: readonly number[]): ort.Tensor | null {
  const dims = [1, values.length];
  if (shape.length !== dims.length) return null;
  if (type === "int64") return new ort.Tensor(type, BigInt64Array.from(values, BigInt), dims);
  if (type === "int32") return new ort.Tensor(type, Int32Array.from(values), dims);
  return type === "bool" ? new ort.Tensor(type, Uint8Array.from(values), dims) : null;
}

/** Keys or values of no token yet: [batch, heads, past, size of a head]. */
function emptyPast({ type, shape }: Metadata): ort.Tensor | null {
  const [, heads, past, size, more] = shape;
  if (typeof heads !== "number" || typeof past !== "string" || typeof size !== "number" || more !== undefined)
    return null;
  const dims = [1, heads, 0, size];
  if (type === "float32") return new ort.Tensor(type, new Float32Array(0), dims);
  return type === "float16" ? new ort.Tensor(type, new Uint16Array(0), dims) : null;
}

function floatsOf(file: string, { type, dims, data }: ort.Tensor): Floats {
  if (type === "float32") return { dims, data: data as Float32Array };
  if (type === "float16") return { dims, data: halves(data as Uint16Array) };
  throw new Error(`${file}: gives ${type} [${dims.join(", ")}], not float32 or float16`);
}

/** Numbers of 16 bits: sign, exponent of 5 bits, fraction of 10 bits (IEEE 754 binary16). */
function halves(data: ArrayBufferView): Float32Array {
  const codes = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  return Float32Array.from(codes, (code) => {
    const sign = code & 0x8000 ? -1 : 1;
    const exponent = (code >> 10) & 31;
    const fraction = (code & 1023) / 1024;
    if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    return sign * (exponent === 0 ? fraction * 2 ** -14 : (1 + fraction) * 2 ** (exponent - 15));
  });
}
