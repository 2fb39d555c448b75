import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { random } from "../../core/index.ts";
import { expandMacros, type MacroScope } from "./expand-macros.ts";

const expand = (text: string, more: Partial<MacroScope> = {}): string =>
  expandMacros(text, { char: "Ada", user: "Bo", draws: random(1), ...more });

describe("expandMacros", () => {
  test("names, whatever the case", () => {
    assert.equal(expand("{{char}} and {{USER}}, <BOT>, <user>, {{ Char }}"), "Ada and Bo, Ada, Bo, Ada");
  });

  test("random and pick take one of a list, in which \\, is a comma", () => {
    const drawn = Array.from({ length: 60 }, (_, seed) => expand("{{random:A,B\\,C}}", { draws: random(seed) }));
    assert.deepEqual([...new Set(drawn)].sort(), ["A", "B,C"]);
    assert.ok(["x", "y,z"].includes(expand("{{random::x::y,z}}")));
    // pick is the same for the same prompt, whatever else is drawn
    const picked = (draws: number): string => expand("{{pick:A,B,C,D}}", { seed: 4, draws: random(draws) });
    assert.equal(picked(1), picked(2));
    const bySeed = Array.from({ length: 60 }, (_, seed) => expand("{{pick:A,B,C}}", { seed }));
    assert.deepEqual([...new Set(bySeed)].sort(), ["A", "B", "C"]);
    assert.equal(expand("{{pick:only}}"), "only");
  });

  test("roll gives 1 to N, with or without d", () => {
    const rolls = Array.from({ length: 60 }, (_, seed) => Number(expand("{{roll:D3}}", { draws: random(seed) })));
    assert.deepEqual([...new Set(rolls)].sort(), [1, 2, 3]);
    assert.equal(expand("{{roll:1}}"), "1");
    assert.equal(expand("{{roll:0}} {{roll:many}}"), "{{roll:0}} {{roll:many}}");
  });

  test("comments and hidden keys are not said; only hidden keys are searched", () => {
    const text = "a{{// note}}b{{comment: seen}}c{{hidden_key:dragon}}d";
    assert.equal(expand(text), "abcd");
    assert.equal(expand(text, { forKeys: true }), "abcdragond");
  });

  test("reverse", () => assert.equal(expand("{{reverse:Hello}} {{reverse:a👍}}"), "olleH 👍a"));

  test("inside one another, the inner one first", () => {
    assert.equal(expand("{{reverse:{{char}}}}{{random:{{user}}}}"), "adABo");
  });

  test("what a macro gives is not read again", () => {
    assert.equal(expand("{{char}}", { char: "{{user}}" }), "{{user}}");
    assert.equal(expand("{{reverse:}}resu{{}}"), "resu{{}}");
  });

  test("unknown macros and open braces stay as they are", () => {
    for (const text of ["{{weather}}", "{{", "}}", "a {{char", "{{random}}", "{{char:x}}", "{ {char}}", "{{{{"]) {
      assert.equal(expand(text), text);
    }
    assert.equal(expand("{{weather {{char}}"), "{{weather Ada");
  });

  test("never fails, and leaves a text without macros alone", () => {
    const piece = fc.oneof(
      fc.constantFrom("{{", "}}", "{{char}}", "{{random:a,b}}", "{{roll:d6}}", ",", "\\,"),
      fc.string(),
    );
    fc.assert(fc.property(fc.array(piece), (pieces) => typeof expand(pieces.join("")) === "string"));
    fc.assert(fc.property(fc.string(), (text) => /\{\{|\}\}|</.test(text) || expand(text) === text));
  });

  test("at most eight inside one another: what opens deeper stays as it is written", () => {
    const nested = (depth: number): string => `${"{{reverse:".repeat(depth)}ab${"}}".repeat(depth)}`;
    assert.equal(expand(nested(8)), "ab");
    assert.match(expand(nested(9)), /\}\}$/);
    assert.match(expand(nested(50_000)), /\}\}$/);
  });
});
