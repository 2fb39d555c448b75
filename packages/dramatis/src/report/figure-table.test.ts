import assert from "node:assert/strict";
import { test } from "node:test";
import { type Estimate, noMissing } from "../core/index.ts";
import { cellText, type FigureTable, figureLines } from "./figure-table.ts";
import { render } from "./html/escape.ts";
import { figureSection } from "./html/figure-section.ts";
import { replayPage } from "./html/replay.ts";

const half: Estimate = {
  ...{ value: 0.5, low: 0.25, high: 0.75, n: 20, clusters: 8, unit: "ratio", direction: "none" },
  missing: { ...noMissing(), unparsed: 2 },
  made: { measure: "cooperation-rate", version: "1", arguments: {}, seed: 42 },
};
const TABLE: FigureTable = {
  title: "Two games",
  who: ["Ada", "<b>people</b>"],
  rows: [
    { says: "cooperation", cells: [half, { value: 0.44, low: null, high: null, n: 93 }] },
    { says: "money", cells: ["1,000", { ...half, value: null, low: null, high: null, n: 0, missing: noMissing() }] },
  ],
  notes: ["A note."],
};

test("columns stand under each other; what is missing is said, and no interval is none", () => {
  assert.deepEqual(figureLines(TABLE), [
    "Two games",
    "               Ada                                <b>people</b>",
    "  cooperation  0.5 [0.25, 0.75] n=20, 2 unparsed  0.44 n=93",
    "  money        1,000                              –",
    "A note.",
  ]);
  assert.equal(cellText({ value: 6.1155, low: 5.83, high: 6.41, n: 969 }), "6.12 [5.83, 6.41] n=969");
});

test("as a part of a page, names are escaped", () => {
  const part = render(figureSection(TABLE));
  assert.match(part, /&lt;b&gt;people&lt;\/b&gt;/);
  assert.match(part, /0\.5 \[0\.25, 0\.75\] n=20, 2 unparsed/);
  const replay = { name: "G", place: { description: "" }, facts: [], why: "over", cast: [], events: [] };
  assert.match(replayPage({ ...replay, figures: TABLE }), /A note\./);
  assert.doesNotMatch(replayPage(replay), /Figures/);
});
