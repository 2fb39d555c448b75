import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { wellFormed } from "../../well-formed.ts";
import { type Html, render } from "../escape.ts";
import { chartsPage, FOREST, HEAT, RADAR, SURVIVAL } from "./fixture.ts";
import { forestPlot } from "./forest-plot.ts";
import { heatMap } from "./heat-map.ts";
import { survivalChart } from "./survival-chart.ts";
import { traitRadar } from "./trait-radar.ts";

const TITLES = { title: "T", axis: "d" };

test("every drawing has a name, a description and its numbers in a table with scoped heads", () => {
  const tags = wellFormed(chartsPage().replace(/<style>.*<\/style>/su, ""), ["meta"]);
  const drawings = tags.filter(({ name }) => name === "svg");
  assert.equal(drawings.length, 5);
  for (const { attributes } of drawings) assert.ok(attributes.role === "img" && attributes["aria-label"]);
  const number = (wanted: string): number => tags.filter(({ name }) => name === wanted).length;
  assert.deepEqual([number("desc"), number("table"), number("caption")], [5, 5, 5]);
  for (const { name, attributes } of tags) if (name === "th") assert.ok(attributes.scope);
});

test("no coordinate is missing or not a number, and nothing is drawn outside", () => {
  for (const { name, attributes } of wellFormed(chartsPage().replace(/<style>.*<\/style>/su, ""), ["meta"])) {
    for (const [key, value] of Object.entries(attributes)) {
      assert.doesNotMatch(value, /NaN|undefined|Infinity/, `${name} ${key}`);
      if (/^(x|cx|x1|x2)$/.test(key)) assert.ok(Number(value) >= 0 && Number(value) <= 464, `${name} ${key} ${value}`);
    }
  }
});

