import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import fc from "fast-check";
import { floatValueField, integerAttribute, type NewNode, nodeField, readModel } from "./onnx-model.ts";
import { openGraph } from "./open-graph.ts";
import { DECODERS, fixture } from "./testing.ts";
import { bytesField, numberField, readFields, textField } from "./wire.ts";

function opened(bytes: Uint8Array): Uint8Array {
  return Buffer.concat(openGraph(bytes).chunks);
}

describe("decoders as others export them", () => {
  for (const [file, layers] of DECODERS) {
    test(`${file}: its sizes are found, and no name is read for it`, () => {
      const { chunks, weightFiles, precision, quantised, ...sizes } = openGraph(readFileSync(fixture(file)));
      assert.deepEqual(sizes, { layers, hidden: 16, vocabulary: 64 });
      assert.equal(precision, file.includes("fp16") ? "half" : "full");
      assert.equal(quantised, file.includes("int"));
      assert.deepEqual([...weightFiles.keys()], file.includes("external") ? [`${file}.data`] : []);
    });

    test(`${file}: opened twice is refused`, () => {
      assert.throws(() => opened(opened(readFileSync(fixture(file)))), /^Error: opened already$/);
    });
  }
});

test("what is not understood is kept byte for byte", () => {
  const plain = readFileSync(fixture("llama-dynamo.onnx"));
  const unknown = textField(1999, "of a later version");
  const model = readModel(plain);
  const graph = Buffer.concat(bytesField(7, [...model.graph.map(({ raw }) => raw), unknown]));
  const bytes = Buffer.concat([...model.fields.map(({ number, raw }) => (number === 7 ? graph : raw)), unknown]);
  const after = readModel(opened(bytes));
  const rest = (fields: readonly { number: number; raw: Uint8Array }[]): string[] =>
    fields.filter(({ number }) => number !== 7).map(({ raw }) => Buffer.from(raw).toString("hex"));
  assert.deepEqual(rest(after.fields), rest(readFields(bytes)));
  const kept = new Set(rest(after.graph));
  const changed = readModel(bytes).graph.filter(({ raw }) => !kept.has(Buffer.from(raw).toString("hex")));
  assert.equal(changed.length, 3, "the last addition of each block, and nothing else");
  assert.ok(kept.has(Buffer.from(unknown).toString("hex")));
});

