import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { GenerateRequest } from "../core/index.ts";
import { chatBody, joinedCalls } from "./openai-wire.ts";

const hello = { role: "user" as const, content: "hello" };
const body = (request: GenerateRequest): Record<string, unknown> => chatBody("m", request, "max_tokens");

describe("chatBody: tools", () => {
  test("tools, calls and their results go out in the API's words", () => {
    const toolCalls = [
      { id: "a", name: "weather", arguments: '{"city": "Paris"}' },
      { id: "b", name: "weather", arguments: "{city: Oslo" },
    ];
    const parameters = { type: "object", properties: { city: { type: "string" } } };
    const { messages, tools } = body({
      messages: [
        hello,
        { role: "assistant", content: "", toolCalls },
        { role: "tool", content: "sunny", toolCallId: "a" },
        { role: "tool", content: "The arguments are not JSON.", toolCallId: "b" },
        { role: "assistant", content: "One more.", toolCalls: toolCalls.slice(0, 1) },
        { role: "tool", content: "of no call" },
        { role: "assistant", content: "", toolCalls: [] },
      ],
      tools: [{ name: "weather", description: "Of a city.", parameters }],
    });
    const wire = (id: string, text: string): object => {
      return { id, type: "function", function: { name: "weather", arguments: text } };
    };
    assert.deepEqual(tools, [
      { type: "function", function: { name: "weather", description: "Of a city.", parameters } },
    ]);
    assert.deepEqual(messages, [
      hello,
      { role: "assistant", content: null, tool_calls: [wire("a", '{"city": "Paris"}'), wire("b", "{}")] },
      { role: "tool", content: "sunny", tool_call_id: "a" },
      { role: "tool", content: "The arguments are not JSON.", tool_call_id: "b" },
      { role: "assistant", content: "One more.", tool_calls: [wire("a", '{"city": "Paris"}')] },
      { role: "user", content: "of no call" },
      { role: "assistant", content: "" },
    ]);
  });

  test("no tools are not sent as an empty list, which OpenAI refuses", () => {
    assert.equal(body({ messages: [hello], tools: [] }).tools, undefined);
  });
});

test("joinedCalls: parts without an index are calls by themselves; the first id and name stand", () => {
  const parts = [
    { id: "a", function: { name: "weather", arguments: "{}" } },
    { id: "b", function: { name: "time" } },
    { index: 0, id: "c", function: { name: "place", arguments: "{" } },
    { index: 0, id: "", function: { name: "place", arguments: "}" } },
    { index: 7 },
  ];
  assert.deepEqual(joinedCalls(parts), [
    { id: "a", name: "weather", arguments: "{}" },
    { id: "b", name: "time", arguments: "" },
    { id: "c", name: "place", arguments: "{}" },
    { id: "", name: "", arguments: "" },
  ]);
});
