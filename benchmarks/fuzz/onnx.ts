// ONNX files as they are read and cut open: damaged bytes, whole messages that say something else, graphs made to take long,
// and paths of weights that lead elsewhere. A file that is opened keeps the rest of its graph; anything else is an Error of one line.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Random } from "../../packages/dramatis/src/core/index.ts";
import { floatValueField, nodeField, readModel } from "../../packages/understudy/src/onnx/onnx-model.ts";
import { openGraph } from "../../packages/understudy/src/onnx/open-graph.ts";
import { DECODERS, fixture } from "../../packages/understudy/src/onnx/testing.ts";
import { checkWeightFiles, shareWeightFiles } from "../../packages/understudy/src/onnx/weight-files.ts";
import { bytesField, type Field, numberField, readFields, textField } from "../../packages/understudy/src/onnx/wire.ts";
import { type FuzzTarget, oneOfKinds } from "./fuzz-target.ts";
import { mutatedBytes, pick, words } from "./mutations.ts";

const FILES = [...DECODERS.keys(), "mlp.onnx"].map((file) => readFileSync(fixture(file)));
const NAMES = [
  "",
  "steering",
  "residuals",
  "white_box/row.0",
  "white_box/index.0",
  "input_ids",
  "Add",
  "Gather",
  "Cast",
  "Softmax",
  "If",
];
const NUMBERS = [0, 1, 2, 7, 10, 16, 127, 128, 300, 2 ** 31, 2 ** 53, 2 ** 63, 2 ** 64 - 2 ** 11];

export const onnxTarget: FuzzTarget = {
  name: "onnx",
  short: 500,
  once: oneOfKinds([
    { share: 2, once: (draws) => opens(mutatedBytes(pick(FILES, draws), draws)) },
    { share: 4, once: messages },
    { share: 0.01, once: long },
    { share: 0.05, once: weights },
  ]),
  replay: opens,
};

function opens(bytes: Uint8Array): void {
  const opened = orRefused(() => openGraph(bytes));
  if (opened === undefined) return;
  const out = Buffer.concat(opened.chunks);
  assert.ok(out.length <= 40 * bytes.length + 100_000, "many times as large as it was");
  const [before, after] = [readModel(bytes), readModel(out)];
  assert.ok(after.inputs.has("steering") && after.outputs.has("residuals"));
  for (const name of before.outputs) assert.ok(after.outputs.has(name), "an output went");
  assert.ok(after.nodes.size >= before.nodes.size + 2);
  assert.deepEqual([...after.tensors.values()].slice(0, before.tensors.size), [...before.tensors.values()]);
  assert.throws(() => openGraph(out), { message: "opened already" });
}

/** What a reader gives; undefined where it throws an Error of one line. Everything else, such as a RangeError, is thrown again. */
function orRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    refusal(error);
    return undefined;
  }
}

function refusal(error: unknown): void {
  if (!(error instanceof Error) || error.constructor !== Error) throw error;
  assert.ok(/^.{1,600}$/.test(error.message), `more than a line: ${JSON.stringify(error.message.slice(0, 700))}`);
}

/** A message within the file, at any depth, has other fields; lengths around it are right. */
function messages(draws: Random): void {
  let bytes: Uint8Array = pick(FILES, draws);
  for (let count = 1 + draws.int(3); count > 0; count--) bytes = otherMessage(bytes, draws);
  opens(bytes);
}

function otherMessage(bytes: Uint8Array, draws: Random): Uint8Array {
  if (!isMessage(bytes)) return mutatedBytes(bytes, draws);
  const fields = readFields(bytes);
  const at = draws.int(fields.length);
  const field = fields[at];
  if (field === undefined) return numberField(1 + draws.int(20), pick(NUMBERS, draws));
  const raws = fields.map(({ raw }) => raw);
  raws.splice(at, 1, ...otherField(field, draws));
  if (draws.int(8) === 0) raws.splice(draws.int(raws.length + 1), 0, field.raw);
  return Buffer.concat(raws);
}

/** The graph is one field of a model and nearly all of it, so that what is a message is mostly gone into. */
function otherField({ number, value, raw }: Field, draws: Random): Uint8Array[] {
  if (typeof value === "number") return [numberField(number, draws.int(2) === 0 ? pick(NUMBERS, draws) : value + 1)];
  if (draws.int(value.length > 2_000 ? 50 : 6) !== 0 && isMessage(value))
    return bytesField(number, [otherMessage(value, draws)]);
  switch (draws.int(5)) {
    case 0:
      return [];
    case 1:
      return [raw, raw];
    case 2:
      return [numberField(number, pick(NUMBERS, draws))];
    case 3:
      return [textField(number, draws.int(4) === 0 ? words(draws) : pick(NAMES, draws))];
    default:
      return [textField(1 + draws.int(16), pick(NAMES, draws))];
  }
}

