import assert from "node:assert/strict";
import { test } from "node:test";
import { ownTurns, partnerBefore, whyUnscored } from "./own-turns.ts";
import { talk } from "./testing.ts";

const subject = talk([], ["ana: Hi.", "ana: ", "ben: Oh?", "ana: 🙂", "ana: I sail."]);
const [hi, empty, emoji, sail] = ownTurns(subject);

test("the partner's last words before a turn, and none before the opening", () => {
  assert.ok(hi && emoji && sail);
  assert.deepEqual(
    [hi, emoji, sail].map((message) => partnerBefore(subject, message)?.text),
    [undefined, "Oh?", "Oh?"],
  );
});

test("an empty turn is refused, anything else that has no verdict was not parsed", () => {
  assert.ok(empty && emoji && sail);
  assert.deepEqual([[empty], [emoji], [sail], [empty, empty], [empty, emoji]].map(whyUnscored), [
    "refused",
    "unparsed",
    "unparsed",
    "refused",
    "unparsed",
  ]);
});
