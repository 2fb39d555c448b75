import assert from "node:assert/strict";
import { test } from "node:test";
import { BudgetError } from "../core/index.ts";
import { meter } from "./meter.ts";

test("adds up tokens and money, and counts the calls without a price", () => {
  const till = meter();
  assert.deepEqual(till.usage(), { inputTokens: 0, outputTokens: 0 });
  till.charge({ inputTokens: 1, outputTokens: 2 });
  assert.deepEqual(till.usage(), { inputTokens: 1, outputTokens: 2 });
  till.charge({ inputTokens: 10, outputTokens: 20, cost: 0.5 });
  till.count("cached");
  till.count("failed");
  assert.deepEqual(till.usage(), { inputTokens: 11, outputTokens: 22, cost: 0.5 });
  assert.deepEqual([till.calls, till.cached, till.failed, till.unpriced], [2, 1, 1, 1]);
});

test("money set aside counts towards the cap until it is given back", () => {
  const till = meter({ cap: 0.3 });
  till.charge({ inputTokens: 0, outputTokens: 0, cost: 0.1 });
  // 0.1 + 0.2 is 0.30000000000000004 in floating point and does not pass 0.3.
  const giveBack = till.reserve(0.2);
  assert.throws(() => till.reserve(0.01), BudgetError);
  giveBack();
  till.reserve(0.01);
});

test("others count towards the cap of all; the cap of here holds for what is spent here alone", () => {
  const spending = meter({ cap: 10 });
  spending.elsewhere({ inputTokens: 1, outputTokens: 1, cost: 8 });
  assert.throws(() => spending.reserve(3), { capOf: "run", spent: 8, cap: 10 });
  spending.capHere(1);
  spending.charge({ inputTokens: 1, outputTokens: 1, cost: 0.75 });
  assert.throws(() => spending.reserve(0.5), { capOf: "worker", spent: 0.75, cap: 1 });
  spending.reserve(0.25)();
  assert.deepEqual(spending.usage(), { inputTokens: 2, outputTokens: 2, cost: 8.75 });
  assert.deepEqual(spending.here(), { inputTokens: 1, outputTokens: 1, cost: 0.75 });
});
