import assert from "node:assert/strict";
import { test } from "node:test";
import { isRefusal } from "./refusal.ts";

test("silence, a declined answer and a model that steps out are refusals", () => {
  for (const text of [
    " ",
    "I'm sorry, but I can't assist with that.",
    "I’m sorry, I cannot help with this request.",
    "As an AI language model, I have no pets.",
    "I am just an AI.",
    "I don't have personal experiences.",
    "I am unable to provide medical advice.",
    "That goes against my guidelines.",
    "I must respectfully decline.",
  ]) {
    assert.ok(isRefusal(text), text);
  }
});

test("what a person cannot or will not do is none", () => {
  for (const text of [
    "I can't swim, and I won't learn it now.",
    "I don't have a car.",
    "I will not help my brother move again.",
    "I'm sorry I'm late.",
    "I teach AI to students.",
    "I don't feel comfortable in crowds.",
    "I never provide references.",
  ]) {
    assert.ok(!isRefusal(text), text);
  }
});
