import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import type { Nli, NliVerdict } from "dramatis/core";
import { nliConformance } from "dramatis/core/conformance";
import { folderNli } from "./folder-nli.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures");
const TINY = join(FIXTURES, "tiny-nli");
const scratch = mkdtempSync(join(tmpdir(), "understudy-folder-"));
after(() => rmSync(scratch, { recursive: true }));

// What the graphs compute stands in fixtures/make_tiny_nli.py: "no", "yes" and "maybe" in the hypothesis add 2 to
// contradiction, entailment and neutral; "never" in the premise adds 1 to contradiction.

const open = (folder: string): Promise<Nli> => folderNli(folder, { threads: 1 });

let copies = 0;

/** A copy of the fixture with some of its files changed: replaced text, merged JSON, or `null` for taken away. */
function changed(changes: Record<string, string | object | null>, graph?: string): string {
  const folder = join(scratch, `${++copies}`);
  cpSync(TINY, folder, { recursive: true });
  if (graph !== undefined) cpSync(join(FIXTURES, "graphs", graph), join(folder, "model.onnx"));
  for (const [file, change] of Object.entries(changes)) {
    const path = join(folder, file);
    if (change === null) rmSync(path);
    else if (typeof change === "string") writeFileSync(path, change);
    else writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), ...change }));
  }
  return folder;
}

async function judgeOne(nli: Nli, premise: string, hypothesis: string): Promise<NliVerdict | null> {
  return (await nli.judge([{ premise, hypothesis }]))[0] ?? null;
}

/** Compares with the softmax of logits. */
function assertLogits(verdict: NliVerdict | null, { entail = 0, neutral = 0, contradict = 0 }): void {
  assert.ok(verdict);
  const total = Math.exp(entail) + Math.exp(neutral) + Math.exp(contradict);
  for (const [label, logit] of Object.entries({ entail, neutral, contradict })) {
    const chance = verdict[label as keyof NliVerdict];
    assert.ok(Math.abs(chance - Math.exp(logit) / total) < 1e-5, `${label}: ${chance}`);
  }
}

nliConformance(() => open(TINY));

describe("folderNli", () => {
  test("the id names the folder and the graph", async () => {
    const hash = createHash("sha256")
      .update(readFileSync(join(TINY, "model.onnx")))
      .digest("hex");
    assert.equal((await open(`${TINY}/`)).id, `onnx:tiny-nli@${hash.slice(0, 8)}`);
  });

  test("gives the softmax of the logits, by label", async () => {
    const nli = await open(TINY);
    const verdict = await judgeOne(nli, "x", "No!");
    // e² / (e² + 2) = 7.389 / 9.389
    assert.ok(Math.abs((verdict?.contradict as number) - 0.787) < 0.0005);
    assertLogits(await judgeOne(nli, "x", "yes yes maybe"), { entail: 4, neutral: 2 });
  });

  test("the order of the labels is read, from id2label or label2id", async () => {
    const id2label = { 2: "Contradiction", 0: "neutral", 1: "entail" };
    const nli = await open(changed({ "config.json": { id2label } }));
    assertLogits(await judgeOne(nli, "x", "no"), { neutral: 2 });
    assertLogits(await judgeOne(nli, "x", "maybe"), { contradict: 2 });
    const label2id = { ENTAILMENT: 0, contradiction: 1, neutral: 2 };
    const other = await open(changed({ "config.json": { id2label: undefined, label2id } }));
    assertLogits(await judgeOne(other, "x", "no"), { entail: 2 });
  });

  test("the premise comes first", async () => {
    const nli = await open(TINY);
    assertLogits(await judgeOne(nli, "never", "yes"), { contradict: 1, entail: 2 });
    assertLogits(await judgeOne(nli, "yes", "never"), {});
  });

  test("padding changes nothing", async () => {
    const hypotheses = ["no", "yes a b c d e f", "maybe a b"];
    const settingsMissing = changed({ "tokenizer_config.json": null });
    const named = {
      "tokenizer_config.json": { pad_token: { content: "[PAD]" } },
      "config.json": { pad_token_id: null },
    };
    // Without a mask the graph adds the padding up; there must be none.
    for (const folder of [TINY, settingsMissing, changed(named), changed({}, "ids-only.onnx")]) {
      const nli = await open(folder);
      const verdicts = await nli.judge(hypotheses.map((hypothesis) => ({ premise: "x", hypothesis })));
      assertLogits(verdicts[0] ?? null, { contradict: 2 });
      assertLogits(verdicts[1] ?? null, { entail: 2 });
      assertLogits(verdicts[2] ?? null, { neutral: 2 });
    }
  });

  test("RoBERTa's two marks in the middle, and its one segment", async () => {
    const post_processor = { type: "RobertaProcessing", sep: ["[SEP]", 2], cls: ["[CLS]", 1] };
    const folder = changed({ "tokenizer.json": { post_processor }, "config.json": { type_vocab_size: 1 } });
    const nli = await open(folder);
    assertLogits(await judgeOne(nli, "x", "never no"), { contradict: 1 });
    // 16 tokens, less 4 marks and one for the premise, leave 11.
    assertLogits(await judgeOne(nli, "x", `${"a ".repeat(10)} never never`), { contradict: 1 });
  });

  test("of a pair that is too long, the end of the longer sentence is not read", async () => {
    const nli = await open(TINY);
    const filler = (words: number): string => "a ".repeat(words);
    // 16 tokens, less 3 marks and one for the premise, leave 12.
    assertLogits(await judgeOne(nli, "never", `${filler(11)} no no no`), { contradict: 3 });
    assertLogits(await judgeOne(nli, `${filler(11)} never never`, "yes"), { contradict: 1, entail: 2 });
    assertLogits(await judgeOne(nli, `${filler(6)}`, `${filler(6)} no no`), { contradict: 2 });
    assert.equal(await judgeOne(nli, filler(7), filler(7)), null);
    const shorter = await open(changed({ "tokenizer_config.json": { model_max_length: 6 } }));
    assertLogits(await judgeOne(shorter, "x", "no no no"), { contradict: 4 });
  });

  test("the graph may lie in onnx/, and the one that is not quantized is taken", async () => {
    const folder = changed({});
    mkdirSync(join(folder, "onnx"));
    renameSync(join(folder, "model.onnx"), join(folder, "onnx/model_quantized.onnx"));
    const quantized = await open(folder);
    assertLogits(await judgeOne(quantized, "never", "x"), { contradict: 1 });
    cpSync(join(FIXTURES, "graphs/ids-only.onnx"), join(folder, "onnx/model.onnx"));
    assert.notEqual((await open(folder)).id, quantized.id);
  });
});

