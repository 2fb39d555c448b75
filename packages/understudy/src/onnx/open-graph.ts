import { elementType, indexGraph } from "./graph-index.ts";
import {
  ELEMENT,
  floatValueField,
  nodeField,
  type OnnxModel,
  type OnnxNode,
  readModel,
  rewiredNode,
  scalarField,
  writeModel,
} from "./onnx-model.ts";
import { type Addition, FUSED_ADDITION, findResidualStream } from "./residual-stream.ts";

export const STEERING = "steering";
export const RESIDUALS = "residuals";
/** So begin the names of what is added between. */
const OURS = "white_box/";

/** ConcatFromSequence came with it. */
const OLDEST_OPSET = 11;
const QUANTISED = /^(MatMulInteger|MatMulNBits|QLinearMatMul|DynamicQuantize.*)$/;

export interface OpenedGraph {
  readonly layers: number;
  readonly hidden: number;
  readonly vocabulary: number;
  /** How finely it counts, by which two runs may differ. */
  readonly precision: "full" | "half";
  readonly quantised: boolean;
  /** Files that hold its weights: path from the folder of the model → bytes that it has at least. */
  readonly weightFiles: ReadonlyMap<string, number>;
  /** The edited file. */
  readonly chunks: readonly Uint8Array[];
}

/** A tensor that is the residual stream somewhere. */
interface Stream {
  readonly name: string;
  /** ONNX element type. */
  readonly type: number;
}

/**
 * Give a decoder an output `residuals`, float32 [layers + 1, batch, time, hidden] (0 is the embedding, i + 1 the stream
 * after block i), and an input `steering`, float32 [layers, hidden], which is added to the stream at the end of each
 * block, at every position; zeros change nothing. Llama, Qwen and whatever else adds attention to a stream, as exported
 * by optimum, torch.onnx or onnxruntime-genai; everything that the file holds besides is kept byte for byte.
 *
 * @throws Error in one line: no ONNX model, cut short, not a decoder, opened already
 */
export function openGraph(bytes: Uint8Array): OpenedGraph {
  const model = readModel(bytes);
  refuseTaken(model);
  if (model.opset < OLDEST_OPSET) {
    throw new Error(`operator set ${model.opset}; export it with ${OLDEST_OPSET} or newer`);
  }
  const { blocks, hidden, vocabulary } = findResidualStream(model);
  const types = typesOf(model);
  const ends = blocks.map((block) => block.at(-1) as Addition);
  const replaced = new Map<OnnxNode, Uint8Array[]>();
  const embedding = streamBefore(blocks[0]?.[0] as Addition);
  const streams: Stream[] = [{ name: embedding, type: types(embedding) }];
  const added: Uint8Array[] = [];
  ends.forEach((end, layer) => {
    const stream = { name: end.node.outputs[end.sum] || `${OURS}stream.${layer}`, type: types(streamBefore(end)) };
    added.push(scalarField(indexName(layer), layer));
    replaced.set(end.node, steeredNodes(end, layer, stream));
    streams.push(stream);
  });
  added.push(...residualsNodes(streams));
  added.push(floatValueField({ as: "input", name: STEERING, dims: [ends.length, hidden] }));
  added.push(floatValueField({ as: "output", name: RESIDUALS, dims: [streams.length, "batch", "time", hidden] }));
  return {
    layers: ends.length,
    hidden,
    vocabulary,
    precision: streams.every(({ type }) => type === ELEMENT.float) ? "full" : "half",
    quantised: [...model.nodes.values()].some(({ op }) => QUANTISED.test(op)),
    weightFiles: weightFilesOf(model),
    chunks: writeModel(model, replaced, added),
  };
}

function refuseTaken(model: OnnxModel): void {
  if (model.inputs.has(STEERING) && model.outputs.has(RESIDUALS)) throw new Error("opened already");
  const names = [
    ...model.inputs.keys(),
    ...model.tensors.keys(),
    ...[...model.nodes.values()].flatMap((n) => n.outputs),
  ];
  const taken = names.find((name) => name === STEERING || name === RESIDUALS || name.startsWith(OURS));
  if (taken !== undefined) throw new Error(`has a tensor named ${taken.startsWith(OURS) ? `${OURS}…` : taken} already`);
}

/** Element type of a tensor of the stream. */
function typesOf(model: OnnxModel): (name: string) => number {
  const index = indexGraph(model);
  const known: number[] = [ELEMENT.float, ELEMENT.float16, ELEMENT.bfloat16];
  return (name) => {
    const type = elementType(index, name);
    if (type === undefined || !known.includes(type)) {
      throw new Error(
        `its residual stream is of ONNX element type ${type ?? "unknown"}, not float32, float16 or bfloat16`,
      );
    }
    return type;
  };
}

function streamBefore({ node, stream }: Addition): string {
  return node.inputs[stream] ?? "";
}

/**
 * The last addition of a block, which gives the stream, with the steering added to its branch: a fused norm reads the
 * sum before it could be changed.
 */
function steeredNodes({ node, branch, sum }: Addition, layer: number, stream: Stream): Uint8Array[] {
  const row = `${OURS}row.${layer}`;
  const typed = stream.type === ELEMENT.float ? row : `${OURS}typed_row.${layer}`;
  const pushed = `${OURS}steered.${layer}`;
  const inputs = node.inputs.map((name, place) => (place === branch ? pushed : name));
  // The norm after the last block may not give its sum yet.
  const outputs = node.op === FUSED_ADDITION ? [...pad(node.outputs, sum), stream.name] : node.outputs;
  return [
    nodeField({ op: "Gather", inputs: [STEERING, indexName(layer)], outputs: [row] }),
    ...castField(row, typed, stream.type),
    nodeField({ op: "Add", inputs: [node.inputs[branch] ?? "", typed], outputs: [pushed] }),
    rewiredNode(node, inputs, outputs),
  ];
}

function pad(names: readonly string[], length: number): string[] {
  return Array.from({ length }, (_, at) => names[at] ?? "");
}

function indexName(layer: number): string {
  return `${OURS}index.${layer}`;
}

/** The streams stacked; as a sequence, because Unsqueeze takes its axes in one of two ways, by the operator set. */
function residualsNodes(streams: readonly Stream[]): Uint8Array[] {
  const all = `${OURS}streams`;
  const floats = streams.map(({ name, type }, at) => (type === ELEMENT.float ? name : `${OURS}float_stream.${at}`));
  return [
    ...streams.flatMap(({ name }, at) => castField(name, floats[at] ?? name, ELEMENT.float)),
    nodeField({ op: "SequenceConstruct", inputs: floats, outputs: [all] }),
    nodeField({ op: "ConcatFromSequence", inputs: [all], outputs: [RESIDUALS], attributes: { axis: 0, new_axis: 1 } }),
  ];
}

/** Nothing where the tensor is to stay what it is. */
function castField(from: string, to: string, type: number): Uint8Array[] {
  return from === to ? [] : [nodeField({ op: "Cast", inputs: [from], outputs: [to], attributes: { to: type } })];
}

function weightFilesOf({ tensors }: OnnxModel): Map<string, number> {
  const files = new Map<string, number>();
  for (const { external } of tensors.values()) {
    if (external) files.set(external.location, Math.max(external.bytes, files.get(external.location) ?? 0));
  }
  return files;
}
