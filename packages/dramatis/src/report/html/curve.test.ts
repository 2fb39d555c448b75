import assert from "node:assert/strict";
import { test } from "node:test";
import { wellFormed } from "../well-formed.ts";
import { driftCurve } from "./curve.ts";
import { render } from "./escape.ts";

const POINTS = [
  { turn: 5, value: 0.5, low: 0.4, high: 0.6, n: 3 },
  { turn: 1, value: 1, low: 0.9, high: 1, n: 3 },
  { turn: 3, value: 0.8, low: 0.7, high: 0.9, n: 3 },
  { turn: 7, value: 0.2, low: null, high: null, n: 1 },
];

test("the line runs through the points in order of turn, higher values higher up", () => {
  const svg = render(driftCurve("apc", POINTS, "points"));
  // x from 54 to 358 in three steps of 101.33; y = 164 − 150 × value on the scale 0..1.
  assert.match(svg, /<polyline class="line" points="54,14 155\.3,44 256\.7,89 358,134"\/>/);
});

test("the band covers the neighbouring points that have an interval", () => {
  const svg = render(driftCurve("apc", POINTS, "points"));
  assert.match(svg, /<polygon class="band" points="54,14 155\.3,29 256\.7,74 256\.7,104 155\.3,59 54,29"\/>/);
});

test("axes name their units and points say their numbers", () => {
  const svg = render(driftCurve("apc", POINTS, "points"));
  assert.match(svg, />turn of the persona</);
  assert.match(svg, />mean \(points\)</);
  assert.match(svg, /<title>turn 3: 0\.8 \[0\.7, 0\.9\] n=3<\/title>/);
  assert.match(svg, /<title>turn 7: 0\.2 no interval n=1<\/title>/);
  assert.match(svg, /aria-label="apc: turn 1: 1 \[0\.9, 1\] n=3; turn 7: 0\.2 no interval n=1"/);
});

test("one point is drawn with its interval, no point is nothing", () => {
  const single = render(driftCurve("apc", [{ turn: 3, value: 0.5, low: 0.4, high: 0.6, n: 2 }], "ratio"));
  assert.match(single, /class="whisker"/);
  wellFormed(single);
  assert.equal(render(driftCurve("apc", [], "ratio")), "");
});
