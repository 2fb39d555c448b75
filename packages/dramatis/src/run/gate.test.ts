import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type Estimate, type GateVerdict, InputError, noMissing, UnknownNameError } from "../core/index.ts";
import { estimateOf } from "../stats/index.ts";
import { type Gate, gateExitCode, judgeGate, readGate } from "./gate.ts";

function estimate(value: number | null, low: number | null, high: number | null, n = 100): Estimate {
  const made = { measure: "m", version: "1", arguments: {} };
  return { value, low, high, n, missing: noMissing(), unit: "points", direction: "lower", clusters: 5, made };
}

const table: {
  why: string;
  bound: Gate[string];
  estimate: Estimate;
  verdict: GateVerdict["verdict"];
  moreTurns: number | null;
  says: RegExp;
}[] = [
  {
    why: "whole interval below the maximum",
    bound: { max: 0.05 },
    estimate: estimate(0.02, 0.01, 0.04),
    verdict: "pass",
    moreTurns: null,
    says: /^m passed: 0\.02 \[0\.01, 0\.04\] against at most 0\.05$/,
  },
  {
    why: "an interval that ends on the bound is on its right side",
    bound: { min: 0.6 },
    estimate: estimate(0.7, 0.6, 0.8),
    verdict: "pass",
    moreTurns: null,
    says: /passed/,
  },
  {
    why: "whole interval above the maximum",
    bound: { max: 0.05 },
    estimate: estimate(0.2, 0.06, 0.3),
    verdict: "fail",
    moreTurns: null,
    says: /failed/,
  },
  {
    why: "whole interval below the minimum",
    bound: { min: 0.6, max: 0.9 },
    estimate: estimate(0.4, 0.3, 0.59),
    verdict: "fail",
    moreTurns: null,
    says: /at least 0\.6 and at most 0\.9/,
  },
  {
    // The side of the bound is 0.08 − 0.03 = 0.05 wide, the bound 0.02 away: n = 100 · (0.05 / 0.02)² = 625, 525 more.
    why: "the value is on the right side, the interval is not",
    bound: { max: 0.05 },
    estimate: estimate(0.03, 0.01, 0.08),
    verdict: "undecided",
    moreTurns: 525,
    says: /about 525 more scored turns would decide/,
  },
  {
    // 0.7 − 0.5 = 0.2 wide, 0.1 away: n = 100 · 2² = 400, 300 more.
    why: "the value is on the wrong side, the interval is not",
    bound: { max: 0.6 },
    estimate: estimate(0.7, 0.5, 0.8),
    verdict: "undecided",
    moreTurns: 300,
    says: /undecided, so not passed/,
  },
  {
    // 0.5 wide on both sides. Minimum: 0.25 away, 300 more. Maximum: 0.125 away, n = 100 · 4² = 1600, 1500 more.
    why: "between two bounds the farther one decides",
    bound: { min: 0.25, max: 0.625 },
    estimate: estimate(0.5, 0, 1),
    verdict: "undecided",
    moreTurns: 1500,
    says: /1500/,
  },
  {
    // The maximum is 0.05 away with 0.1 to go: n = 100 · 2² = 400, 300 more. The minimum is clear once that one is.
    why: "a broken bound decides alone",
    bound: { min: 0.48, max: 0.5 },
    estimate: estimate(0.55, 0.45, 0.65),
    verdict: "undecided",
    moreTurns: 300,
    says: /300/,
  },
  {
    // None of 100, Wilson's end .1: to .05 the odds .1/.9 must fall to .05/.95, so n = 100 · 19/9 = 211.1.
    why: "a ratio at 0 narrows as 1/n",
    bound: { max: 0.05 },
    estimate: { ...estimate(0, 0, 0.1), unit: "ratio" },
    verdict: "undecided",
    moreTurns: 112,
    says: /about 112 more scored turns would decide/,
  },
  {
    // 0.05 / 0.025: four times the data, and no turn more within a conversation gives it: 12 conversations become 48.
    why: "a measure with one score a conversation asks for conversations",
    bound: { max: 0.05 },
    estimate: { ...estimate(0.025, 0, 0.075, 12), counts: "conversations", clusters: 12 },
    verdict: "undecided",
    moreTurns: null,
    says: /about 36 more conversations like these would decide$/,
  },
  {
    // (0.06 / 0.05)² = 1.44 times 2 conversations.
    why: "a measure with several claims a conversation asks for conversations too",
    bound: { min: 0.25 },
    estimate: { ...estimate(0.3, 0.24, 0.4, 50), counts: "claims", clusters: 2 },
    verdict: "undecided",
    moreTurns: null,
    says: /about 1 more conversation like this would decide$/,
  },
  {
    why: "the value lies on the bound",
    bound: { max: 0.5 },
    estimate: estimate(0.5, 0.4, 0.6),
    verdict: "undecided",
    moreTurns: null,
    says: /no number of turns/,
  },
  {
    why: "no interval",
    bound: { max: 0.5 },
    estimate: estimate(0.1, null, null, 3),
    verdict: "undecided",
    moreTurns: null,
    says: /0\.1 has no interval/,
  },
  {
    why: "nothing scored",
    bound: { max: 0.5 },
    estimate: { ...estimate(null, null, null, 0), missing: { ...noMissing(), unsupported: 4, refused: 1 } },
    verdict: "undecided",
    moreTurns: null,
    says: /nothing could be scored \(1 refused, 4 unsupported\)/,
  },
];