describe("one line says what is wrong with a folder", () => {
  const labels = { 0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2" };
  const twice = { 0: "entailment", 1: "entailed", 2: "neutral" };
  const cases: [name: string, folder: () => string, message: RegExp][] = [
    ["no folder", () => join(scratch, "none"), /none\/config\.json: cannot be read \(ENOENT\)$/],
    ["not JSON", () => changed({ "config.json": "{" }), /config\.json: not JSON \(.+\)$/],
    ["not an object", () => changed({ "config.json": "[]" }), /config\.json: not a JSON object$/],
    [
      "nameless labels",
      () => changed({ "config.json": { id2label: labels } }),
      /config\.json: the labels are "LABEL_0", "LABEL_1", "LABEL_2", not entailment, neutral and contradiction/,
    ],
    ["a label twice", () => changed({ "config.json": { id2label: twice } }), /labels are "entailment", "entailed", "n/],
    ["two labels", () => changed({ "config.json": { id2label: { 0: "entailment", 1: "not_entailment" } } }), /labels/],
    ["no labels", () => changed({ "config.json": "{}" }), /the labels are none, not/],
    ["no graph", () => changed({ "model.onnx": null }), /\d: has none of model\.onnx, onnx\/model\.onnx, /],
    ["not a graph", () => changed({ "model.onnx": "no graph" }), /model\.onnx: cannot be opened \(.+\)$/],
    [
      "two columns",
      () => changed({}, "two-columns.onnx"),
      /model\.onnx: gives float32 \[1, 2\], not float32 \[1, 3\]$/,
    ],
    ["another input", () => changed({}, "other-input.onnx"), /needs position_ids; can be given input_ids, attention/],
    ["no tokenizer", () => changed({ "tokenizer.json": null }), /tokenizer\.json: cannot be read \(ENOENT\)$/],
    ["not a tokenizer", () => changed({ "tokenizer.json": "{}" }), /tokenizer\.json: not a tokenizer that can be used/],
    [
      "no mark between",
      () => changed({ "tokenizer.json": { post_processor: null } }),
      /tokenizer\.json: its post_processor does not join two sentences with a mark between them$/,
    ],
    [
      "the pair dropped",
      () => changed({ "tokenizer.json": { post_processor: { type: "ByteLevel" } } }),
      /post_processor does not join two sentences/,
    ],
    [
      "no pair template",
      () => changed({ "tokenizer.json": { post_processor: { type: "TemplateProcessing", single: [] } } }),
      /post_processor cannot join two sentences \(.+\)$/,
    ],
    [
      "no padding token",
      () => changed({ "tokenizer_config.json": null, "config.json": { pad_token_id: null } }),
      /no pad_token in tokenizer_config\.json, no pad_token_id in config\.json$/,
    ],
    [
      "no room",
      () => changed({ "config.json": { max_position_embeddings: 4 } }),
      /reads 4 tokens, too few for a pair$/,
    ],
    [
      "more segments than the graph has",
      () => changed({ "tokenizer.json": { post_processor: pairTemplate(9) }, "config.json": { type_vocab_size: 99 } }),
      /model\.onnx: cannot be run \(.+\)$/,
    ],
  ];
  for (const [name, folder, message] of cases) {
    test(name, async () => {
      await assert.rejects(open(folder()), (error: unknown) => {
        assert.ok(error instanceof Error);
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /\n/);
        return true;
      });
    });
  }
});

/** A post-processor that numbers the second sentence as told. */
function pairTemplate(segment: number): object {
  const mark = { SpecialToken: { id: "[SEP]", type_id: 0 } };
  const [first, second] = [{ Sequence: { id: "A", type_id: 0 } }, { Sequence: { id: "B", type_id: segment } }];
  return { type: "TemplateProcessing", single: [first], pair: [first, mark, second] };
}
