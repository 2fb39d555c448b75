import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { canonicalJson } from "../hash.ts";
import type { Improver } from "../improver.ts";
import type { Measure } from "../measure.ts";
import type { Persona } from "../persona.ts";
import { all, checkPersona, take, testAbort, testName } from "./shared.ts";

/** What the suite improves: a persona that leaves room for it, by a measure that answers the same every time. */
export interface ImproverTask {
  persona: Persona;
  measure: Measure;
  /** Calls that are enough for a first candidate. */
  calls: number;
}

/**
 * Registers the tests that every Improver must pass. They say nothing of how much better its personas are.
 *
 * @param make a fresh improver whose models, if any, answer the same every time; called once a test
 */
export function improverConformance(make: () => Promise<Improver>, { persona, measure, calls }: ImproverTask): void {
  describe("Improver contract", () => {
    testName(make);
    // Each test has a copy of its own: an improver that changes it fails one test, not those after it.
    const candidatesOf = async (asked: Measure, most: number, signal?: AbortSignal): Promise<AsyncIterable<Persona>> =>
      (await make()).candidates(structuredClone(persona), asked, { calls: most }, signal);

    test("yields well-formed personas that differ from the given one, which is left as it was", async () => {
      const given = structuredClone(persona);
      const candidates = await take((await make()).candidates(given, measure, { calls }), calls);
      assert.ok(candidates.length > 0, `no candidates for ${calls} calls`);
      for (const candidate of candidates) {
        checkPersona(candidate);
        assert.notEqual(canonicalJson(candidate), canonicalJson(persona), "a candidate is the given persona");
      }
      assert.deepEqual(given, persona);
    });

    for (const most of new Set([0, 1, calls])) {
      test(`${most} calls: asks the measure and yields personas at most as often`, async () => {
        let asked = 0;
        const counted: Measure = {
          name: measure.name,
          score: (subject, context) => {
            asked++;
            return measure.score(subject, context);
          },
          aggregate: (scores) => measure.aggregate(scores),
        };
        const candidates = await take(await candidatesOf(counted, most), most + 1);
        assert.ok(candidates.length <= most, `${candidates.length} or more personas for ${most} calls`);
        assert.ok(asked <= most, `the measure was asked ${asked} times for ${most} calls`);
      });
    }

    test("the same task gives the same candidates", async () => {
      const first = await all(await candidatesOf(measure, calls));
      assert.deepEqual(await all(await candidatesOf(measure, calls)), first);
    });

    testAbort((signal) => candidatesOf(measure, calls, signal));
  });
}