describe("what cannot be opened", () => {
  test("a graph that is no decoder", () => {
    assert.throws(
      () => opened(readFileSync(fixture("mlp.onnx"))),
      /^Error: not a decoder: no token is looked up[^\n]*$/,
    );
  });

  test("a file cut short anywhere, an empty one, and bytes of anything", () => {
    const whole = readFileSync(fixture("llama-fused-int4.onnx"));
    const refused = /^Error: (not an ONNX model|not a decoder|operator set 0)[^\n]*$/;
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (length) =>
        assert.throws(() => opened(whole.subarray(0, length)), refused),
      ),
      { seed: 1, numRuns: 200 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => assert.throws(() => opened(bytes), refused)),
      { seed: 1, numRuns: 200 },
    );
    assert.throws(() => opened(Buffer.from('{"not": "a model"}')), refused);
  });

  test("a file with a flipped byte is opened or refused in one line", () => {
    const whole = readFileSync(fixture("llama-fused-int4.onnx"));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const bytes = Uint8Array.from(whole);
        bytes[at] = (bytes[at] as number) ^ by;
        try {
          opened(bytes);
        } catch (error) {
          assert.match((error as Error).message, /^[^\n]+$/);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

/** A graph of these nodes over `ids`, with a table of 64 × 16 and one of positions, 8 × 16. */
function graphOf(
  nodes: readonly NewNode[],
  { opset = 17, type = 1 }: { opset?: number; type?: number } = {},
): Uint8Array {
  const table = (name: string, rows: number): Uint8Array[] =>
    bytesField(5, [numberField(1, rows), numberField(1, 16), numberField(2, type), textField(8, name)]);
  const ids = bytesField(11, [textField(1, "ids")]);
  const graph = [...nodes.map(nodeField), ...table("table", 64), ...table("positions", 8), ...ids];
  return Buffer.concat([...bytesField(7, graph), ...bytesField(8, [numberField(2, opset)])]);
}

const node = (op: string, inputs: readonly string[], output: string): NewNode => ({ op, inputs, outputs: [output] });
const TOKENS = node("Gather", ["table", "ids"], "x0");

const BLOCK = [TOKENS, node("Softmax", ["x0"], "a"), node("Add", ["x0", "a"], "x1")];

test("a stream of 16 bits gets its steering in its own type, and is shown as float32", () => {
  for (const type of [10, 16]) {
    const casts = [...readModel(opened(graphOf(BLOCK, { type }))).nodes.values()].filter(({ op }) => op === "Cast");
    // One row of steering; the embedding and the stream after the block.
    assert.deepEqual(
      casts.map((cast) => integerAttribute(cast, "to")),
      [type, 1, 1],
    );
  }
  const plain = [...readModel(opened(graphOf(BLOCK))).nodes.values()];
  assert.ok(plain.every(({ op }) => op !== "Cast"));
});

describe("blocks of other shapes", () => {
  test("attention and perceptron that are added at once are one block", () => {
    const block = (from: string, to: string): NewNode[] => [
      node("Softmax", [from], `${to}.a`),
      node("Relu", [from], `${to}.m`),
      node("Add", [`${to}.a`, `${to}.m`], `${to}.sum`),
      node("Add", [`${to}.sum`, from], to),
    ];
    assert.equal(openGraph(graphOf([TOKENS, ...block("x0", "x1"), ...block("x1", "x2")])).layers, 2);
  });

  test("positions that are added first belong to the embedding", () => {
    const graph = graphOf([
      node("Gather", ["positions", "ids"], "p"),
      TOKENS,
      node("Add", ["x0", "p"], "x1"),
      node("Softmax", ["x1"], "a"),
      node("Add", ["x1", "a"], "x2"),
      node("Relu", ["x2"], "m"),
      node("Add", ["m", "x2"], "x3"),
    ]);
    const { layers, vocabulary } = openGraph(graph);
    assert.deepEqual({ layers, vocabulary }, { layers: 1, vocabulary: 64 });
  });

  test("the softmax that chooses experts is no attention", () => {
    const graph = graphOf([
      TOKENS,
      node("Softmax", ["x0"], "a"),
      node("Add", ["x0", "a"], "x1"),
      node("Softmax", ["x1"], "r"),
      node("TopK", ["r"], "k"),
      node("Add", ["x1", "k"], "x2"),
    ]);
    assert.equal(openGraph(graph).layers, 1);
  });

  test("additions without attention, a stream that comes back to itself, and an old operator set are refused", () => {
    const classifier = graphOf([TOKENS, node("Relu", ["x0"], "m"), node("Add", ["x0", "m"], "x1")]);
    assert.throws(() => opened(classifier), /^Error: not a decoder: nothing with attention is added[^\n]*$/);
    const circle = graphOf([TOKENS, node("Softmax", ["x0"], "a"), node("Add", ["x0", "a"], "x0")]);
    assert.throws(() => opened(circle), /^Error: its residual stream is of ONNX element type unknown[^\n]*$/);
    assert.throws(
      () => opened(graphOf([TOKENS], { opset: 10 })),
      /^Error: operator set 10; export it with 11 or newer$/,
    );
  });

  test("names that are taken, layers inside an If, and a stream of doubles are refused", () => {
    const taken = graphOf([TOKENS, node("Identity", ["x0"], "steering")]);
    assert.throws(() => opened(taken), /^Error: has a tensor named steering already$/);
    assert.throws(() => opened(graphOf([node("If", ["ids"], "logits")])), /export it without merging/);
    const doubles = graphOf(BLOCK, { type: 11 });
    assert.throws(() => opened(doubles), /^Error: its residual stream is of ONNX element type 11, not [^\n]*$/);
  });
});

test("a graph that is made to take long is refused, and so is one of too many fields", () => {
  const name = (at: number): string => `n${at}`;
  const chain = Array.from({ length: 1_000 }, (_, at) =>
    nodeField({ op: "Cast", inputs: [name(at)], outputs: [name(at + 1)] }),
  );
  // Each would be traced back through all of the chain: a million steps.
  const lookups = chain.map((_, at) => nodeField({ op: "Gather", inputs: ["t", name(1_000)], outputs: [`g${at}`] }));
  const graph = [...chain, ...lookups, floatValueField({ as: "input", name: "n0", dims: [1] })];
  const model = Buffer.concat([...bytesField(8, [numberField(2, 17)]), ...bytesField(7, graph)]);
  assert.throws(() => openGraph(model), /^Error: a graph through which there are too many ways$/);
  const spam = Buffer.alloc(2 * 2_000_001, Buffer.from(numberField(1, 1)));
  assert.throws(() => openGraph(spam), /\(more than 2000000 fields\)$/);
});

test("what is not as the reader takes it is refused, or left as it is", () => {
  const plain = readFileSync(fixture("llama-dynamo.onnx"));
  const withGraph = (more: Uint8Array[]): Buffer => {
    const model = readModel(plain);
    const graph = bytesField(7, [...model.graph.map(({ raw }) => raw), ...more]);
    return Buffer.concat(model.fields.flatMap(({ number, raw }) => (number === 7 ? graph : [raw])));
  };
  const tensor = (name: string): Uint8Array => Buffer.concat(bytesField(5, [numberField(2, 1), textField(8, name)]));
  assert.throws(
    () => openGraph(withGraph([tensor("white_box/index.0")])),
    /^Error: has a tensor named white_box\/… already$/,
  );
  const broken = Buffer.concat(bytesField(1, [Buffer.concat(bytesField(4, [Uint8Array.of(0xff)]))]));
  assert.throws(() => openGraph(withGraph([broken])), /\(a name that is not UTF-8\)$/);
  // A graph that is a number is none, and there is still one.
  assert.ok(readModel(opened(Buffer.concat([plain, numberField(7, 1)]))).outputs.has("residuals"));
});
