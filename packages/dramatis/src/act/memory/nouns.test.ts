import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { nouns } from "./nouns.ts";

describe("nouns", () => {
  const cases: Record<string, string[]> = {
    "Shall we take the dogs to the park at the weekend?": ["dog", "park", "weekend"],
    "My dog's vet, the DOGS' vet": ["dog", "vet"],
    "Two churches, three boxes, cities and a bus": ["church", "box", "city", "bus"],
    "The children don’t like glasses": ["child", "glass"],
    "And then? Are you?": [],
    我喜欢音乐: ["我", "喜欢", "音乐"],
    "": [],
  };
  for (const [text, expected] of Object.entries(cases)) {
    test(JSON.stringify(text), () => {
      assert.deepEqual([...nouns(text)], expected);
    });
  }
});
