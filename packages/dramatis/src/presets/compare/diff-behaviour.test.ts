import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Model, Persona, Score } from "../../core/index.ts";
import { refusalRate } from "../../measure/dialogue/refusal-rate.ts";
import { baitResistance, probeAnswers } from "../../measure/index.ts";
import { fakeNli } from "../../model/testing.ts";
import { type LoadedPersona, personaVersion } from "../../persona/index.ts";
import { openRun } from "../../run/index.ts";
import { autoSuite } from "../check/auto-suite.ts";
import { behaviourLines } from "./behaviour-lines.ts";
import { diffBehaviour } from "./diff-behaviour.ts";
import { pairedDifferences } from "./paired-differences.ts";

const scores = (values: Record<string, number | null>): { byItem: Map<string, Score[]> } => ({
  byItem: new Map(
    Object.entries(values).map(([item, value]) => [
      item,
      [{ value, cluster: item, ...(value === null && { missing: "refused" as const }) }],
    ]),
  ),
});

const measured = (measure: string, before: Record<string, number | null>, after: Record<string, number | null>) => {
  return { measure, unit: "ratio", direction: "higher", before: scores(before), after: scores(after) } as const;
};

/** a, b, … as items. */
const items = (values: readonly number[]): Record<string, number> =>
  Object.fromEntries(values.map((value, i) => [`i${i}`, value]));

describe("paired differences", () => {
  test("the mean of the items' differences, an exact test and the smallest effect", () => {
    // Differences .1 .2 .3 .4: mean .25; of 16 sign patterns only all plus and all minus are as far: p = 2 / 16 = .125.
    // Deviation √(.05 / 3) = .129099; (1.959964 + .841621) · .129099 / √4 = .180841.
    const [one] = pairedDifferences([measured("m", items([0.1, 0.1, 0.1, 0.1]), items([0.2, 0.3, 0.4, 0.5]))]);
    assert.ok(one);
    for (const [found, expected] of [
      [one.difference, 0.25],
      [one.before, 0.1],
      [one.after, 0.35],
      [one.p, 0.125],
      [one.smallest, 0.180841],
    ] as const) {
      assert.ok(found !== null && Math.abs(found - expected) < 1e-6, `${found} is not ${expected}`);
    }
    assert.ok(
      one.low !== null && one.high !== null && one.low >= 0.1 && one.low < 0.25 && one.high > 0.25 && one.high <= 0.4,
    );
    assert.deepEqual([one.pairs, one.verdict], [4, "no difference seen"]);
  });

  test("Holm over the measures: what is clear alone may not be among several", () => {
    const six = items([1, 1, 1, 1, 1, 1]);
    const zero = items([0, 0, 0, 0, 0, 0]);
    // Six differences of one sign: p = 2 / 64 = .03125; of two measures alike .0625.
    const [alone] = pairedDifferences([measured("m", zero, six)]);
    assert.deepEqual([alone?.p, alone?.adjusted, alone?.verdict], [0.03125, 0.03125, "better"]);
    const both = pairedDifferences([measured("m", zero, six), measured("n", six, zero)]);
    assert.deepEqual(
      both.map(({ adjusted, verdict }) => [adjusted, verdict]),
      [
        [0.0625, "no difference seen"],
        [0.0625, "no difference seen"],
      ],
    );
    const lower = { ...measured("m", zero, six), direction: "lower" as const };
    assert.equal(pairedDifferences([lower])[0]?.verdict, "worse");
    assert.equal(pairedDifferences([{ ...lower, direction: "none" }])[0]?.verdict, "changed");
  });

  test("items without a score on both sides are in no mean; nothing to compare is null, never 0", () => {
    const [one] = pairedDifferences([measured("m", { a: 1, b: null, c: 0 }, { a: 0, b: 1, d: 1 })]);
    assert.deepEqual([one?.pairs, one?.unpaired, one?.difference, one?.p, one?.smallest], [1, 3, -1, null, null]);
    assert.deepEqual([one?.missing.before.refused, one?.missing.after.refused], [1, 0]);
    const [none] = pairedDifferences([measured("m", { a: 1 }, {})]);
    assert.deepEqual(
      [none?.pairs, none?.difference, none?.verdict, none?.adjusted],
      [0, null, "nothing to compare", null],
    );
    const [same] = pairedDifferences([measured("m", { a: 1, b: 1 }, { a: 1, b: 1 })]);
    assert.deepEqual([same?.difference, same?.smallest, same?.verdict], [0, null, "no difference seen"]);
  });

  test("an item's value is the weighted mean of its answers over the repeats", () => {
    const byItem = new Map([
      [
        "a",
        [
          { value: 1, cluster: "1", weight: 3 },
          { value: 0, cluster: "2" },
        ],
      ],
    ]);
    const [one] = pairedDifferences([{ ...measured("m", {}, { a: 1 }), before: { byItem } }]);
    assert.deepEqual([one?.before, one?.difference], [0.75, 0.25]); // (3·1 + 1·0) / 4
  });
});

