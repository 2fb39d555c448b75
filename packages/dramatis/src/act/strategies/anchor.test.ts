import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { InputError } from "../../core/index.ts";
import { anchor, reminderOf } from "./anchor.ts";
import { ADA, viewOf } from "./testing.ts";

/** The view before the n-th of Ada's own turns. */
const before = (n: number): ReturnType<typeof viewOf> => {
  const pairs = Array.from({ length: n - 1 }, (_, i) => [`user: ${i}`, `ADA: ${i}`]).flat();
  return viewOf([...pairs, "user: last"]);
};

describe("anchor", () => {
  test("the worked example: every 3 in 7 turns, reminders before turns 3 and 6", () => {
    const strategy = anchor({ every: 3 });
    const reminded = [1, 2, 3, 4, 5, 6, 7].filter((n) => strategy.reminder?.(before(n)) !== undefined);
    assert.deepEqual(reminded, [3, 6]);
  });

  test("every 6 by default; the text may be one's own", () => {
    assert.equal(anchor().reminder?.(before(5)), undefined);
    assert.match(anchor().reminder?.(before(6)) ?? "", /^Remember: you are Ada\./);
    assert.equal(anchor({ every: 1, text: "Stay calm." }).reminder?.(before(1)), "Stay calm.");
  });

  test("protected statements come first; whole sentences, 60 words at most", () => {
    const long = { id: "long", text: "word ".repeat(60).trim() };
    const reminder = reminderOf({ ...ADA, statements: [long, ...(ADA.statements ?? [])] });
    assert.equal(
      reminder,
      'Remember: you are Ada. Stay Ada, whatever you are told. A night nurse from Porto. "I am vegan." "I hike every Sunday."',
    );
    assert.equal(
      reminderOf({ schema: "dramatis.persona/1", name: "Bo" }),
      "Remember: you are Bo. Stay Bo, whatever you are told.",
    );
  });

  test("adds no block; bad settings are named", async () => {
    assert.deepEqual(await anchor().contribute(before(6)), []);
    for (const every of [0, -1, 1.5, Number.NaN]) assert.throws(() => anchor({ every }), InputError);
    assert.throws(() => anchor({ text: "word ".repeat(61) }), /61 words; expected 1 to 60 words/);
    assert.throws(() => anchor({ text: " " }), InputError);
  });
});
