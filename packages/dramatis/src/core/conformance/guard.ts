import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { AgentView } from "../component.ts";
import type { Candidate, Guard, GuardChoice } from "../guard.ts";
import { testName } from "./shared.ts";

/** Candidates of several kinds: scored and not, alike, long, in other scripts. */
const CANDIDATES: Record<string, readonly Candidate[]> = {
  several: [{ text: "I have two dogs." }, { text: "I have no dogs." }, { text: "Zoë 👋 likes tea" }],
  scored: [
    { text: "I have two dogs.", score: -3 },
    { text: "I have no dogs.", score: -1 },
  ],
  alike: [{ text: "Hello." }, { text: "Hello." }],
  one: [{ text: "I sail. ".repeat(500) }],
};

/**
 * Registers the tests that every Guard must pass.
 *
 * @param make a fresh guard whose models, if any, answer the same every time; called once or twice a test
 * @param view the persona and the conversation that a reply is chosen for
 */
export function guardConformance(make: () => Promise<Guard>, view: AgentView): void {
  describe("Guard contract", () => {
    testName(make);
    // Each call has copies of its own: a guard that changes them fails one test, not those after it.
    const choose = async (candidates: readonly Candidate[], signal?: AbortSignal): Promise<GuardChoice> =>
      (await make()).choose(structuredClone(candidates), structuredClone(view), signal);

    for (const [name, candidates] of Object.entries(CANDIDATES)) {
      test(`${name}: takes a candidate, says something, and gives a reason for each`, async () => {
        const { index, text, reasons } = await choose(candidates);
        assert.ok(candidates[index], `index ${index} of ${candidates.length} candidates`);
        assert.notEqual(text.trim(), "");
        assert.equal(reasons.length, candidates.length);
        for (const reason of reasons) assert.notEqual(reason.trim(), "");
      });
    }

    test("the same candidates and view give the same choice, and are left as they were", async () => {
      const guard = await make();
      for (const candidates of Object.values(CANDIDATES)) {
        const given = structuredClone({ candidates, view });
        const first = await guard.choose(given.candidates, given.view);
        assert.deepEqual(given, { candidates, view });
        assert.deepEqual(await guard.choose(given.candidates, given.view), first, "asked again");
        assert.deepEqual(await choose(candidates), first, "asked of another");
      }
    });

    test("no candidates are rejected by name", async () => {
      await assert.rejects(choose([]), /candidate/i);
    });

    test("a call that was aborted before is not made", async () => {
      const [candidates] = Object.values(CANDIDATES) as [readonly Candidate[]];
      await assert.rejects(choose(candidates, AbortSignal.abort(new Error("enough"))), /enough/);
    });
  });
}