const TEXTS = [
  "I have two dogs.",
  "I am a nurse.",
  "I like tea.",
  "I live in Ohio.",
  "I love hiking.",
  "I have three sisters.",
];
const ADA: Persona = {
  schema: "dramatis.persona/1",
  name: "Ada",
  statements: TEXTS.map((text, i) => ({ id: `s${i}`, text })),
};

function loaded(persona: Persona): LoadedPersona {
  return { persona, version: personaVersion(persona), path: persona.name };
}

/** Answers every question alike. */
function saying(id: string, text: string): Model {
  const generate = async (_: unknown, signal?: AbortSignal) => {
    signal?.throwIfAborted();
    return { text, finish: "stop" as const, usage: { inputTokens: 1, outputTokens: 1 } };
  };
  return { id, generate };
}

describe("diff by behaviour", () => {
  const nli = fakeNli(() => "neutral");
  const measures = [
    { name: "bait-resistance", measure: baitResistance(), needs: ["nli"] as const },
    { name: "probe-answers", measure: probeAnswers(), needs: ["nli"] as const },
    { name: "refusal-rate", measure: refusalRate() },
  ];

  test("a model that says no to all resists baits and denies what is true; both are seen, per item", async () => {
    const persona = loaded(ADA);
    const suite = autoSuite(ADA);
    const diff = await diffBehaviour({
      before: { persona, model: saying("yes", "Yes.") },
      after: { persona, model: saying("no", "No.") },
      suite,
      measures,
      context: { nli },
    });
    const [bait, probe, refusal] = diff.measures;
    assert.deepEqual([bait?.difference, bait?.verdict, probe?.verdict], [1, "better", "worse"]);
    assert.ok((bait?.pairs ?? 0) >= 8 && (probe?.pairs ?? 0) >= 8, `${bait?.pairs} ${probe?.pairs}`);
    assert.deepEqual(
      [refusal?.pairs, refusal?.difference, refusal?.verdict],
      [suite.items.length, 0, "no difference seen"],
    );
    assert.deepEqual(diff.failures, []);
    const lines = behaviourLines(diff);
    assert.match(lines[0] ?? "", /^Ada [0-9a-f]{16} \(yes\) → Ada [0-9a-f]{16} \(no\)$/);
    assert.ok(
      lines.some((line) =>
        /^bait-resistance: better: 0\.000 → 1\.000, \+1\.000 \(\+1\.000 to \+1\.000; n = \d+\); p /.test(line),
      ),
      lines.join("\n"),
    );
    assert.ok(lines.some((line) => line.startsWith("refusal-rate: no difference seen: 0.000 → 0.000, 0.000 (")));
  });

  test("two versions are each held against themselves, in one run that goes on where it stopped", async (t) => {
    const root = mkdtempSync(join(tmpdir(), "dramatis-diff-"));
    t.after(() => rmSync(root, { recursive: true, force: true }));
    const changed = loaded({
      ...ADA,
      statements: [...(ADA.statements ?? []).slice(1), { id: "s0", text: "I have three dogs." }],
    });
    let calls = 0;
    const yes = saying("yes", "Yes.");
    const model: Model = {
      id: "yes",
      generate: (request, signal) => {
        calls++;
        return yes.generate(request, signal);
      },
    };
    const compare = async (resume: boolean) => {
      const run = openRun({ plan: { command: "diff", arguments: {} }, root, resume });
      try {
        return await diffBehaviour({
          before: { persona: loaded(ADA), model },
          after: { persona: changed, model },
          suite: autoSuite(ADA),
          measures,
          context: { nli },
          run,
        });
      } finally {
        run.close();
      }
    };
    const first = await compare(false);
    assert.equal(first.asked.before.transcripts.length, first.asked.after.transcripts.length);
    assert.notEqual(first.before.version, first.after.version);
    const before = calls;
    assert.deepEqual(await compare(true), first);
    assert.equal(calls, before);
  });
});
