import { survivalCurve } from "../../../stats/index.ts";
import { driftCurve } from "../curve.ts";
import { html, render, trusted } from "../escape.ts";
import { STYLE } from "../style.ts";
import { type ForestRow, forestPlot } from "./forest-plot.ts";
import { type HeatMap, heatMap } from "./heat-map.ts";
import { type SurvivalSeries, survivalChart } from "./survival-chart.ts";
import { type RadarTrait, traitRadar } from "./trait-radar.ts";

export const RADAR: readonly RadarTrait[] = [
  { trait: "Openness", value: 4.1, low: 3.6, high: 4.5, norm: { mean: 3.7, sd: 0.6 } },
  { trait: "Conscientiousness", value: 2.4, low: 1.9, high: 3, norm: { mean: 3.5, sd: 0.7 } },
  { trait: "Extraversion", value: 4.7, low: 4.3, high: 5, norm: { mean: 3.1, sd: 0.9 } },
  { trait: "Agreeableness", value: 3.9, low: 3.4, high: 4.3, norm: { mean: 3.9, sd: 0.6 } },
  { trait: "Neuroticism", value: 1.8, low: 1.4, high: 2.5, norm: { mean: 2.9, sd: 0.8 } },
];

const ITEMS = [
  "Am the life of the party",
  "Feel comfortable around people",
  "Start conversations",
  "Talk to a lot of different people at parties",
  "Don't mind being the center of attention",
  "Don't talk a lot",
  "Keep in the background",
  "Have little to say",
];

export const HEAT: HeatMap = {
  title: "Extraversion by item",
  columns: ["1st", "2nd", "3rd", "turned", "other words"],
  rows: ITEMS.map((name, row) => ({
    name,
    values: [0, 1, 2, 3, 4].map((column) => (row === 3 && column === 4 ? null : 1 + ((row * 2 + column * column) % 5))),
  })),
  ...{ min: 1, max: 5 },
};

function series(name: string, times: readonly number[]): SurvivalSeries {
  const curve = survivalCurve(times.map((time) => ({ time, ended: time < 20 })));
  return { name, curve, until: 20, n: times.length };
}

export const SURVIVAL: readonly SurvivalSeries[] = [
  series("without a guard", [2, 3, 3, 5, 6, 6, 8, 9, 11, 14, 17, 20, 20, 20, 20]),
  series("with a guard", [4, 9, 15, 18, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20]),
];

export const FOREST: readonly ForestRow[] = [
  { name: "Openness", value: 0.42, low: 0.11, high: 0.66, n: 40 },
  { name: "Conscientiousness", value: 0.18, low: -0.14, high: 0.47, n: 40 },
  { name: "Extraversion", value: 0.71, low: 0.52, high: 0.84, n: 40 },
  { name: "Agreeableness", value: null, low: null, high: null, n: 0 },
  { name: "Neuroticism", value: -0.12, low: -0.42, high: 0.2, n: 38 },
];

/** Every chart on one page, to be looked at. */
export function chartsPage(): string {
  const curve = [0.97, 0.95, 0.9, 0.91, 0.84, 0.8, 0.72, 0.74].map((value, i) => ({
    ...{ turn: i + 1, value, low: value - 0.09, high: Math.min(1, value + 0.06), n: 12 },
  }));
  return render(html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Charts</title>
<style>${trusted(STYLE)}</style></head>
<body><header><h1>Charts</h1></header><main><div class="curves">
${traitRadar(RADAR, { title: "Ana's traits" })}
${heatMap(HEAT)}
${survivalChart(SURVIVAL)}
${forestPlot(FOREST, { title: "Assigned and measured level", axis: "rank correlation" })}
${driftCurve("prompt-to-line", curve, "ratio")}
</div></main></body>
</html>
`);
}
