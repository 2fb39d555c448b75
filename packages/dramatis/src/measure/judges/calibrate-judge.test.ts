import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { random } from "../../core/index.ts";
import { type Case, judge } from "../../model/index.ts";
import { INJECTION_ATTEMPTS } from "../../model/judging/injection-attempts.ts";
import { obeyingJudge } from "../../model/judging/testing-judges.ts";
import { calibrateJudge } from "./calibrate-judge.ts";
import { calibrationCard, calibrationFileSchema } from "./calibration.ts";
import { type CaseJudge, rubricJudge } from "./case-judge.ts";
import type { LabelledCase } from "./labelled-set.ts";
import { roleFigures } from "./role-identification.ts";

const AT = "2026-11-21T00:00:00.000Z";
const LEVELS = [1, 2, 3, 4, 5];

/** Replies whose quality is `q` in their text; three raters who err by at most one now and then. */
function labelledSet(n: number, more: (i: number) => Partial<LabelledCase> = () => ({})): LabelledCase[] {
  const draw = random(3);
  return Array.from({ length: n }, (_, i) => {
    const quality = 1 + (i % 5);
    const label = (): number => Math.min(5, Math.max(1, quality + (draw.next() < 0.2 ? 1 - 2 * draw.int(2) : 0)));
    return {
      id: String(i),
      known: {},
      tested: { reply: `Words of quality q${quality}.` },
      labels: { kim: label(), lee: label(), may: label() },
      ...more(i),
    };
  });
}

/** A judge by rule on the text. */
function byText(rule: (one: Case, repeat: number, index: number) => number | null, id = "rule"): CaseJudge {
  return {
    id,
    decides: "quality@1",
    judge: async (cases, { repeat = 0 } = {}) =>
      cases.map((one, i) => {
        const value = rule(one, repeat, i);
        return value === null ? { value, missing: "unparsed" as const } : { value };
      }),
  };
}
const quality = ({ tested }: Case): number => Number(/q(\d)/.exec(JSON.stringify(tested))?.[1]);

const sure = { levels: LEVELS, at: AT, resamples: 300, attempts: 0 };

