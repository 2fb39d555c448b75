import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import { demoFirst } from "./demo-first.ts";
import { ADA, viewOf } from "./testing.ts";

const blocks = async (lines: readonly string[], persona = ADA): Promise<string[]> =>
  (await demoFirst().contribute(viewOf(lines, persona))).map(({ block }) => block);

describe("demoFirst", () => {
  componentConformance(async () => demoFirst(), viewOf(["user: Hi"]));

  test("demonstrations at the first turn, instructions at the second, and so on", async () => {
    assert.deepEqual(await blocks(["user: 1"]), ["EXEMPLARS"]);
    assert.deepEqual(await blocks(["user: 1", "Ada: 1", "user: 2"]), ["STYLE"]);
    assert.deepEqual(await blocks(["user: 1", "Ada: 1", "user: 2", "Ada: 2", "user: 3"]), ["EXEMPLARS"]);
  });

  test("where there is only one, it always stands; with neither there is nothing", async () => {
    assert.deepEqual(await blocks(["user: 1"], { ...ADA, style: { phrases: ["step by step"] } }), ["STYLE"]);
    assert.deepEqual(await blocks(["user: 1", "Ada: 1"], { ...ADA, style: { examples: ["Ha."] } }), ["EXEMPLARS"]);
    assert.deepEqual(await blocks(["user: 1"], { ...ADA, style: {} }), []);
  });

  test("the text is the renderer's, with its fields", async () => {
    const [half] = await demoFirst().contribute(viewOf(["user: 1", "Ada: 1"]));
    assert.deepEqual(half?.fields, ["style.presets.0"]);
    assert.equal(half?.text, "When teased, you answer with a short joke.");
  });
});
