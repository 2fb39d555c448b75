import { type DecoderSession, type Floats, openDecoder } from "./decoder-session.ts";
import type { OpenedGraph } from "./open-graph.ts";

export interface Verification {
  /** Tokens that both graphs read. */
  tokens: number;
  /** Largest difference between the logits of the graph as it was and as it is, unsteered. */
  maxDifference: number;
}

type GraphFacts = Pick<OpenedGraph, "layers" | "hidden" | "vocabulary" | "precision" | "quantised">;

export interface VerifyRequest {
  /** The file before and after it was opened. */
  original: string;
  opened: string;
  graph: GraphFacts;
  signal?: AbortSignal | undefined;
}

/** What a run gave. */
interface Reading {
  readonly logits: Float32Array;
  readonly residuals: Floats;
}

const TOKENS = 5;
/** How far two runs may differ, as a share of the largest number: rounding, and what quantising makes of rounding. */
const TOLERANCE = { full: 1e-4, half: 2e-2, quantised: 5e-2 };

/**
 * Run a graph before and after: unsteered the logits are the same; the residual stream has its shape and is finite; a
 * vector added at a layer moves the stream there by just that vector, leaves what lies before as it is, and is felt in
 * the logits.
 *
 * @throws Error in one line naming the original and what does not hold, or the signal's reason
 */
export async function verifyOpened({ original, opened, graph, signal }: VerifyRequest): Promise<Verification> {
  const tokens = Array.from({ length: TOKENS }, (_, at) => (at * 7919 + 1) % graph.vocabulary);
  signal?.throwIfAborted();
  const expected = await withDecoder(original, original, (session) => session.run(tokens));
  signal?.throwIfAborted();
  return withDecoder(opened, `${original} as opened`, async (session) => {
    const read = async (steering?: Float32Array): Promise<Reading> => {
      signal?.throwIfAborted();
      const { logits, residuals } = await session.run(tokens, steering);
      return { logits, residuals: residuals ?? { dims: [], data: new Float32Array(0) } };
    };
    const plain = await read();
    const maxDifference = farthest(plain.logits, expected.logits);
    refuse(original, plainFault(plain, maxDifference, graph));
    for (let layer = 0; layer < graph.layers; layer++) {
      const vector = unevenVector(streamAt(plain.residuals, layer), graph.hidden);
      const steering = new Float32Array(graph.layers * graph.hidden);
      steering.set(vector, layer * graph.hidden);
      refuse(original, steeredFault({ plain, steered: await read(steering), vector, layer, graph }));
    }
    return { tokens: tokens.length, maxDifference };
  });
}

async function withDecoder<T>(path: string, name: string, use: (session: DecoderSession) => Promise<T>): Promise<T> {
  const session = await openDecoder(path, { name });
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}

function refuse(file: string, fault: string | null): void {
  if (fault !== null) throw new Error(`${file}: cannot be opened: ${fault}`);
}

function plainFault({ logits, residuals }: Reading, difference: number, graph: GraphFacts): string | null {
  const dims = residuals.dims.join(", ");
  const expected = [graph.layers + 1, 1, TOKENS, graph.hidden].join(", ");
  if (dims !== expected) return `its residual stream is [${dims}], not [${expected}]`;
  if (!residuals.data.every(Number.isFinite)) return "its residual stream holds numbers that are not finite";
  if (difference <= tolerance(graph, logits)) return null;
  return `with no steering the logits are off by ${difference}`;
}

interface Steered {
  plain: Reading;
  steered: Reading;
  /** What was added at the end of this layer. */
  vector: Float32Array;
  layer: number;
  graph: GraphFacts;
}

function steeredFault({ plain, steered, vector, layer, graph }: Steered): string | null {
  const moved = streamAt(plain.residuals, layer).map((value, at) => value + (vector[at % vector.length] as number));
  const start = (layer + 1) * moved.length;
  const { data } = steered.residuals;
  // Nothing is quantised between the vector and the stream.
  const exact = { ...graph, quantised: false };
  const earlier = farthest(data.subarray(0, start), plain.residuals.data.subarray(0, start));
  const here = farthest(data.subarray(start, start + moved.length), moved);
  if (!(Math.max(earlier, here) <= tolerance(exact, moved))) {
    return `a vector added at layer ${layer} does not move the stream by itself (off by ${Math.max(earlier, here)})`;
  }
  const felt = farthest(steered.logits, plain.logits);
  return felt > tolerance(exact, plain.logits) ? null : `a vector added at layer ${layer} does not change the logits`;
}

/** The stream after a layer, [tokens × hidden]. */
function streamAt({ dims, data }: Floats, layer: number): Float32Array {
  const size = data.length / (dims[0] ?? 1);
  return data.subarray((layer + 1) * size, (layer + 2) * size);
}

/** As strong as the stream itself, and uneven, so that no norm takes it out. */
function unevenVector(stream: Float32Array, hidden: number): Float32Array {
  const strength = Math.sqrt(stream.reduce((sum, value) => sum + value * value, 0) / stream.length);
  return Float32Array.from({ length: hidden }, (_, at) => strength * Math.cos(at * at));
}

function tolerance({ precision, quantised }: GraphFacts, values: Float32Array): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return TOLERANCE[quantised ? "quantised" : precision] * largest;
}

/** Largest difference; not a number where one is none, or the lengths differ. */
function farthest(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Number.NaN;
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] as number))), 0);
}