for (const { why, bound, estimate, verdict, moreTurns, says } of table) {
  test(`${verdict}: ${why}`, () => {
    const [found] = judgeGate({ m: bound }, { m: estimate });
    assert.deepEqual(found && { ...found, message: "" }, { measure: "m", bound, verdict, moreTurns, message: "" });
    assert.match(found?.message ?? "", says);
    assert.equal(gateExitCode(found ? [found] : []), verdict === "pass" ? 0 : 1);
  });
}

for (const [conversations, length] of [
  [1, 40],
  [6, 10],
] as const) {
  test(`a flawless ${conversations} × ${length} is told how many more turns pass it, and so many do`, () => {
    const clean = (talks: number, turns: number): Estimate =>
      estimateOf(
        Array.from({ length: talks * turns }, (_, i) => ({ value: 0, cluster: `c${i % talks}`, turn: i })),
        { measure: "m", version: "1", unit: "ratio", direction: "lower" },
      );
    const [now] = judgeGate({ m: { max: 0.05 } }, { m: clean(conversations, length) });
    assert.equal(now?.verdict, "undecided");
    const turns = Math.ceil((conversations * length + (now?.moreTurns ?? 0)) / conversations);
    const verdicts = [turns, turns - 1].map((n) => judgeGate({ m: { max: 0.05 } }, { m: clean(conversations, n) }));
    assert.deepEqual(
      verdicts.flat().map(({ verdict }) => verdict),
      ["pass", "undecided"],
    );
  });
}

test("a measure of the gate that was not measured is undecided", () => {
  const [verdict] = judgeGate({ m: { max: 1 } }, {});
  assert.equal(verdict?.verdict, "undecided");
  assert.match(verdict?.message ?? "", /not measured/);
});

function file(t: TestContext, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-gate-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "gate.yaml");
  writeFileSync(path, text);
  return path;
}

test("reads YAML and JSON", async (t) => {
  const gate = { "contradiction-rate": { max: 0.05 }, apc: { min: 0.6 } };
  const yaml = "measures:\n  contradiction-rate: { max: 0.05 } # at most one in twenty\n  apc: { min: 0.6 }\n";
  const known = Object.keys(gate);
  assert.deepEqual(await readGate(file(t, yaml), known), gate);
  assert.deepEqual(await readGate(file(t, JSON.stringify({ measures: gate })), known), gate);
});

const bad: [string, RegExp][] = [
  ["measures: [", /gate\.yaml:\d+: .+ expected YAML or JSON/],
  ["- 1\n", /a list of 1; expected keys with values/],
  ["measures: {}", /one measure at least; write measures/],
  ["measures: { apc: {} }", /measures\.apc: .*min, max, or both/],
  ["measures: { apc: { min: 2, max: 1 } }", /a min that is not above max/],
  ["measures: { apc: { min: high } }", /measures\.apc\.min/],
  ["measures: { apc: { min: .nan } }", /measures\.apc\.min/],
  ["measures: { apc: { minimum: 1 } }", /measures\.apc/],
  ["bounds: {}", /unknown key "bounds"/],
  [
    `a: &a [x, x]\n${"bcdefgh".replace(/./g, (name, at) => `${name}: &${name} [${`*${"abcdefg"[at]},`.repeat(9)}]\n`)}`,
    /alias/,
  ],
];

for (const [text, says] of bad) {
  test(`refuses ${JSON.stringify(text.slice(0, 40))} with one line`, async (t) => {
    await assert.rejects(readGate(file(t, text), ["apc"]), (error: unknown) => {
      assert.ok(error instanceof InputError, String(error));
      assert.match(error.message, says);
      assert.ok(!error.message.includes("\n"));
      return true;
    });
  });
}

test("an unknown measure gets the nearest names", async (t) => {
  const path = file(t, "measures: { contradiction-rat: { max: 1 } }");
  await assert.rejects(readGate(path, ["contradiction-rate", "apc"]), (error: unknown) => {
    assert.ok(error instanceof UnknownNameError);
    assert.deepEqual(error.suggestions, ["contradiction-rate"]);
    return true;
  });
});