function isMessage(bytes: Uint8Array): boolean {
  return bytes.length > 0 && orRefused(() => readFields(bytes)) !== undefined;
}

/** A graph of thousands of nodes, or a file of thousands of tiny fields. */
function long(draws: Random): void {
  const size = pick([500, 5_000, 20_000], draws);
  const link = (at: number, op: string, more: string[] = []): Uint8Array =>
    nodeField({ op, inputs: [`n${at}`, ...more], outputs: [`n${at + 1}`] });
  const table = Buffer.concat(
    bytesField(5, [numberField(1, 64), numberField(1, 16), numberField(2, 1), textField(8, "n0")]),
  );
  const chain = Array.from({ length: size }, (_, at) => link(at, pick(["Cast", "Identity"], draws)));
  const shapes: (() => Uint8Array[])[] = [
    // Lookups in a table that is far behind, by tokens that are.
    () => [
      ...chain,
      ...chain.map((_, at) => nodeField({ op: "Gather", inputs: [`n${size}`, `n${size}`], outputs: [`g${at}`] })),
    ],
    () => [...chain, nodeField({ op: "Gather", inputs: ["table", `n${size}`], outputs: ["g0"] })],
    // A stream of additions, each of something with attention.
    () => [
      nodeField({ op: "Gather", inputs: ["table", "tokens"], outputs: ["n0"] }),
      ...Array.from({ length: size }, (_, at) => nodeField({ op: "Softmax", inputs: [`n${at}`], outputs: [`s${at}`] })),
      ...Array.from({ length: size }, (_, at) => link(at, "Add", [`s${at}`])),
    ],
    () => Array.from({ length: size }, () => nodeField({ op: "Gather", inputs: ["table", "n0"], outputs: ["n0"] })),
    () => [nodeField({ op: "If", inputs: Array.from({ length: size }, () => "n0"), outputs: ["n1"] })],
  ];
  const graph = [
    ...pick(shapes, draws)(),
    ...(draws.int(2) === 0 ? [table] : []),
    Buffer.concat(bytesField(5, [numberField(1, 64), numberField(1, 16), numberField(2, 1), textField(8, "table")])),
    floatValueField({ as: "input", name: "tokens", dims: [1] }),
  ];
  const opset = Buffer.concat(bytesField(8, [numberField(2, 17)]));
  const model = Buffer.concat([opset, ...bytesField(7, graph)]);
  opens(draws.int(4) === 0 ? Buffer.alloc(size * 100, Buffer.from(numberField(1, 1))) : model);
}

const LOCATIONS = [
  ...[
    "w.data",
    "./w.data",
    "sub/w.data",
    "..",
    "../outside/secret",
    "sub/../../outside/secret",
    "/etc/passwd",
    "",
    ".",
  ],
  ...[
    "sub",
    "\0",
    "a\0b",
    "..\\outside",
    "w.data/",
    "w.data/x",
    "x".repeat(5_000),
    "\ud800",
    "...",
    "..x",
    "sub/../w.data",
  ],
];

/** Where the weights are said to lie: nothing is made but below the folder of the target. */
async function weights(draws: Random): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), "fuzz-onnx-"));
  try {
    const [source, out, outside] = ["source", "out", "outside"].map((name) => join(base, name)) as [
      string,
      string,
      string,
    ];
    for (const folder of [source, out, outside, join(source, "sub")]) mkdirSync(folder);
    writeFileSync(join(outside, "secret"), "secret");
    for (const file of ["w.data", "sub/w.data"]) writeFileSync(join(source, file), "weights");
    if (draws.int(4) === 0) symlinkSync(outside, join(out, "sub"));
    const location = draws.int(4) === 0 ? words(draws) : pick(LOCATIONS, draws);
    const files = new Map([[location, pick([0, 7, 8, Number.NaN, 2 ** 53], draws)]]);
    try {
      await checkWeightFiles(join(source, "model.onnx"), files);
      await shareWeightFiles(join(source, "model.onnx"), out, files);
    } catch (error) {
      refusal(error);
    }
    assert.deepEqual(readdirSync(base).sort(), ["out", "outside", "source"]);
    assert.deepEqual(readdirSync(outside), ["secret"], "something was made outside");
    assert.equal(readFileSync(join(outside, "secret"), "utf8"), "secret");
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}
