import {
  bytesField,
  bytesOf,
  type Chunks,
  type Field,
  type FieldRoom,
  MOST_FIELDS,
  numberField,
  numbersOf,
  readFields,
  textField,
  textsOf,
} from "./wire.ts";

/** Field numbers of onnx.proto (github.com/onnx/onnx/blob/main/onnx/onnx.proto), those that are read or written. */
const MODEL = { graph: 7, opset: 8 };
const OPSET = { domain: 1, version: 2 };
const GRAPH = { node: 1, tensor: 5, input: 11, output: 12 };
const NODE = { input: 1, output: 2, name: 3, op: 4, attribute: 5, domain: 7 };
const ATTRIBUTE = { name: 1, integer: 3, tensor: 5, type: 20 };
const TENSOR = { dims: 1, type: 2, name: 8, raw: 9, external: 13, location: 14 };
const ENTRY = { key: 1, value: 2 };
const VALUE = { name: 1, type: 2 };
const TYPE = { tensor: 1, element: 1, shape: 2, dim: 1, size: 1, symbol: 2 };
const INTEGER_ATTRIBUTE = 2;
const EXTERNAL = 1;

/** TensorProto.DataType, those that matter here. */
export const ELEMENT = { float: 1, int64: 7, float16: 10, bfloat16: 16 } as const;

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly fields: readonly Field[];
}

/** A stored tensor without its numbers. */
export interface OnnxTensor {
  readonly name: string;
  readonly type: number;
  readonly dims: readonly number[];
  /** Where its numbers lie when they lie in another file; `bytes` is how long that file is at least. */
  readonly external?: { readonly location: string; readonly bytes: number };
}

/** What is read of a ModelProto; everything else stays in the fields. */
export interface OnnxModel {
  readonly fields: readonly Field[];
  readonly graph: readonly Field[];
  readonly nodes: ReadonlyMap<Field, OnnxNode>;
  readonly tensors: ReadonlyMap<string, OnnxTensor>;
  /** Graph inputs that are not stored tensors: name → element type, 0 where it is no tensor. */
  readonly inputs: ReadonlyMap<string, number>;
  readonly outputs: ReadonlySet<string>;
  /** Version of the default operator set. */
  readonly opset: number;
}

/** @throws Error in one line when the bytes are not an ONNX model, or not a whole one */
export function readModel(bytes: Uint8Array): OnnxModel {
  const room = { left: MOST_FIELDS };
  const fields = notOnnx(() => readFields(bytes, room));
  const [graphBytes, second] = bytesOf(fields, MODEL.graph);
  if (graphBytes === undefined || second !== undefined)
    throw new Error("not an ONNX model, or one cut short (no graph)");
  return notOnnx(() => {
    const graph = readFields(graphBytes, room);
    const nodes = graph.flatMap((field) => {
      const { number, value } = field;
      return number === GRAPH.node && value instanceof Uint8Array ? [[field, readNode(value, room)] as const] : [];
    });
    const tensors = new Map(bytesOf(graph, GRAPH.tensor).map((bytes) => named(readTensor(bytes))));
    const inputs = bytesOf(graph, GRAPH.input).map(readValue);
    return {
      fields,
      graph,
      nodes: new Map(nodes),
      tensors,
      // Before IR version 4 every stored tensor was listed as an input too.
      inputs: new Map(inputs.filter(([name]) => !tensors.has(name))),
      outputs: new Set(bytesOf(graph, GRAPH.output).map((bytes) => readValue(bytes)[0])),
      opset: opsetOf(fields),
    };
  });
}

/** The file again: some nodes replaced by others, and fields of the graph added at its end. */
export function writeModel(model: OnnxModel, replaced: ReadonlyMap<OnnxNode, Chunks>, added: Chunks): Uint8Array[] {
  const graph = model.graph.flatMap((field) => {
    const node = model.nodes.get(field);
    return (node && replaced.get(node)) ?? [field.raw];
  });
  return model.fields.flatMap((field) =>
    field.number === MODEL.graph && field.value instanceof Uint8Array
      ? bytesField(MODEL.graph, [...graph, ...added])
      : [field.raw],
  );
}

/** A whole-number attribute of a node. */
export function integerAttribute(node: OnnxNode, name: string): number | undefined {
  return numbersOf(attribute(node, name), ATTRIBUTE.integer)[0];
}

/** Element type of the tensor that an attribute holds. */
export function tensorAttributeType(node: OnnxNode, name: string): number | undefined {
  const [tensor] = bytesOf(attribute(node, name), ATTRIBUTE.tensor);
  return tensor && readTensor(tensor).type;
}

function attribute(node: OnnxNode, name: string): Field[] {
  const all = bytesOf(node.fields, NODE.attribute).map((each) => readFields(each));
  return all.find((fields) => textsOf(fields, ATTRIBUTE.name)[0] === name) ?? [];
}

