import assert from "node:assert/strict";
import { test } from "node:test";
import { type ItemResponse, parseInstrument } from "../../measure/psychometrics/index.ts";
import { valueReport } from "./value-report.ts";

const instrument = parseInstrument(
  JSON.stringify({
    schema: "dramatis.instrument/1",
    name: "small",
    title: "Small",
    licence: "ours",
    source: "this test",
    options: { min: 0, labels: { en: ["no", "a little", "some", "yes"] } },
    aggregate: "mean",
    scales: [{ id: "power" }],
    items: [
      { id: "1", text: { en: "I lead." } },
      { id: "2", text: { en: "I follow." } },
    ],
    key: [
      { item: "1", scale: "power", sign: 1 },
      { item: "2", scale: "power", sign: -1 },
    ],
  }),
  "small.json",
  "json",
);

const said = (person: string, item: string, value: number | null, probabilities?: number[]): ItemResponse => ({
  ...{ person, item, frame: "plain", order: 0, repeat: 1, value },
  ...(value === null && { missing: "refused" as const }),
  ...(probabilities && { probabilities }),
});

test("answers are pooled by scale, reverse-scored ones turned round, probabilities by the most probable option", () => {
  const responses = [
    said("Ada", "1", 3),
    said("Ada", "2", 0),
    said("Bo", "1", 1.4, [0.1, 0.5, 0.3, 0.1]),
    said("Bo", "2", null),
  ];
  const { scales, plain } = valueReport(responses, { instrument });
  // Of four points: yes (4), 0 of the reversed one (4), a little (2): shares 1/3 and 2/3, H = .918296 bits, of 2 at most.
  assert.deepEqual(
    scales.map(({ dimension, inertia, topTwo, n, personas }) => [dimension, inertia.toFixed(6), topTwo, n, personas]),
    [["power", (1 - 0.918296 / 2).toFixed(6), 1, 3, 2]],
  );
  assert.deepEqual([scales[0]?.steerability, plain], [null, 0]);
});

test("steerability is the divergence from the answers of nobody in particular: 0 the same, 1 quite another", () => {
  const own = [said("Ada", "1", 3), said("Bo", "1", 3)];
  const steered = (value: number) =>
    valueReport(own, { instrument, plain: [said("somebody", "1", value)] }).scales[0]?.steerability;
  assert.deepEqual([steered(3), steered(0)], [0, 1]);
});