describe("trait radar", () => {
  test("the least value is in the middle, the largest at the rim, clockwise from the top", () => {
    const traits = ["a", "b", "c", "d"].map((trait, i) => ({ trait, value: [5, 1, 5, 3][i] as number }));
    const svg = render(traitRadar(traits));
    // Middle (232, 132), radius 104: a up, b in the middle, c down, d half way to the left.
    const dots = [...svg.matchAll(/<circle class="dot" cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [
      Number(x),
      Number(y),
    ]);
    assert.deepEqual(dots, [
      [232, 28],
      [232, 132],
      [232, 236],
      [180, 132],
    ]);
  });

  test("a standard deviation is a thin line on its spoke, and a column", () => {
    const traits = ["a", "b", "c"].map((trait) => ({ trait, value: 3, sd: 1 }));
    // a points up: 2 is at 132 − 104 × 1/4 = 106, 4 at 54.
    const svg = render(traitRadar(traits));
    assert.match(svg, /<polyline class="spread" points="232,106 232,54"\/>/);
    assert.match(svg, /<th scope="col" class="number">sd<\/th>/);
    assert.doesNotMatch(render(traitRadar(RADAR)), />sd<\/th>/);
  });

  test("a trait without a value breaks the outline; two traits have none", () => {
    const [first, ...rest] = RADAR;
    const broken = render(traitRadar([{ ...(first as (typeof RADAR)[number]), value: null }, ...rest]));
    assert.equal(broken.match(/class="line"/g)?.length, 3);
    assert.equal(render(traitRadar(RADAR)).match(/class="line"/g)?.length, 5);
    assert.equal(render(traitRadar(RADAR.slice(0, 2))), "");
  });
});

describe("heat map", () => {
  test("five steps from faint to strong; no value is crossed and said", () => {
    const svg = render(
      heatMap({ title: "T", columns: ["a", "b", "c"], rows: [{ name: "i", values: [1, 5, null] }], min: 1, max: 5 }),
    );
    assert.match(svg, /<title>i, a: 1<\/title><rect class="cell heat-0"/);
    assert.match(svg, /<title>i, b: 5<\/title><rect class="cell heat-4"/);
    assert.match(svg, /<title>i, c: no value<\/title><rect class="cell none"/);
    assert.match(svg, /1 by 3, 1 without a value; widest: i, 4 apart/);
  });

  test("names of columns stand upright where they are too long to lie, and are whole in the title", () => {
    const columns = Array.from({ length: 12 }, (_, i) => `A very long name, ${i}`);
    const svg = render(heatMap({ ...HEAT, columns }));
    assert.match(
      svg,
      /transform="rotate\(-90 [\d. ]+\)" dy="3\.5">A very long nam…<title>A very long name, 0<\/title>/,
    );
    assert.doesNotMatch(render(heatMap({ ...HEAT, columns: ["a", "b"] })), /rotate/);
  });

  test("nothing to show is nothing", () => {
    assert.equal(render(heatMap({ ...HEAT, rows: [] })), "");
  });
});

describe("survival chart", () => {
  test("steps start at 1 and are flat between ends; the half-life is said", () => {
    const curve = [{ time: 2, atRisk: 2, ended: 1, survival: 0.5, error: 0.35, low: 0.01, high: 0.91 }];
    const svg = render(survivalChart([{ name: "a", curve, until: 4, n: 2 }]));
    // x: 54 at turn 0, 207 at 2, 360 at 4; y: 14 at 1, 87 at one half.
    assert.match(svg, /<polyline class="line first" points="54,14 207,14 207,87 360,87"\/>/);
    assert.match(svg, /a: 0\.5 of 2 in character after turn 4, half-life 2 \[2, –\] turns/);
  });

  test("who never leaves is a line at 1 and has no half-life; without turns nothing", () => {
    assert.match(render(survivalChart([{ name: "a", curve: [], until: 4, n: 2 }])), /no half-life within 4 turns/);
    assert.equal(render(survivalChart([{ name: "a", curve: [], until: 0, n: 0 }])), "");
  });
});

describe("forest plot", () => {
  test("an interval that holds the line of no effect is faint, one that does not is clear", () => {
    const svg = render(forestPlot(FOREST, TITLES));
    const kinds = [...svg.matchAll(/<g class="(faint|clear)">/g)].map(([, kind]) => kind);
    assert.deepEqual(kinds, ["clear", "faint", "clear", "faint"]);
    assert.match(svg, /Agreeableness –/);
  });

  test("without a line of no effect all are clear; ends are kept; people are shaded", () => {
    const row = { name: "a", value: 2, low: 1, high: 3, n: 9, norm: { mean: 3, sd: 1 } };
    const svg = render(forestPlot([row], { ...TITLES, none: null, ends: [1, 5] }));
    // From 146 to 256: 1 is at 146, 2 at 173.5, 3 at 201, 4 at 228.5.
    assert.match(svg, /<rect class="band" x="173\.5" y="16" width="55" height="16"\/>/);
    assert.match(svg, /<line class="range" x1="146" x2="201"/);
    assert.doesNotMatch(svg, /faint|class="bound"/);
    assert.match(svg, /2 \[1, 3\] n=9<\/text>/);
    assert.match(svg, /<td class="number">3 \(1\)<\/td>/);
  });
});

test("any text in any name leaves every drawing well formed", () => {
  const drawings = (text: string): Html[] => [
    traitRadar(
      RADAR.map((one) => ({ ...one, trait: text })),
      { title: text },
    ),
    heatMap({
      ...HEAT,
      title: text,
      columns: HEAT.columns.map(() => text),
      rows: HEAT.rows.map((row) => ({ ...row, name: text })),
    }),
    survivalChart(
      SURVIVAL.map((one) => ({ ...one, name: text })),
      { title: text },
    ),
    forestPlot(
      FOREST.map((row) => ({ ...row, name: text })),
      { title: text, axis: text },
    ),
  ];
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1 }), (text) => {
      for (const drawing of drawings(`a${text}<b>z`)) wellFormed(render(drawing));
    }),
    { seed: 1, numRuns: 20 },
  );
});
