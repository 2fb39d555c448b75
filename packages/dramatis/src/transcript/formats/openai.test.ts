import assert from "node:assert/strict";
import { test } from "node:test";
import { openai } from "./openai.ts";

const read = (messages: unknown[]): string[] =>
  openai
    .parse([{ value: { messages }, line: 1, position: 1 }], { where: "f", stem: "f" })
    .flatMap(({ messages: lines }) => lines.map(({ speaker, text }) => `${speaker}: ${text}`));

test("instructions and tool traffic are no conversation", () => {
  const lines = read([
    { role: "developer", content: "Be Ada." },
    { role: "user", content: "Weather?" },
    { role: "assistant", content: null, tool_calls: [{}] },
    { role: "tool", content: "rain" },
    { role: "assistant", content: "It rains." },
  ]);
  assert.deepEqual(lines, ["user: Weather?", "assistant: It rains."]);
});

test("the text parts of a content are joined by lines", () => {
  const content = [{ type: "text", text: "Look:" }, { type: "image_url" }, { type: "text", text: "a dog." }];
  assert.deepEqual(read([{ role: "user", content }]), ["user: Look:\na dog."]);
});
