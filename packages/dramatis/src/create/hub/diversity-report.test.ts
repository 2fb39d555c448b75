import assert from "node:assert/strict";
import { test } from "node:test";
import { type Estimate, InputError, random } from "../../core/index.ts";
import { fakeEmbedder } from "../../model/testing.ts";
import { type DiversityMetric, diversityReport } from "./diversity-report.ts";

const embedder = fakeEmbedder(32);

/** Texts of eight words out of so many. */
function texts(count: number, vocabulary: number, seed: number): string[] {
  const { int } = random(seed);
  return Array.from({ length: count }, () =>
    Array.from({ length: 8 }, () => `word${int(vocabulary).toString(36)}`).join(" "),
  );
}

test("the more diverse side has the better numbers, each with its interval", async () => {
  const [varied, monotonous] = [texts(80, 400, 1), texts(60, 12, 2)];
  const report = await diversityReport(varied, { embedder, reference: monotonous, draws: 20, topics: 10 });
  assert.equal(report.drawn, 30);
  assert.ok(report.reference);
  for (const [name, own] of Object.entries(report.texts) as [DiversityMetric, Estimate][]) {
    const other: Estimate = report.reference[name];
    assert.equal(own.n, 80, name);
    assert.equal(other.n, 60, name);
    assert.ok(own.low !== null && own.value !== null && own.high !== null, name);
    assert.ok(own.low <= own.value && own.value <= own.high, name);
    if (own.direction === "none") continue;
    const gain = (own.value - (other.value ?? 0)) * (own.direction === "higher" ? 1 : -1);
    if (name !== "topicCoverage") assert.ok(gain > 0, `${name}: ${own.value} ${other.value}`);
  }
  assert.equal(report.texts.meanWords.value, 8);
  assert.ok((report.texts.vendi.value ?? 0) <= 30);
});

test("the same seed gives the same report", async () => {
  const some = texts(40, 50, 3);
  const report = (seed: number) => diversityReport(some, { embedder, draws: 5, seed });
  assert.deepEqual(await report(1), await report(1));
  assert.notDeepEqual(await report(1), await report(2));
});

test("without a reference there is no coverage; blank texts are missing", async () => {
  const report = await diversityReport([...texts(20, 50, 4), "", " "], { embedder, draws: 5 });
  assert.equal(report.reference, undefined);
  assert.equal(report.texts.topicCoverage.value, null);
  assert.equal(report.texts.topicCoverage.missing.unsupported, 20);
  assert.equal(report.texts.vendi.missing.failed, 2);
});

test("too few texts are refused, on either side", async () => {
  await assert.rejects(diversityReport(texts(7, 50, 5), { embedder }), InputError);
  await assert.rejects(diversityReport(texts(9, 50, 5), { embedder, reference: [""] }), InputError);
});
