import assert from "node:assert/strict";
import { test } from "node:test";
import { type Estimate, noMissing } from "../../core/index.ts";
import { believabilitySection } from "./believability-section.ts";
import { render } from "./escape.ts";

const estimate: Estimate = {
  value: 0.25,
  low: 0.1,
  high: 0.4,
  n: 8,
  missing: { ...noMissing(), refused: 2 },
  unit: "ratio",
  direction: "lower",
  clusters: 8,
  made: { measure: "role-flip", version: "1", arguments: {} },
};

test("the figure, its interval, n, what is missing, people and the line that shows it; words of agents are escaped", () => {
  const found = [{ session: "s", turn: 3, speaker: "<b>Bo", quote: "<script>", why: "speaks as Ada" }];
  const people = { value: 0.001, low: 0, high: 0.002, n: 9 };
  const row = { check: "role-flip", says: "takes another's part", estimate, people, isOdd: true, found };
  const page = render(
    believabilitySection({ conversations: 1, sides: 1, rows: [row], idle: ["echoes"], notes: ["Part."] }),
  );
  for (const part of [
    "0.25 [0.1, 0.4] n=8, 2 refused",
    "0.001 [0, 0.002] n=9",
    "&lt;script&gt;",
    "off what people do",
    "echoes",
    "Part.",
  ])
    assert.ok(page.includes(part), part);
  assert.ok(!page.includes("<script>"));
});
