import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckResult, Message } from "../../core/index.ts";
import { estimateFixture, singleReportFixture } from "../fixture.ts";
import { wellFormed } from "../well-formed.ts";
import { driftSection } from "./drift.ts";
import { render } from "./escape.ts";
import { traitForest } from "./trait-forest.ts";

const [BASE] = singleReportFixture().results;
assert.ok(BASE);
const POINTS = [1, 2, 3].map((turn) => ({ turn, value: 0.5, low: 0.4, high: 0.6, n: 4 }));

/** Four conversations of four turns each; the first two leave character at their second turn. */
function leaving(guarded: readonly number[] = []): CheckResult {
  const transcripts = [0, 1, 2, 3].map((i) => ({
    session: `s${i}`,
    messages: [0, 1, 2, 3].map(
      (turn): Message => ({
        ...{ session: `s${i}`, turn, speaker: BASE?.speaker ?? "", text: "Hello." },
        ...(guarded.includes(i) && { evidence: { guards: [{ guard: "nli" }] } }),
      }),
    ),
  }));
  const evidence = ["s0", "s1"].map((session) => ({
    ...{ measure: "first-turn-out", session, turn: 1, quote: "Hello.", verdict: "contradicts" as const, strength: 1 },
  }));
  const out = estimateFixture(
    { value: 2.5, low: 1, high: 4, unit: "turns", counts: "conversations", n: 4, direction: "higher" },
    "first-turn-out",
  );
  return {
    ...(BASE as CheckResult),
    transcripts,
    evidence,
    failures: [],
    curves: {},
    measures: { "first-turn-out": out },
  };
}

test("how long it stays in character: curve, half-life and mean, each with its interval", () => {
  const section = render(driftSection(leaving()));
  assert.match(section, /<b>Still in character<\/b>/);
  assert.match(section, /<dt>Left character<\/dt><dd>2 of 4 conversations/);
  // After turn 2 exactly half are left.
  assert.match(section, /<dt>Half-life<\/dt><dd>2 \[2, –\] turns/);
  assert.match(section, /after 2\.5 turns \[1, 4\] n=4/);
  assert.match(section, /<polyline class="line first" points="54,14 207,14 207,87 360,87"\/>/);
  wellFormed(section);
});

test("two sets are drawn together and tested", () => {
  const section = render(driftSection(leaving([2, 3])));
  assert.match(section, /<b>With and without a guard<\/b>/);
  assert.match(
    section,
    /without a guard: 2 of 2 left, half-life 2 .*; with a guard: 0 of 2 left, half-life not reached/,
  );
  // At turn 2 four are at risk and two end: expected 1 of the 2, variance 2·½·½·2/3 = 1/3, χ² = (2 − 1)² / (1/3) = 3, p = .083.
  assert.match(section, /log-rank p\u00a0=\u00a00\.083/);
  assert.equal(section.match(/class="line second"/g)?.length, 2);
  wellFormed(section);
});

test("measures of drift come first, others are folded, and one point is no curve", () => {
  const curves = { "in-character-by-turn": POINTS, relatedness: POINTS, "bait-resistance": POINTS.slice(0, 1) };
  const section = render(driftSection({ ...leaving(), curves }));
  const [open = "", folded = ""] = section.split("<summary>1 other measure by turn</summary>");
  assert.match(open, /<b>in-character-by-turn<\/b>/);
  assert.match(folded, /<b>relatedness<\/b>/);
  assert.doesNotMatch(section, /bait-resistance/);
  const alone = render(driftSection({ ...leaving(), measures: {}, curves: { relatedness: POINTS } }));
  assert.match(alone, /<details open>/);
});

test("nothing that was followed over turns is no section", () => {
  assert.equal(render(driftSection({ ...leaving(), measures: {}, curves: {} })), "");
});

test("measures of traits stand side by side where there are two", () => {
  const of = (value: number | null): ReturnType<typeof estimateFixture> =>
    estimateFixture({ value, direction: "higher" });
  const plot = render(traitForest({ ...leaving(), measures: { "psy-cot": of(0.5), "dialogue-traits": of(0.7) } }));
  assert.match(plot, /dialogue-traits 0\.7 \[0\.031, 0\.152\] n=60; psy-cot 0\.5/);
  assert.equal(
    render(traitForest({ ...leaving(), measures: { "psy-cot": of(0.5), "dialogue-traits": of(null) } })),
    "",
  );
});
