import assert from "node:assert/strict";
import { test } from "node:test";
import { readChatRequest } from "./chat-request.ts";
import { HttpFault } from "./http-fault.ts";

const least = { model: "m", messages: [{ role: "user", content: "hello" }] };

test("the least request sets nothing", () => {
  assert.deepEqual(readChatRequest(least), {
    model: "m",
    stream: false,
    includeUsage: false,
    request: { messages: [{ role: "user", content: "hello" }] },
  });
});

test("null is as absent, top_k 0 and -1 are none, and other members are passed over", () => {
  const nulls = { temperature: null, top_p: null, stop: null, seed: null, n: null, stream: null, tools: null };
  for (const top_k of [0, -1]) {
    assert.deepEqual(readChatRequest({ ...least, ...nulls, top_k, user: "u", tools: [] }), readChatRequest(least));
  }
});

test("parts of text are joined, a developer is the system, and no content is none", () => {
  const parts = [
    { type: "text", text: "a" },
    { type: "text", text: "b" },
  ];
  const messages = [
    { role: "developer", content: parts },
    { role: "assistant", content: null },
  ];
  assert.deepEqual(readChatRequest({ model: "m", messages }).request.messages, [
    { role: "system", content: "ab" },
    { role: "assistant", content: "" },
  ]);
});

test("one stop string is a list of one; max_completion_tokens goes before max_tokens", () => {
  const { request } = readChatRequest({ ...least, stop: "\n", max_tokens: 5, max_completion_tokens: 6 });
  assert.deepEqual([request.stop, request.maxTokens], [["\n"], 6]);
});

test("logprobs without a number asks for no alternatives; json_object is any object", () => {
  const { request } = readChatRequest({ ...least, logprobs: true, response_format: { type: "json_object" } });
  assert.deepEqual([request.topLogprobs, request.schema], [0, { type: "object" }]);
});

const BAD: [string, object][] = [
  ["messages", { messages: [{ role: "king", content: "x" }] }],
  ["messages", { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "x" } }] }] }],
  ["temperature", { temperature: 3 }],
  ["top_p", { top_p: -1 }],
  ["min_p", { min_p: 2 }],
  ["repetition_penalty", { repetition_penalty: 0 }],
  ["max_tokens", { max_tokens: 0 }],
  ["seed", { seed: 1.5 }],
  ["stop", { stop: "" }],
  ["top_logprobs", { logprobs: true, top_logprobs: 21 }],
  ["response_format", { response_format: { type: "json_schema" } }],
];

for (const [param, member] of BAD) {
  test(`${JSON.stringify(member)} is 400, names ${param} and says what is expected`, () => {
    assert.throws(
      () => readChatRequest({ ...least, ...member }),
      (error) => {
        assert.ok(error instanceof HttpFault);
        assert.deepEqual([error.status, error.param], [400, param]);
        assert.doesNotMatch(error.message, /Invalid/);
        return true;
      },
    );
  });
}
