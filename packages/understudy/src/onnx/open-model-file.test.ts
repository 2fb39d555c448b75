import assert from "node:assert/strict";
import { copyFile, mkdir, readdir, readFile, stat, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { openModelFile } from "./open-model-file.ts";
import { openWhiteBox } from "./open-white-box.ts";
import { DECODERS, fixture, references, scratch } from "./testing.ts";
import { checkWeightFiles, shareWeightFiles } from "./weight-files.ts";

describe("an opened file", () => {
  for (const [file, layers] of DECODERS) {
    test(`${file} says what it is, and that it was checked`, async (t) => {
      const target = join(await scratch(t), "opened.onnx");
      const { checked, ...facts } = await openModelFile({ source: fixture(file), target });
      assert.deepEqual(facts, { layers, hidden: 16, vocabulary: 64, target });
      assert.equal(checked.tokens, 5);
      assert.ok(checked.maxDifference < (/int|fp16/.test(file) ? 0.1 : 1e-4), String(checked.maxDifference));
    });
  }

  test("gives the residual stream and the steered logits that PyTorch gives", async (t) => {
    const folder = await scratch(t);
    for (const [file, reference] of await references()) {
      const target = join(folder, file);
      const { layers, hidden } = await openModelFile({ source: fixture(file), target });
      const whiteBox = await openWhiteBox(target, { threads: 1 });
      const tolerance = file.includes("fp16") ? 2e-2 : 1e-4;
      const want = Array.from({ length: layers + 1 }, (_, at) => at - 1);
      const plain = await whiteBox.run({ tokens: reference.tokens, want });
      near(plain.logits, reference.logits, tolerance, `${file}: logits`);
      near(
        want.flatMap((layer) => [...(plain.activations.get(layer) ?? [])]),
        reference.residuals,
        tolerance,
        file,
      );
      const steer = new Map(
        Array.from({ length: layers }, (_, layer) => [
          layer,
          Float32Array.from({ length: hidden }, (_, at) => 0.5 * Math.cos((layer * hidden + at) ** 2)),
        ]),
      );
      const steered = await whiteBox.run({ tokens: reference.tokens, steer });
      near(steered.logits, reference.steered, tolerance, `${file}: steered`);
    }
  });

  test("takes the place of an older one, and never of its source", async (t) => {
    const folder = await scratch(t);
    const [source, target] = [join(folder, "model.onnx"), join(folder, "opened.onnx")];
    await copyFile(fixture("llama-fused.onnx"), source);
    await writeFile(target, "older");
    await openModelFile({ source, target });
    assert.deepEqual((await readdir(folder)).sort(), ["model.onnx", "opened.onnx"]);
    assert.notEqual(await readFile(target, "utf8"), "older");
    await assert.rejects(openModelFile({ source, target: source }), /model\.onnx: would replace its source$/);
    await assert.rejects(
      openModelFile({ source: target, target: join(folder, "twice.onnx") }),
      /opened\.onnx: opened already$/,
    );
    assert.deepEqual(await readFile(source), await readFile(fixture("llama-fused.onnx")));
  });
});

const WEIGHTS = "qwen-external.onnx.data";

/** A folder with a model whose weights lie in a file of their own. */
async function external(t: TestContext): Promise<{ folder: string; source: string; weights: string }> {
  const folder = join(await scratch(t), "source");
  await mkdir(folder);
  const [source, weights] = [join(folder, "model.onnx"), join(folder, WEIGHTS)];
  await copyFile(fixture("qwen-external.onnx"), source);
  await copyFile(fixture(WEIGHTS), weights);
  return { folder, source, weights };
}

describe("weights in a file of their own", () => {
  test("are named again by a target beside its source", async (t) => {
    const { folder, source } = await external(t);
    await openModelFile({ source, target: join(folder, "opened.onnx") });
    assert.deepEqual((await readdir(folder)).sort(), ["model.onnx", "opened.onnx", WEIGHTS]);
  });

  test("are the same file in another folder, once and again", async (t) => {
    const { folder, source, weights } = await external(t);
    const target = join(folder, "opened", "model.onnx");
    await mkdir(join(folder, "opened"));
    await openModelFile({ source, target });
    await openModelFile({ source, target });
    assert.equal((await stat(join(folder, "opened", WEIGHTS))).ino, (await stat(weights)).ino);
    assert.equal((await openWhiteBox(target, { threads: 1 })).layers, 2);
  });

  test("that are missing, cut short or outside the folder are refused", async (t) => {
    const { folder, source, weights } = await external(t);
    const target = join(folder, "opened.onnx");
    await truncate(weights, 1000);
    await assert.rejects(
      openModelFile({ source, target }),
      oneLine(/its weights file .* is cut short \(1000 bytes of 25600\)$/),
    );
    await assert.rejects(
      openModelFile({ source: await renamedIn(source, WEIGHTS, "no-such-files.onnx.data"), target }),
      oneLine(/its weights file no-such-files\.onnx\.data cannot be read \(ENOENT\)$/),
    );
    await assert.rejects(
      openModelFile({ source: await renamedIn(source, WEIGHTS, "../outside/weights.data"), target }),
      oneLine(/its weights lie outside its folder \("\.\.\/outside\/weights\.data"\), which is not read$/),
    );
  });

  test("are named in one short line, whatever they are called", async () => {
    for (const location of ["a\nb", "x".repeat(5_000), "../a\nb", "a\0b"]) {
      const fault: unknown = await checkWeightFiles("model.onnx", new Map([[location, 1]])).catch((error) => error);
      assert.ok(fault instanceof Error && fault.message.length < 250, location.slice(0, 20));
      assert.doesNotMatch(fault.message, /[\n\0]/);
    }
  });

  test("are not put behind a link out of the target's folder", async (t) => {
    const folder = await scratch(t);
    for (const name of ["source/sub", "target", "outside"]) await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, "source/sub/w.data"), "weights");
    await symlink(join(folder, "outside"), join(folder, "target/sub"));
    await assert.rejects(
      shareWeightFiles(join(folder, "source/model.onnx"), join(folder, "target"), new Map([["sub/w.data", 7]])),
      /sub: a link out of its folder, where no weights are put$/,
    );
    assert.deepEqual(await readdir(join(folder, "outside")), []);
  });

  test("are not put over a file that stands there", async (t) => {
    const { folder, source } = await external(t);
    const target = join(folder, "opened", "model.onnx");
    await mkdir(join(folder, "opened"));
    await writeFile(join(folder, "opened", WEIGHTS), "another's");
    await assert.rejects(openModelFile({ source, target }), oneLine(/there already, and other than /));
    assert.equal(await readFile(join(folder, "opened", WEIGHTS), "utf8"), "another's");
  });

  test("behind links, as a hub's cache keeps them, are opened into another folder", async (t) => {
    const { folder, source, weights } = await external(t);
    const cache = join(folder, "cache");
    await mkdir(cache);
    await symlink(source, join(cache, "model.onnx"));
    await symlink(weights, join(cache, WEIGHTS));
    const linked = join(cache, "model.onnx");
    await assert.rejects(
      openModelFile({ source: linked, target: join(cache, "opened.onnx") }),
      oneLine(/a link out of its folder, .* choose a target in another folder$/),
    );
    await mkdir(join(folder, "opened"));
    await openModelFile({ source: linked, target: join(folder, "opened", "model.onnx") });
    assert.equal((await stat(join(folder, "opened", WEIGHTS))).ino, (await stat(weights)).ino);
  });

  test("go again when the model cannot be opened", async (t) => {
    const { folder, source } = await external(t);
    const odd = await renamedIn(source, "position_ids", "position_odd");
    await mkdir(join(folder, "opened"));
    await assert.rejects(
      openModelFile({ source: odd, target: join(folder, "opened", "model.onnx") }),
      /needs position_odd/,
    );
    assert.deepEqual(await readdir(join(folder, "opened")), []);
  });
});

