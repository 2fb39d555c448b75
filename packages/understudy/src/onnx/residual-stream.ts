import { type GraphIndex, indexGraph, isConstant, type Reader, traceBack } from "./graph-index.ts";
import { integerAttribute, type OnnxModel, type OnnxNode } from "./onnx-model.ts";

/** A node that adds what a part of a block has computed to the residual stream. */
export interface Addition {
  readonly node: OnnxNode;
  /** Which of its inputs is the stream before, and which is what is added to it. */
  readonly stream: number;
  readonly branch: number;
  /** Which of its outputs is the stream after. */
  readonly sum: number;
}

export interface ResidualStream {
  /** The last addition of each block is its end. */
  readonly blocks: readonly (readonly [Addition, ...Addition[]])[];
  readonly hidden: number;
  readonly vocabulary: number;
}

interface Lookup {
  readonly node: OnnxNode;
  readonly vocabulary: number;
  readonly hidden: number;
}

/** What leaves the stream what it is. */
const SAME_STREAM = new Set(["Cast", "Identity", "DequantizeLinear"]);
const SAME_TOKENS = new Set(["Cast", "Identity", "Reshape", "Squeeze", "Unsqueeze"]);
const SAME_TABLE = new Set(["Cast", "Identity", "DequantizeLinear"]);
const ATTENTION = new Set(["Softmax", "Attention", "GroupQueryAttention", "MultiHeadAttention"]);
/** Fused addition and RMS norm; its fourth output is the sum. */
export const FUSED_ADDITION = "SkipSimplifiedLayerNormalization";
const FUSED_SUM = 3;
const DEFAULT_BLOCK_SIZE = 128;

/**
 * The residual stream of a decoder, by its shape alone: tokens are looked up in a table, and block after block adds to
 * what came out, first what its attention gives. No name of a tensor or node is read.
 *
 * @throws Error in one line when there is no such stream
 */
export function findResidualStream(model: OnnxModel): ResidualStream {
  const index = indexGraph(model);
  const lookups = [...model.nodes.values()].flatMap((node) => lookupOf(index, node) ?? []);
  // Positions may be looked up as well, in a table that is shorter.
  lookups.sort((a, b) => b.vocabulary - a.vocabulary);
  for (const { node, ...sizes } of lookups) {
    const blocks = blocksFrom(index, node);
    if (blocks.length > 0) return { ...sizes, blocks };
  }
  if (lookups.length > 0) throw new Error("not a decoder: nothing with attention is added to what is looked up");
  const nested = [...model.nodes.values()].some(({ op }) => op === "If");
  const fix = nested ? "; if its layers lie inside an If, export it without merging the cache branches" : "";
  throw new Error(`not a decoder: no token is looked up in a table of embeddings${fix}`);
}

/** A node that takes rows of a stored table by something that is fed to the graph. */
function lookupOf(index: GraphIndex, node: OnnxNode): Lookup | null {
  const [table = "", tokens = "", scales = ""] = node.inputs;
  if (!index.model.inputs.has(traceBack(index, tokens, SAME_TOKENS))) return null;
  const tensors = index.model.tensors;
  const [vocabulary, width, more] = tensors.get(traceBack(index, table, SAME_TABLE))?.dims ?? [];
  if (vocabulary === undefined || width === undefined || more !== undefined) return null;
  if (node.op === "Gather") return { node, vocabulary, hidden: width };
  if (node.op !== "GatherBlockQuantized") return null;
  // Packed codes may be fewer than the hidden size; one scale covers a block of it.
  const blocks = tensors.get(scales)?.dims[1] ?? 0;
  return { node, vocabulary, hidden: blocks * (integerAttribute(node, "block_size") ?? DEFAULT_BLOCK_SIZE) };
}

/** A block starts where something that attends is added; additions before the first belong to the embedding. */
function blocksFrom(index: GraphIndex, lookup: OnnxNode): [Addition, ...Addition[]][] {
  const blocks: [Addition, ...Addition[]][] = [];
  const passed = new Set([lookup]);
  let stream = lookup.outputs[0] ?? "";
  for (let next = additionTo(index, stream); next && !passed.has(next.node); next = additionTo(index, stream)) {
    if (attends(index, next.node.inputs[next.branch] ?? "", passed)) blocks.push([next]);
    else blocks.at(-1)?.push(next);
    passed.add(next.node);
    stream = next.node.outputs[next.sum] ?? "";
  }
  return blocks;
}

/** The first node that adds something computed to a tensor, or to the same in another type. */
function additionTo(index: GraphIndex, stream: string): Addition | null {
  const names = new Set([stream]);
  for (const name of names) {
    if (name === "") continue;
    for (const reader of index.readers.get(name) ?? []) {
      index.step();
      const addition = additionOf(index, reader);
      if (addition) return addition;
      if (SAME_STREAM.has(reader.node.op) && reader.place === 0) names.add(reader.node.outputs[0] ?? "");
    }
  }
  return null;
}

function additionOf(index: GraphIndex, { node, place }: Reader): Addition | null {
  const branch = 1 - place;
  if (node.op === FUSED_ADDITION && place < 2) return { node, stream: place, branch, sum: FUSED_SUM };
  if (node.op !== "Add" || isConstant(index, node.inputs[branch] ?? "")) return null;
  return { node, stream: place, branch, sum: 0 };
}

/**
 * Whether attention is among what a tensor was computed from, back to nodes that were passed, which are then joined by
 * all that was seen: what blocks share, such as the mask, is looked at once. A mixture of experts has a softmax too, but
 * takes the best of it.
 */
function attends({ writer, step }: GraphIndex, name: string, passed: Set<OnnxNode>): boolean {
  const ops = new Set<string>();
  const names = [name];
  for (let at = names.pop(); at !== undefined; at = names.pop()) {
    step();
    const node = writer.get(at);
    if (node === undefined || passed.has(node)) continue;
    passed.add(node);
    ops.add(node.op);
    for (const input of node.inputs) names.push(input);
  }
  return !ops.has("TopK") && [...ops].some((op) => ATTENTION.has(op));
}
