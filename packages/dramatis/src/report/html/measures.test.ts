import assert from "node:assert/strict";
import { test } from "node:test";
import { estimateFixture, singleReportFixture } from "../fixture.ts";
import { render } from "./escape.ts";
import { gateList, intervalBar, measuresTable } from "./measures.ts";

const [marta] = singleReportFixture().results;
assert.ok(marta);

test("a ratio is drawn on the scale 0 to 1", () => {
  // Track from 38 to 182: 0.25 is at 74, 0.5 at 110, 0.75 at 146.
  const svg = render(intervalBar(estimateFixture({ value: 0.5, low: 0.25, high: 0.75 })));
  assert.match(svg, /<circle class="dot" cx="110"/);
  assert.match(svg, /<line class="range" x1="74" x2="146"/);
  assert.match(svg, /aria-label="0\.5 \[0\.25, 0\.75\] n=60"/);
});

test("other units get round ends, and a bound is a mark", () => {
  const [bound] = marta.gate ?? [];
  assert.ok(bound);
  const estimate = estimateFixture({ value: 2, low: 1, high: 3, unit: "points" });
  const svg = render(intervalBar(estimate, [{ ...bound, bound: { min: 4 } }]));
  // Scale 0..4: the bound 4 is at the right end, the value 2 in the middle.
  assert.match(svg, /<line class="bound" x1="182"/);
  assert.match(svg, /<circle class="dot" cx="110"/);
  assert.match(svg, />4<\/text>/);
});

test("without an interval there is a dot and no line; without a value nothing", () => {
  const lone = render(intervalBar(estimateFixture({ low: null, high: null })));
  assert.match(lone, /class="dot"/);
  assert.doesNotMatch(lone, /class="range"/);
  assert.equal(render(intervalBar(estimateFixture({ value: null }))), "");
});

test("each measure has value, interval, n, clusters and missing; a missing value its reason", () => {
  const table = render(measuresTable(marta));
  assert.match(table, /<b>0\.182<\/b> <span class="interval">\[0\.05, 0\.331\]<\/span>/);
  assert.match(table, /11 <small>\(3\)<\/small>/);
  assert.match(table, />1 failed<\/td>/);
  assert.match(table, /– unsupported: .*with --embedder/);
});

test("gate verdicts are in words", () => {
  const list = render(gateList(marta.gate ?? []));
  for (const word of ["fail", "undecided", "pass"]) assert.match(list, new RegExp(`</span> ${word}</span>`));
});