describe("what cannot be opened leaves nothing", () => {
  const refusals: [what: string, make: (folder: string) => Promise<string>, message: RegExp][] = [
    ["no file", async (folder) => join(folder, "none.onnx"), /none\.onnx: cannot be read \(ENOENT\)$/],
    ["a folder", async (folder) => folder, /: cannot be read \(EISDIR\)$/],
    ["no decoder", async () => fixture("mlp.onnx"), /mlp\.onnx: not a decoder: /],
    [
      "a part of a file",
      async (folder) => {
        const path = join(folder, "part.onnx");
        await copyFile(fixture("llama-fused.onnx"), path);
        await truncate(path, 20_000);
        return path;
      },
      /part\.onnx: not an ONNX model, or one cut short \(cut short\)$/,
    ],
    [
      "a graph that needs what a decoder of text does not",
      (folder) => renamedIn(fixture("qwen-torchscript.onnx"), "position_ids", "pixel_values", folder),
      /: needs pixel_values \(int64 \[batch_size, sequence_length\]\), which cannot be given to a decoder of text$/,
    ],
    [
      "a graph that the runtime refuses",
      (folder) => renamedIn(fixture("llama-fused.onnx"), "Sigmoid", "Sigmoed", folder),
      /renamed-Sigmoed: cannot be loaded \(.*Sigmoed/,
    ],
  ];
  for (const [what, make, message] of refusals) {
    test(what, async (t) => {
      const folder = await scratch(t);
      const out = join(folder, "out");
      await mkdir(out);
      const source = await make(folder);
      await assert.rejects(openModelFile({ source, target: join(out, "opened.onnx") }), oneLine(message));
      assert.deepEqual(await readdir(out), []);
    });
  }

  test("a target whose folder is not there", async (t) => {
    const target = join(await scratch(t), "none", "opened.onnx");
    await assert.rejects(
      openModelFile({ source: fixture("llama-fused.onnx"), target }),
      oneLine(/none\/opened\.onnx: cannot be written \(ENOENT\)$/),
    );
  });

  test("a call that is aborted, before and while it runs", async (t) => {
    const folder = await scratch(t);
    const [source, target] = [fixture("llama-fused.onnx"), join(folder, "opened.onnx")];
    await assert.rejects(
      openModelFile({ source, target, signal: AbortSignal.abort(new Error("enough")) }),
      /^Error: enough$/,
    );
    const controller = new AbortController();
    const running = openModelFile({ source, target, signal: controller.signal });
    setImmediate(() => controller.abort(new Error("enough")));
    await assert.rejects(running, /^Error: enough$/);
    assert.deepEqual(await readdir(folder), []);
  });
});

/** A copy of a model in which a name is another of the same length. */
async function renamedIn(source: string, from: string, to: string, folder = join(source, "..")): Promise<string> {
  assert.equal(from.length, to.length);
  const path = join(folder, `renamed-${to.replaceAll("/", "-")}`);
  const text = await readFile(source, "latin1");
  await writeFile(path, text.replaceAll(from, to), "latin1");
  return path;
}

function oneLine(message: RegExp): (error: Error) => boolean {
  return (error) => {
    assert.match(error.message, message);
    assert.doesNotMatch(error.message, /\n/);
    return true;
  };
}

function near(actual: ArrayLike<number>, expected: readonly number[], tolerance: number, what: string): void {
  assert.equal(actual.length, expected.length, what);
  const scale = Math.max(1, ...expected.map(Math.abs));
  const worst = expected.reduce((most, value, at) => Math.max(most, Math.abs(value - (actual[at] as number))), 0);
  assert.ok(worst <= tolerance * scale, `${what}: off by ${worst}`);
}
