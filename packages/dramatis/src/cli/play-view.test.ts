import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import type { SceneEvent } from "../simulate/world/scene-world.ts";
import { eventLines, type PlayView } from "./play-view.ts";

const PIPE: PlayView = { names: ["Ada", "Bo"], color: false, width: undefined };
const event = (more: Partial<SceneEvent> = {}): SceneEvent => {
  return { id: 0, step: 1, actor: "Ada", kind: "speech", to: "all", text: "Hello.", because: [], ...more };
};

describe("an event in the terminal", () => {
  test("in a pipe it is one line: who, how, to whom, what", () => {
    const lines = (more: Partial<SceneEvent>): string[] => eventLines(event(more), PIPE);
    assert.deepEqual(lines({ text: "Hello,\nBo." }), ["Ada: Hello, Bo."]);
    assert.deepEqual(lines({ kind: "thought", to: [] }), ["Ada (thinks, private): Hello."]);
    assert.deepEqual(lines({ to: ["Bo"] }), ["Ada (to Bo alone): Hello."]);
    assert.deepEqual(lines({ kind: "direction", actor: "director", to: ["Bo"] }), [
      "director (from outside, to Bo alone): Hello.",
    ]);
    const answer = {
      kind: "answer",
      step: 1,
      actor: "Bo",
      question: "How?",
      text: "So.",
      made: { model: "m", seed: 1 },
    } as const;
    assert.deepEqual(eventLines(answer, PIPE), ["Bo (asked in private, How?): So."]);
  });

  test("at a terminal it is wrapped under its own start, and never wider", () => {
    const lines = eventLines(event({ text: "word ".repeat(30) }), { ...PIPE, width: 40 });
    assert.ok(lines.length > 3);
    for (const [i, line] of lines.entries()) {
      assert.ok(line.length <= 40);
      assert.ok(line.startsWith(i === 0 ? "Ada: word" : "     word"), line);
    }
  });

  test("a long head stands above what was said, and neither is wider than the terminal", () => {
    const question = "What do you make of the man on the bench over there?";
    const answer = {
      kind: "answer",
      step: 1,
      actor: "Bo",
      question,
      text: "word ".repeat(12),
      made: { model: "m", seed: 1 },
    } as const;
    const lines = eventLines(answer, { ...PIPE, width: 40 });
    assert.equal(
      lines.join(" "),
      `Bo (asked in private, ${question}):   ${"word ".repeat(7).trim()}   ${"word ".repeat(5).trim()}`,
    );
    assert.ok(lines.every((line) => line.length <= 40));
  });

  test("colour adds to a line and changes no word of it; a thought is dim; each speaker has a colour", () => {
    for (const more of [{}, { kind: "thought" as const }, { actor: "Bo" }, { actor: "narrator" }]) {
      const given = event({ ...more, text: "word ".repeat(30) });
      const colored = eventLines(given, { ...PIPE, color: true, width: 50 });
      assert.deepEqual(colored.map(stripVTControlCharacters), eventLines(given, { ...PIPE, width: 50 }));
    }
    const first = (more: Partial<SceneEvent>): string => eventLines(event(more), { ...PIPE, color: true })[0] ?? "";
    assert.equal(first({}), "\u001b[36mAda: \u001b[39mHello.");
    assert.equal(first({ actor: "Bo" }), "\u001b[35mBo: \u001b[39mHello.");
    assert.equal(first({ kind: "thought" }), "\u001b[36mAda (thinks, private): \u001b[39m\u001b[2mHello.\u001b[22m");
  });

  test("what a model wrote cannot move the cursor or colour the screen", () => {
    assert.deepEqual(eventLines(event({ text: "\u001b[2J\u001b[31mred\u0007" }), PIPE), ["Ada: red"]);
  });
});
