import { integerAttribute, type OnnxModel, type OnnxNode, tensorAttributeType } from "./onnx-model.ts";

/** Where a tensor is read: the node, and which of its inputs. */
export interface Reader {
  readonly node: OnnxNode;
  readonly place: number;
}

/** A decoder of two hundred blocks takes some tens of thousands; a graph may be made to take billions. */
const MOST_STEPS = 500_000;

/** Who writes and who reads each tensor of a graph. */
export interface GraphIndex {
  readonly model: OnnxModel;
  readonly writer: ReadonlyMap<string, OnnxNode>;
  readonly readers: ReadonlyMap<string, readonly Reader[]>;
  /** Called at each node that is gone to. @throws Error when that were too many */
  readonly step: () => void;
}

export function indexGraph(model: OnnxModel): GraphIndex {
  const writer = new Map<string, OnnxNode>();
  const readers = new Map<string, Reader[]>();
  for (const node of model.nodes.values()) {
    for (const name of node.outputs) if (name !== "") writer.set(name, node);
    node.inputs.forEach((name, place) => {
      const known = readers.get(name);
      if (known) known.push({ node, place });
      else readers.set(name, [{ node, place }]);
    });
  }
  let left = MOST_STEPS;
  const step = (): void => {
    if (--left < 0) throw new Error("a graph through which there are too many ways");
  };
  return { model, writer, readers, step };
}

/** The tensor that this one was made of, back through nodes of these kinds, each by its first input. */
export function traceBack({ writer, step }: GraphIndex, name: string, ops: ReadonlySet<string>): string {
  const seen = new Set<string>();
  for (let at = name; ; ) {
    step();
    const node = writer.get(at);
    const before = node?.inputs[0];
    if (node === undefined || before === undefined || !ops.has(node.op) || seen.has(at)) return at;
    seen.add(at);
    at = before;
  }
}

/** Nothing but a stored tensor or a Constant node is behind this name. */
export function isConstant({ model, writer }: GraphIndex, name: string): boolean {
  return model.tensors.has(name) || writer.get(name)?.op === "Constant";
}

/**
 * Element type of a tensor, by the first thing behind it that says one: most operators give the type of their first
 * input.
 */
export function elementType({ model, writer, step }: GraphIndex, name: string): number | undefined {
  const seen = new Set<string>();
  for (let at: string | undefined = name; at !== undefined && !seen.has(at); ) {
    step();
    seen.add(at);
    const known: number | undefined = model.tensors.get(at)?.type ?? model.inputs.get(at);
    if (known !== undefined) return known;
    const node = writer.get(at);
    if (node?.op === "Cast") return integerAttribute(node, "to");
    if (node?.op === "Constant") return tensorAttributeType(node, "value");
    at = node?.inputs[typedInput(node.op)];
  }
  return undefined;
}

/** Numbers that were quantised get the type of their scale. */
function typedInput(op: string): number {
  if (op === "DequantizeLinear") return 1;
  return op === "GatherBlockQuantized" ? 2 : 0;
}