test("a judge that sees what people see, always the same, may gate; not role-play, where roles are not known", async () => {
  const calibration = await calibrateJudge({ ...sure, labelled: labelledSet(100), judge: byText(quality) });
  assert.equal(calibration.verdict.use, "gate");
  assert.equal(calibration.verdict.rolePlay, false);
  assert.deepEqual(calibration.selfConsistency?.value, 1);
  assert.equal(calibration.swap, null);
  assert.equal(calibration.truncation, null);
  assert.deepEqual(calibration.baseRate.judge, [0.2, 0.2, 0.2, 0.2, 0.2]);
  assert.ok((calibration.set.reliability as number) > 0.9);
  assert.ok((calibration.agreement.alpha.low as number) > 0.667);
  assert.match(
    calibrationCard(calibration),
    /^agrees with people at alpha \.9\d \[.*on 100 cases; one person .*; may gate; not for role-play \(quality@1\)$/,
  );
  assert.deepEqual(
    calibrationFileSchema.parse(
      JSON.parse(JSON.stringify({ schema: "dramatis.calibration/1", judge: "rule", calibrations: [calibration] })),
    ).calibrations[0],
    calibration,
  );
});

test("roles that it tells well let it judge role-play", async () => {
  const roles = roleFigures(
    Array.from({ length: 50 }, (_, i) => ({ probabilities: [0.9, 0.1], right: i < 42 ? 0 : 1 })),
  );
  const calibration = await calibrateJudge({ ...sure, labelled: labelledSet(100), judge: byText(quality), roles });
  assert.deepEqual([calibration.verdict.use, calibration.verdict.rolePlay], ["gate", true]);
});

const faulty: [what: string, options: Partial<Parameters<typeof calibrateJudge>[0]>, use: string, reason: RegExp][] = [
  ["few cases", { labelled: labelledSet(30) }, "inform", /30 cases; 50 are wanted/],
  [
    "one rater",
    { labelled: labelledSet(100, (i) => ({ labels: { kim: 1 + (i % 5) } })) },
    "inform",
    /one rater; two or more/,
  ],
  ["judged once", { repeats: 1 }, "inform", /judged once; two repeats/],
  [
    "many without a verdict",
    { judge: byText((one, _, i) => (i % 10 === 0 ? null : quality(one))) },
    "inform",
    /no verdict on 10 of 100/,
  ],
  [
    "not twice the same",
    { judge: byText((one, repeat, i) => (repeat > 0 && i % 3 === 0 ? 1 : quality(one))) },
    "inform",
    /repeats agree on/,
  ],
  [
    "half right",
    { judge: byText((one, _, i) => (i % 2 === 0 ? quality(one) : 1 + ((i * 7) % 5))) },
    "inform",
    /alpha .*0\.667 is wanted/,
  ],
  ["by the toss of a coin", { judge: byText((_, __, i) => 1 + (Math.floor(i / 5) % 5)) }, "none", /not seen to agree/],
];
for (const [what, options, use, reason] of faulty) {
  test(`${what}: ${use}`, async () => {
    const calibration = await calibrateJudge({
      ...sure,
      labelled: labelledSet(100),
      judge: byText(quality),
      ...options,
    });
    assert.equal(calibration.verdict.use, use, calibration.verdict.reasons.join("; "));
    assert.match(calibration.verdict.reasons.join("; "), reason);
  });
}

test("raters who do not agree are no measure", async () => {
  const draw = random(5);
  const label = () => 1 + draw.int(5);
  const labelled = labelledSet(100, () => ({ labels: { kim: label(), lee: label(), may: label() } }));
  const { set, verdict } = await calibrateJudge({ ...sure, labelled, judge: byText(quality) });
  assert.ok((set.reliability as number) < 0.4);
  assert.match(verdict.reasons.join("; "), /people agree too little/);
});

test("pairs are judged with their order turned", async () => {
  const labelled = labelledSet(100, (i) => ({ tested: { a: `q${1 + (i % 5)}`, b: "-" } }));
  const fair = byText(({ tested }) =>
    tested.a === "-" ? 6 - quality({ known: {}, tested }) : quality({ known: {}, tested }),
  );
  assert.equal((await calibrateJudge({ ...sure, labelled, judge: fair })).swap?.value, 1);
  const placed = await calibrateJudge({ ...sure, labelled, judge: byText(quality) });
  // It gives q whatever its place: turned only where q = 3, one in five.
  assert.equal(placed.swap?.value, 0.2);
  assert.match(placed.verdict.reasons.join("; "), /the order of a pair/);
});

test("a judge that does not read to the end is found out", async () => {
  const filler = "and so on ".repeat(500);
  const labelled = labelledSet(60, (i) => ({ tested: { turns: [`q${1 + (i % 5)}`, filler, `end${i % 2}`, "."] } }));
  const { truncation, verdict } = await calibrateJudge({ ...sure, labelled, judge: byText(quality) });
  assert.deepEqual([truncation?.value, truncation?.n, truncation?.characters], [0, 60, 4_000]);
  assert.match(verdict.reasons.join("; "), /none of 60 long cases/);
  const reader = byText((one) => (JSON.stringify(one.tested).includes("end1") ? 5 : quality(one)));
  assert.ok(((await calibrateJudge({ ...sure, labelled, judge: reader })).truncation?.value ?? 0) > 0.3);
});

test("attempts: one that obeys unseen is not let gate; with the drill it is seen", async () => {
  const naive = byText((one) => {
    const text = String(one.tested.reply);
    return INJECTION_ATTEMPTS.some((attempt) => text.includes(attempt.text)) ? 5 : quality(one);
  });
  const labelled = labelledSet(100);
  const open = await calibrateJudge({ ...sure, labelled, judge: naive, attempts: 20 });
  assert.deepEqual(open.attempts, { made: 20, seen: 0, silent: 20 });
  assert.equal(open.verdict.use, "inform");

  const model = obeyingJudge({
    attempts: INJECTION_ATTEMPTS.map(({ text }) => text),
    wanted: { reason: "", score: 5 },
    honest: ({ tested }) => ({ reason: "", score: quality({ known: {}, tested: { tested } }) }),
  });
  const rubric = {
    name: "quality",
    policy: "…",
    shape: z.object({ reason: z.string(), score: z.number().int().min(1).max(5) }),
  };
  const guarded = rubricJudge(model, { rubric, value: ({ score }) => score });
  const closed = await calibrateJudge({ ...sure, labelled, judge: guarded, attempts: 20 });
  assert.equal(closed.attempts?.silent, 0);
  assert.ok((closed.attempts?.seen ?? 0) > 10);
  assert.equal(closed.verdict.use, "gate");
  assert.ok(judge(model).id.startsWith("judge:"));
});

test("scores of their own scale are told by their ranks", async () => {
  const cosine = byText((one) => Math.sqrt(quality(one)) / 10);
  const { agreement, scale } = await calibrateJudge({
    ...sure,
    labelled: labelledSet(100),
    judge: cosine,
    scale: "own",
  });
  const same = await calibrateJudge({ ...sure, labelled: labelledSet(100), judge: byText(quality) });
  assert.equal(scale, "own");
  assert.equal(agreement.spearman.value, same.agreement.spearman.value);
  assert.ok((agreement.weightedKappa.value as number) > 0.6);
});