export interface NewNode {
  op: string;
  inputs: readonly string[];
  outputs: readonly [string, ...string[]];
  attributes?: Record<string, number>;
}

/** A node of the default operator set as a field of the graph, named as its first output. */
export function nodeField({ op, inputs, outputs, attributes = {} }: NewNode): Uint8Array {
  const parts = [
    ...inputs.map((name) => textField(NODE.input, name)),
    ...outputs.map((name) => textField(NODE.output, name)),
    textField(NODE.name, outputs[0]),
    textField(NODE.op, op),
    ...Object.entries(attributes).flatMap(([name, value]) =>
      bytesField(NODE.attribute, [
        textField(ATTRIBUTE.name, name),
        numberField(ATTRIBUTE.integer, value),
        numberField(ATTRIBUTE.type, INTEGER_ATTRIBUTE),
      ]),
    ),
  ];
  return Buffer.concat(bytesField(GRAPH.node, parts));
}

/** A node as it was but for its inputs and outputs, as a field of the graph. */
export function rewiredNode(node: OnnxNode, inputs: readonly string[], outputs: readonly string[]): Uint8Array {
  const rest = node.fields.filter(({ number }) => number !== NODE.input && number !== NODE.output);
  return Buffer.concat(
    bytesField(GRAPH.node, [
      ...inputs.map((name) => textField(NODE.input, name)),
      ...outputs.map((name) => textField(NODE.output, name)),
      ...rest.map(({ raw }) => raw),
    ]),
  );
}

/** A stored int64 scalar as a field of the graph. */
export function scalarField(name: string, value: number): Uint8Array {
  const raw = new Uint8Array(8);
  new DataView(raw.buffer).setBigInt64(0, BigInt(value), true);
  return Buffer.concat(
    bytesField(GRAPH.tensor, [
      numberField(TENSOR.type, ELEMENT.int64),
      textField(TENSOR.name, name),
      ...bytesField(TENSOR.raw, [raw]),
    ]),
  );
}

export interface NewValue {
  as: "input" | "output";
  name: string;
  /** A number, or the name of a size that is known when it runs. */
  dims: readonly (number | string)[];
}

/** A float32 input or output as a field of the graph. */
export function floatValueField({ as, name, dims }: NewValue): Uint8Array {
  const shape = dims.flatMap((dim) =>
    bytesField(TYPE.dim, [typeof dim === "number" ? numberField(TYPE.size, dim) : textField(TYPE.symbol, dim)]),
  );
  const tensor = [numberField(TYPE.element, ELEMENT.float), ...bytesField(TYPE.shape, shape)];
  const type = bytesField(VALUE.type, bytesField(TYPE.tensor, tensor));
  return Buffer.concat(bytesField(GRAPH[as], [textField(VALUE.name, name), ...type]));
}

function readNode(bytes: Uint8Array, room: FieldRoom): OnnxNode {
  const fields = readFields(bytes, room);
  return {
    op: textsOf(fields, NODE.op)[0] ?? "",
    inputs: textsOf(fields, NODE.input),
    outputs: textsOf(fields, NODE.output),
    fields,
  };
}

function readTensor(bytes: Uint8Array): OnnxTensor {
  const fields = readFields(bytes);
  const facts = {
    name: textsOf(fields, TENSOR.name)[0] ?? "",
    type: numbersOf(fields, TENSOR.type)[0] ?? 0,
    dims: numbersOf(fields, TENSOR.dims),
  };
  if (numbersOf(fields, TENSOR.location)[0] !== EXTERNAL) return facts;
  const entries = bytesOf(fields, TENSOR.external).map((entry) => {
    const pair = readFields(entry);
    return [textsOf(pair, ENTRY.key)[0], textsOf(pair, ENTRY.value)[0] ?? ""] as const;
  });
  const at = new Map(entries);
  const bytesNeeded = Number(at.get("offset") ?? 0) + Number(at.get("length") ?? 0);
  return { ...facts, external: { location: at.get("location") ?? "", bytes: bytesNeeded } };
}

/** Name and element type. */
function readValue(bytes: Uint8Array): [name: string, type: number] {
  const fields = readFields(bytes);
  const [type] = bytesOf(fields, VALUE.type).flatMap((type) => bytesOf(readFields(type), TYPE.tensor));
  return [textsOf(fields, VALUE.name)[0] ?? "", (type && numbersOf(readFields(type), TYPE.element)[0]) ?? 0];
}

function opsetOf(fields: readonly Field[]): number {
  const opsets = bytesOf(fields, MODEL.opset).map((each) => readFields(each));
  const own = opsets.find((opset) => ["", "ai.onnx"].includes(textsOf(opset, OPSET.domain)[0] ?? ""));
  return (own && numbersOf(own, OPSET.version)[0]) ?? 0;
}

function named(tensor: OnnxTensor): [string, OnnxTensor] {
  return [tensor.name, tensor];
}

function notOnnx<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`not an ONNX model, or one cut short (${(error as Error).message})`, { cause: error });
  }
}
