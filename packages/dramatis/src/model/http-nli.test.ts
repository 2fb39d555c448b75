import assert from "node:assert/strict";
import { after, test } from "node:test";
import { nliConformance } from "../core/conformance/nli.ts";
import { BudgetError, type NliPair } from "../core/index.ts";
import { httpNli } from "./http-nli.ts";
import { meter } from "./meter.ts";
import { type Step, type TestingServer, testingServer } from "./testing-server.ts";

const servers: TestingServer[] = [];
after(() => Promise.all(servers.map((server) => server.close())));

async function serving(script: Parameters<typeof testingServer>[0]): Promise<TestingServer> {
  const server = await testingServer(script);
  servers.push(server);
  return server;
}

const pairsOf = (body: unknown): NliPair[] => (body as { pairs: NliPair[] }).pairs;
const byLength = (pairs: NliPair[]): Step => ({
  body: {
    verdicts: pairs.map(({ premise }) => {
      const entail = (premise.length % 10) / 10;
      return { entail, neutral: 1 - entail, contradict: 0 };
    }),
  },
});

nliConformance(async () => httpNli({ url: (await serving(({ body }) => byLength(pairsOf(body)))).url }));

test("sends batches and puts the verdicts back in order", async () => {
  const server = await serving(({ body }) => byLength(pairsOf(body)));
  const nli = httpNli({ url: `${server.url}/judge`, batch: 3 });
  const pairs = Array.from({ length: 7 }, (_, index) => ({ premise: "x".repeat(index + 1), hypothesis: "y" }));
  const verdicts = await nli.judge(pairs);
  assert.deepEqual(
    verdicts.map((verdict) => verdict?.entail),
    [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7],
  );
  assert.deepEqual(server.seen.map(({ body }) => pairsOf(body).length).sort(), [1, 3, 3]);
  assert.equal(server.seen[0]?.path, "/judge");
  assert.equal(nli.id, `nli:${server.url}/judge`);
});

test("tries again after a fault that passes", async () => {
  const server = await serving([{ status: 503 }, byLength([{ premise: "abc", hypothesis: "d" }])]);
  const nli = httpNli({ url: server.url, sleep: async () => undefined });
  assert.equal((await nli.judge([{ premise: "abc", hypothesis: "d" }]))[0]?.entail, 0.3);
});

test("says what is wrong with a reply", async () => {
  const cases: [unknown, RegExp][] = [
    [{ verdicts: [] }, /1 pairs were asked, 0 verdicts came/],
    [{ verdicts: [{ entail: 1, neutral: 1, contradict: 1 }] }, /verdict 0: probabilities sum to 3/],
    [{ verdicts: [{ entail: 1 }] }, /verdicts\.0\.neutral: /],
    [{ scores: [] }, /wrong shape, verdicts: /],
    ["[1,", /is not JSON/],
  ];
  for (const [body, message] of cases) {
    const server = await serving([{ body }]);
    await assert.rejects(httpNli({ url: server.url }).judge([{ premise: "a", hypothesis: "b" }]), message);
  }
});

test("is metered, and held by the cap before a request is made", async () => {
  const server = await serving(({ body }) => byLength(pairsOf(body)));
  const till = meter({ cap: 5 });
  const nli = httpNli({ url: server.url, meter: till, price: { input: 1e6, output: 0 } });
  // $1 a token: "abcde" is 2 tokens, "f" is 1.
  await nli.judge([{ premise: "abcde", hypothesis: "f" }]);
  assert.deepEqual(till.usage(), { inputTokens: 3, outputTokens: 0, cost: 3 });
  await assert.rejects(nli.judge([{ premise: "abcde", hypothesis: "g" }]), BudgetError);
  assert.deepEqual([server.seen.length, till.calls], [1, 1]);
});
