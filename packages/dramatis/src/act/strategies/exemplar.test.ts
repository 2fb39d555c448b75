import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import { fakeEmbedder } from "../../model/testing.ts";
import { tableEmbedder } from "../grounding/testing.ts";
import { ascending, assigned, exemplar } from "./exemplar.ts";
import { ADA, viewOf } from "./testing.ts";

const view = viewOf(["user: Any coffee?"]);

describe("exemplar", () => {
  componentConformance(async () => exemplar({ embedder: fakeEmbedder() }), view);

  test("the worked example: u1 .2, u2 .9, u3 .5 stand as u1, u3, u2 before what was said", async () => {
    assert.deepEqual(ascending([0.2, 0.9, 0.5]), [0, 2, 1]);
    const embedder = tableEmbedder({ u1: [0.2, 0.98], u2: [0.9, 0.436], u3: [0.5, 0.866], c: [0, 1] }, [1, 0]);
    const persona = { ...ADA, style: { examples: ["u1", "u2", "u3"] } };
    const [block] = await exemplar({ embedder, contexts: ["c"] }).contribute(viewOf(["user: x"], persona));
    assert.match(block?.text ?? "", /:\nSomebody: c\nAda: u1\nSomebody: c\nAda: u3\nSomebody: c\nAda: u2$/);
    assert.deepEqual(block?.fields, ["style.examples.0", "style.examples.2", "style.examples.1"]);
  });

  test("a context that is taken gives way to the next best; the utterance nearest to the end chooses first", () => {
    // Both want context 1 most; the second is nearer to what was said.
    const rows = [
      [0.1, 0.9, 0.5],
      [0.2, 0.8, 0.3],
    ];
    assert.deepEqual(assigned(rows), [2, 1]);
    assert.deepEqual(assigned([[1], [1], [1]]), [0, 0, 0]);
  });

  test("static matches the utterance alone, dynamic the question too", async () => {
    // u = (.8, .6); c1 = (0, 1): .6; c2 = (1, 0) is off the table: .8, and with e(c) · e(x) = (0, 1): c1 1.6, c2 .8
    const embedder = tableEmbedder({ u: [0.8, 0.6], c1: [0, 1], x: [0, 1] }, [1, 0]);
    const asked = viewOf(["user: x"], { ...ADA, style: { examples: ["u"] } });
    const context = async (match: "static" | "dynamic"): Promise<string | undefined> => {
      const [block] = await exemplar({ embedder, match, contexts: ["c1", "c2"] }).contribute(asked);
      return /Somebody: (\w+)/.exec(block?.text ?? "")?.[1];
    };
    assert.equal(await context("static"), "c2");
    assert.equal(await context("dynamic"), "c1");
  });

  test("random is the same for the same seed and not for every seed", async () => {
    const text = async (seed: number): Promise<string | undefined> =>
      (await exemplar({ embedder: fakeEmbedder(), match: "random", seed }).contribute(view))[0]?.text;
    assert.equal(await text(1), await text(1));
    assert.notEqual(await text(1), await text(2));
  });

  test("at most k, the nearest; none without examples; a blank one is none", async () => {
    const strategy = exemplar({ embedder: fakeEmbedder(512), most: 1 });
    assert.deepEqual((await strategy.contribute(view))[0]?.fields, ["style.examples.1"]);
    assert.deepEqual(await strategy.contribute(viewOf(["user: Hi"], { ...ADA, style: { examples: [" "] } })), []);
    await assert.rejects(exemplar().contribute(view), { code: "unsupported", message: /needs embed.*await/ });
  });
});
