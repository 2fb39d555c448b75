import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckResult, Message } from "../../core/index.ts";
import { estimateFixture, singleReportFixture } from "../fixture.ts";
import { lifetimePairs, waitingMeasure, watchedConversations } from "./lifetimes.ts";

const MEASURE = "first-turn-out";

/** Conversations of as many turns of the persona, the first turn out of each (null: never), and what the turns say of themselves. */
function resultOf(
  conversations: readonly { turns: number; out: number | null; evidence?: (turn: number) => Record<string, unknown> }[],
): CheckResult {
  const [base] = singleReportFixture().results;
  assert.ok(base);
  const transcripts = conversations.map(({ turns, evidence }, i) => {
    const session = `s${i}`;
    const messages = Array.from({ length: 2 * turns }, (_, turn): Message => {
      const own = turn % 2 === 1;
      const said = own && evidence ? { evidence: evidence((turn + 1) / 2) } : {};
      return { session, turn, speaker: own ? base.speaker : "Visitor", text: "Hello.", ...said };
    });
    return { session, messages };
  });
  const evidence = conversations.flatMap(({ out }, i) =>
    out === null
      ? []
      : [
          {
            ...{ measure: MEASURE, session: `s${i}`, turn: 2 * out - 1, quote: "Hello." },
            ...{ verdict: "contradicts" as const, strength: 1 },
          },
        ],
  );
  const estimate = estimateFixture(
    { value: 2, unit: "turns", counts: "conversations", n: conversations.length },
    MEASURE,
  );
  return { ...base, transcripts, evidence, failures: [], measures: { [MEASURE]: estimate } };
}

test("a conversation lasts until the first turn out, or is cut off at its end", () => {
  const result = resultOf([
    { turns: 5, out: 3 },
    { turns: 4, out: null },
  ]);
  assert.equal(waitingMeasure(result), MEASURE);
  const watched = watchedConversations(result, MEASURE) ?? [];
  assert.deepEqual(
    watched.map(({ time, ended }) => [time, ended]),
    [
      [3, true],
      [4, false],
    ],
  );
});

test("conversations that failed or are silent are left out; where the rest does not add up nothing is said", () => {
  const result = resultOf([
    { turns: 5, out: 3 },
    { turns: 4, out: null },
  ]);
  const silent = result.transcripts[1]?.messages.map((message) => ({ ...message, text: " " })) ?? [];
  const one = { [MEASURE]: estimateFixture({ value: 2, unit: "turns", counts: "conversations", n: 1 }, MEASURE) };
  const quiet = { ...result, transcripts: [result.transcripts[0] as never, { session: "s1", messages: silent }] };
  assert.equal(watchedConversations({ ...quiet, measures: one }, MEASURE)?.length, 1);
  const failures = [{ measure: MEASURE, session: "s1", code: "lost", message: "gone" }];
  assert.equal(watchedConversations({ ...result, failures, measures: one }, MEASURE)?.length, 1);
  assert.equal(watchedConversations({ ...result, measures: one }, MEASURE), null);
  assert.equal(waitingMeasure({ ...result, measures: {} }), null);
});

test("with and without a guard, when the turns tell of both", () => {
  const guarded = { evidence: () => ({ guards: [{ guard: "nli", candidates: [] }] }) };
  const result = resultOf([
    { turns: 5, out: 2 },
    { turns: 5, out: null, ...guarded },
  ]);
  const [pair] = lifetimePairs(watchedConversations(result, MEASURE) ?? []);
  assert.deepEqual(
    pair?.sides.map(({ name, lifetimes }) => [name, lifetimes.map(({ time, ended }) => [time, ended])]),
    [
      ["without a guard", [[2, true]]],
      ["with a guard", [[5, false]]],
    ],
  );
  assert.deepEqual(lifetimePairs(watchedConversations(resultOf([{ turns: 5, out: 2 }]), MEASURE) ?? []), []);
});

test("before and after the history was summed up: who left before is not watched after", () => {
  // Summed up from the fourth turn on: three turns before it.
  const evidence = (turn: number): Record<string, unknown> => (turn >= 4 ? { summedUp: 2 } : {});
  const result = resultOf([
    { turns: 6, out: 2, evidence },
    { turns: 6, out: 5, evidence },
    { turns: 6, out: null, evidence },
  ]);
  const [pair] = lifetimePairs(watchedConversations(result, MEASURE) ?? []);
  assert.deepEqual(
    pair?.sides.map(({ lifetimes }) => lifetimes),
    [
      [
        { time: 2, ended: true },
        { time: 3, ended: false },
        { time: 3, ended: false },
      ],
      [
        { time: 2, ended: true },
        { time: 3, ended: false },
      ],
    ],
  );
});
