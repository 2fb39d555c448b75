import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { componentConformance } from "../../core/conformance/component.ts";
import type { Message } from "../../core/index.ts";
import { innerSpeech } from "../../transcript/index.ts";
import { inner } from "./inner.ts";
import { viewOf } from "./testing.ts";

const view = viewOf(["user: Who is there?"]);
const read = (text: string, isLast = false): unknown => inner().read?.(text, view, isLast);

describe("inner", () => {
  componentConformance(async () => inner(), view);

  test("the worked example: the thought is private, the action and the words are not", () => {
    assert.deepEqual(read("[I fear him] (steps back) Who are you?"), {
      text: "(steps back) Who are you?",
      evidence: { thoughts: ["I fear him"] },
    });
  });

  test("nested brackets are one thought; several thoughts are kept in order", () => {
    assert.deepEqual(innerSpeech("[a [b] c] Hello [d] there."), {
      spoken: "Hello there.",
      thoughts: ["a [b] c", "d"],
      isBalanced: true,
    });
    assert.deepEqual(read("Hello."), { text: "Hello." });
  });

  test("an unbalanced bracket: one redraw, then the remainder is speech", () => {
    for (const [text, speech] of [
      ["[I fear him. Who are you?", "I fear him. Who are you?"],
      ["I fear him] Who are you?", "I fear him Who are you?"],
      ["[He lies] [and Who are you?", "and Who are you?"],
    ] as const) {
      assert.equal(read(text), null);
      assert.equal((read(text, true) as { text: string }).text, speech);
    }
  });

  test("thoughts only, or nothing: one redraw, and then no thought is said aloud", () => {
    for (const text of ["[I must not tell.]", "", "[]"]) {
      assert.equal(read(text), null);
      assert.equal((read(text, true) as { text: string }).text, "…");
    }
  });

  test("the persona's own turns are recalled with their thoughts, those of others and of files as they are", () => {
    const said: Message = { session: "s", turn: 1, speaker: "Ada", text: "Who are you?" };
    const recalled = (evidence: Record<string, unknown>): string | undefined =>
      inner().recalled?.({ ...said, evidence });
    assert.equal(recalled({ thoughts: ["I fear him", "Run"] }), "[I fear him] [Run] Who are you?");
    assert.equal(inner().recalled?.(said), "Who are you?");
    assert.equal(recalled({ thoughts: [] }), "Who are you?");
    assert.equal(recalled({ thoughts: "I fear him" }), "Who are you?");
  });

  test("no whole thought is ever spoken, and something always is at the last draw", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("[", "]", "secret", "(", ")", " "), { maxLength: 12 }), (parts) => {
        const { text } = read(parts.join(""), true) as { text: string };
        assert.notEqual(text.trim(), "");
        assert.doesNotMatch(text, /[[\]]/);
      }),
      { numRuns: 200 },
    );
  });
});
