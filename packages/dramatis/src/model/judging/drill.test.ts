import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { isSameVerdict, otherVerdict } from "./drill.ts";
import type { Rubric } from "./rubric.ts";

function rubric<V>(shape: z.ZodType<V>, isSame?: (a: V, b: V) => boolean): Rubric<V> {
  return { name: "r", policy: "p", shape, ...(isSame && { isSame }) };
}

const probabilities = z
  .record(z.string(), z.number().min(0).max(1))
  .refine((all) => Math.abs(Object.values(all).reduce((sum, p) => sum + p, 0) - 1) < 1e-6);

const shapes: [what: string, shape: z.ZodType, verdict: unknown][] = [
  ["a score", z.object({ reason: z.string(), score: z.number().int().min(1).max(5) }), { reason: "", score: 5 }],
  ["a number without bounds", z.object({ score: z.number() }), { score: 0 }],
  ["a choice", z.object({ verdict: z.enum(["a", "b", "tie"]) }), { verdict: "tie" }],
  ["yes or no", z.object({ relevant: z.boolean() }), { relevant: true }],
  ["one or none", z.object({ opinion: z.enum(["A", "B"]).nullable() }), { opinion: null }],
  [
    "no flaws",
    z.object({ flaws: z.array(z.object({ type: z.string(), severity: z.number().int().min(1).max(5) })) }),
    { flaws: [] },
  ],
  ["some codes", z.object({ score: z.union([z.literal(1), z.literal(2), z.literal(9)]) }), { score: 9 }],
  ["words alone", z.object({ critique: z.string() }), { critique: "Too polite." }],
  ["probabilities", z.object({ probs: probabilities }), { probs: { Ada: 0.7, Bo: 0.3 } }],
  [
    "scores by name",
    z.object({ scores: z.object({ a: z.number().int().min(1).max(5), b: z.number().int().min(1).max(5) }) }),
    { scores: { a: 3, b: 3 } },
  ],
];
for (const [what, shape, verdict] of shapes) {
  test(`${what}: another verdict of the same shape`, () => {
    const other = otherVerdict(rubric(shape), verdict);
    assert.notEqual(other, null);
    assert.ok(shape.safeParse(other).success);
    assert.equal(isSameVerdict(rubric(shape), other, verdict), false);
  });
}

test("no other verdict where the shape leaves none", () => {
  assert.equal(
    otherVerdict(rubric(z.object({ reason: z.string(), said: z.literal("yes") })), {
      reason: "",
      said: "yes" as const,
    }),
    null,
  );
});

test("the words of reasons do not make another verdict, unless there is nothing else; a rubric may say what does", () => {
  const scored = rubric(z.object({ reason: z.string(), score: z.number() }));
  assert.ok(isSameVerdict(scored, { reason: "a", score: 2 }, { reason: "b", score: 2 }));
  assert.ok(!isSameVerdict(scored, { reason: "a", score: 2 }, { reason: "a", score: 3 }));
  const told = rubric(z.object({ critique: z.string() }));
  assert.ok(!isSameVerdict(told, { critique: "a" }, { critique: "b" }));
  const near = rubric(z.object({ p: z.number() }), (a, b) => Math.abs(a.p - b.p) < 0.1);
  assert.ok(isSameVerdict(near, { p: 0.5 }, { p: 0.55 }));
});
