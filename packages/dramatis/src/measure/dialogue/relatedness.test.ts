import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeEmbedder } from "../../model/testing.ts";
import { talk } from "../testing.ts";
import { relatedness } from "./relatedness.ts";

test("replies are near what was said before them, by the embedder", async () => {
  const lines = ["ana: Hello.", "ben: my cat sleeps", "ana: my cat sleeps", "ana: boats", "ben: ", "ana: So?", "ana: "];
  const scores = await relatedness().score(talk([], lines), { embedder: fakeEmbedder(), seed: 42 });
  // The opening line follows nothing. "boats" answers the partner's last line and shares no word with it.
  assert.deepEqual(
    scores.map(({ turn, missing }) => [turn, missing]),
    [
      [2, undefined],
      [3, undefined],
      [5, "unparsed"],
      [6, "refused"],
    ],
  );
  assert.ok(Math.abs((scores[0]?.value as number) - 1) < 1e-6);
  assert.equal(scores[1]?.value, 0);
  assert.deepEqual(
    scores.map(({ evidence }) => evidence),
    [
      undefined,
      {
        session: "s1",
        turn: 3,
        quote: "boats",
        against: { turn: 1, text: "my cat sleeps" },
        verdict: "other",
        strength: 1,
      },
      undefined,
      undefined,
    ],
  );
});
