import assert from "node:assert/strict";
import { test } from "node:test";
import { type RunDraft, readDraft } from "./run-draft.ts";

const DRAFT: RunDraft = {
  ...{ persona: "Ana", kind: "interview", model: " ", judge: "", repeats: "2", turns: "6", instrument: "ipip-50" },
};

test("an interview has turns, a suite its name, a questionnaire its instrument; what is empty is not sent", () => {
  assert.deepEqual(readDraft(DRAFT), {
    asked: { command: "check", arguments: { persona: "Ana", turns: 6, repeats: 2 } },
  });
  assert.deepEqual(readDraft({ ...DRAFT, kind: "drift", model: " understudy ", judge: "openai:x", turns: "many" }), {
    asked: {
      command: "check",
      arguments: { persona: "Ana", suite: "drift", judge: "openai:x", model: "understudy", repeats: 2 },
    },
  });
  assert.deepEqual(readDraft({ ...DRAFT, kind: "questionnaire", judge: "openai:x" }), {
    asked: { command: "survey", arguments: { personas: ["Ana"], instrument: "ipip-50", repeats: 2 } },
  });
});

test("what is no number of runs is said beside its field, each by itself", () => {
  for (const repeats of ["", "0", "51", "2.5", "two"]) {
    assert.deepEqual(readDraft({ ...DRAFT, repeats }), { faults: { repeats: "From 1 to 50." } }, repeats);
  }
  assert.deepEqual(readDraft({ ...DRAFT, repeats: "x", turns: "61" }), {
    faults: { repeats: "From 1 to 50.", turns: "From 1 to 60." },
  });
});
