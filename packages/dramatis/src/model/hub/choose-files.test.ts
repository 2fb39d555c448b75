import assert from "node:assert/strict";
import { test } from "node:test";
import { InputError } from "../../core/index.ts";
import { chooseFiles } from "./choose-files.ts";
import type { HubFile } from "./hub-client.ts";

function filesOf(...paths: string[]): HubFile[] {
  return paths.map((path) => ({ path, bytes: 1, checksum: { kind: "git", hex: "0".repeat(40) } }));
}

const CHOSEN: [string, { all: string[]; file?: string }, string[]][] = [
  ["the only GGUF", { all: ["README.md", "m.gguf", "config.json"] }, ["m.gguf"]],
  ["a GGUF by name", { all: ["a.gguf", "b.gguf"], file: "b.gguf" }, ["b.gguf"]],
  [
    "all parts of a GGUF in parts",
    { all: ["m-00001-of-00002.gguf", "m-00002-of-00002.gguf", "n-00002-of-00002.gguf"], file: "m-00001-of-00002.gguf" },
    ["m-00001-of-00002.gguf", "m-00002-of-00002.gguf"],
  ],
  ["the plain ONNX model of several", { all: ["onnx/model.onnx", "onnx/model_q4.onnx"] }, ["onnx/model.onnx"]],
  ["the only ONNX model, whatever its name", { all: ["decoder.onnx"] }, ["decoder.onnx"]],
  [
    "the data of this ONNX model alone",
    {
      all: [
        "model.onnx",
        "model.onnx_data",
        "model.onnx_data_1",
        "model.onnx.data",
        "model.onnx.part",
        "model_q4.onnx_data",
      ],
    },
    ["model.onnx", "model.onnx_data", "model.onnx_data_1", "model.onnx.data"],
  ],
  [
    "configuration beside the model before that at the top",
    { all: ["config.json", "onnx/config.json", "onnx/model.onnx", "tokenizer.json"] },
    ["onnx/model.onnx", "onnx/config.json", "tokenizer.json"],
  ],
];

for (const [what, { all, file }, expected] of CHOSEN) {
  test(`takes ${what}`, () => {
    const { main, files } = chooseFiles(filesOf(...all), { repo: "o/r", ...(file !== undefined && { file }) });
    assert.equal(main.path, expected[0]);
    assert.deepEqual(
      files.map(({ path }) => path),
      expected,
    );
  });
}

for (const all of [
  ["a.gguf", "b.gguf"],
  ["a.onnx", "b.onnx"],
  ["model.onnx", "m.gguf"],
]) {
  test(`of ${all.join(" and ")} one must be named`, () => {
    assert.throws(
      () => chooseFiles(filesOf(...all), { repo: "o/r" }),
      (error) =>
        error instanceof InputError &&
        error.message === `o/r: 2 models; expected one; name one, such as o/r/${all[0]}, of ${all.join(", ")}`,
    );
  });
}
