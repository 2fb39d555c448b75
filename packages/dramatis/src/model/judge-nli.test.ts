import assert from "node:assert/strict";
import { test } from "node:test";
import { nliConformance } from "../core/conformance/nli.ts";
import type { ChatMessage, Model, ModelError } from "../core/index.ts";
import { judgeNli } from "./judge-nli.ts";
import { mockModel } from "./mock-model.ts";

const pair = { premise: "I have two dogs.", hypothesis: "I have no pets." };
const contradicts = JSON.stringify({ reason: "dogs are pets", verdict: "contradict" });

nliConformance(async () => judgeNli(mockModel({ default: contradicts })));

test("a label becomes a verdict of 0 and 1, and the id says who judged", async () => {
  const model = mockModel({ default: `\`\`\`json\n${contradicts}\n\`\`\`` });
  const nli = judgeNli(model);
  assert.deepEqual(await nli.judge([pair]), [{ entail: 0, neutral: 0, contradict: 1 }]);
  assert.equal(nli.id, `judge:${model.id}`);
});

test("what is wrong with a reply is said back to the model, three times at most", async () => {
  const asked: ChatMessage[][] = [];
  const bad = mockModel({ replies: ["no idea", '{"verdict": "maybe", "reason": ""}'], default: contradicts });
  const model: Model = {
    id: "watched",
    generate: (request) => {
      asked.push(structuredClone(request.messages));
      return bad.generate(request);
    },
  };
  assert.deepEqual(await judgeNli(model).judge([pair]), [{ entail: 0, neutral: 0, contradict: 1 }]);
  assert.equal(asked.length, 3);
  assert.match(asked[1]?.at(-1)?.content ?? "", /it is not JSON/);
  assert.match(asked[2]?.at(-1)?.content ?? "", /verdict: /);

  let calls = 0;
  const hopeless: Model = {
    id: "h",
    generate: (request) => {
      calls++;
      return mockModel({ default: "?" }).generate(request);
    },
  };
  assert.deepEqual(await judgeNli(hopeless).judge([pair]), [null]);
  assert.equal(calls, 4);
});

test("a failing model is a failure, not a verdict", async () => {
  const model = mockModel({ default: { error: { fault: "auth", message: "who are you" } } });
  await assert.rejects(judgeNli(model).judge([pair]), (error: unknown) => (error as ModelError).fault === "auth");
});
