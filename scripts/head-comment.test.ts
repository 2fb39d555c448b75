import assert from "node:assert/strict";
import { test } from "node:test";
import { headComment } from "./head-comment.ts";

const APC = `/**
 * The share of statements, cf. Peng et al. 2024, that a reply
 * keeps within 0.5 of its share. A second sentence.
 *
 * A second paragraph.
 *
 * @paper 53, 125 (section 3.2)
 * @paper [234]
 * @needs nli, embed
 */
import { x } from "./x.ts";
`;

test("reads the first sentence, the papers and the needs", () => {
  assert.deepEqual(headComment(APC, "apc.ts"), {
    summary: "The share of statements, cf. Peng et al. 2024, that a reply keeps within 0.5 of its share.",
    papers: [53, 125, 234],
    needs: ["nli", "embed"],
    isFunction: false,
  });
});

test("reads line comments, and @method alone makes a method", () => {
  const source = "// How many words repeat\n// across turns\n//\n// @method\n\nexport const x = 1;\n";
  assert.deepEqual(headComment(source, "x.ts"), {
    summary: "How many words repeat across turns",
    papers: [],
    needs: [],
    isFunction: false,
  });
});

test("@function is a plain function", () => {
  assert.equal(headComment("// Tells how many.\n// @function\n// @paper 10\n", "x.ts")?.isFunction, true);
});

test("a file without tags is a helper", () => {
  assert.equal(
    headComment("/** Splits text. Uses @-signs, as in a@paper.org. */\nexport const x = 1;\n", "x.ts"),
    null,
  );
  assert.equal(headComment("export const x = 1;\n", "x.ts"), null);
  assert.equal(headComment("", "x.ts"), null);
});

test("says what is wrong and in which file", () => {
  const fails =
    (source: string): (() => unknown) =>
    () =>
      headComment(source, "room/x.ts");
  assert.throws(
    fails("/** A. \n * @needs nli, gpu\n */"),
    /room\/x\.ts: @needs nli, gpu; expected one or more of nli, /,
  );
  assert.throws(fails("/** A. \n * @needs\n */"), /room\/x\.ts: @needs; expected/);
  assert.throws(fails("/** A. \n * @paper Peng\n */"), /room\/x\.ts: @paper Peng; expected a number/);
  assert.throws(fails("/**\n * @method\n */"), /room\/x\.ts: the head comment has no sentence/);
  assert.throws(fails("import a from 'a';\n/**\n * A.\n * @paper 1\n */"), /room\/x\.ts: .* below the head comment/);
  assert.throws(fails("import a from 'a';\n/** @paper 1 */"), /below the head comment/);
});
