import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeEmbedder } from "../model/testing.ts";
import { relevance } from "./relevance.ts";

const embedder = fakeEmbedder();
const claims = ["dogs bark", "boats float"];

test("the cosine through a logistic at .26: 1 → .7337, 0 → .4119", async () => {
  // (1 − .26) / .73 = 1.013699; (0 − .26) / .73 = −.356164; 1 / (1 + e^−1.013699) = .733742, 1 / (1 + e^.356164) = .411888
  const [row] = await relevance("test", { queries: ["dogs bark"], claims }, { embedder, seed: 42 });
  assert.ok(Math.abs((row?.[0] as number) - 0.733743) < 1e-6);
  assert.ok(Math.abs((row?.[1] as number) - 0.411888) < 1e-6);
});

test("no query calls for nothing, and rows stay in their places", async () => {
  const rows = await relevance("test", { queries: [null, "boats float", null], claims }, { embedder, seed: 42 });
  assert.deepEqual(
    [rows[0], rows[2]],
    [
      [0, 0],
      [0, 0],
    ],
  );
  assert.ok((rows[1]?.[1] as number) > 0.7);
  assert.deepEqual(await relevance("test", { queries: [null], claims }, { embedder, seed: 42 }), [[0, 0]]);
});

test("without an embedder it says what is missing", async () => {
  await assert.rejects(relevance("apc", { queries: [], claims: [] }, { seed: 42 }), /apc needs embed/);
});
