import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ruleJudge } from "../testing-judge.ts";
import { roleFlip } from "./role-flip.ts";
import { roleFlipJudged } from "./role-flip-judged.ts";
import { pointedAt, SOUND, said, scored, USER } from "./testing-simulation.ts";

describe("a planted flip is caught", () => {
  const PLANTED: Record<string, string> = {
    "offers help": "Of course! How can I assist you today?",
    "offers more help": "Great. Is there anything else I can help with?",
    "says that it is a model": "As an AI language model, I have no kettle.",
    "serves a list": "Sure! Here are three kettles that you may like.",
    "answers its own question": "Could you send a courier? Sure, I can send one at noon.",
    "writes the other's line": "I want a courier.\nAssistant: A courier is on its way.",
    "speaks as another": "Hello, I'm Mo, and I work here.",
  };
  for (const [what, line] of Object.entries(PLANTED)) {
    test(what, async () => {
      const lines = [...SOUND, "Mo: One moment.", `user: ${line}`];
      assert.deepEqual(await pointedAt(roleFlip(), said(lines)), [9]);
    });
  }
});

test("a sound user is not taken for flipped, and neither are people who talk of help", async () => {
  assert.deepEqual(await pointedAt(roleFlip(), said(SOUND)), []);
  const people = [
    "a: do you live alone ?",
    "user: Do you like dogs? Yes, I do too.",
    "user: I am happy to help, even just a little.",
    "user: Can you help me with my order? Sure hope so.",
    "user: There is one thing: the lid.",
    "user: I am a model railway fan.",
  ];
  assert.deepEqual(await pointedAt(roleFlip(), said(people)), []);
});

test("an assistant may serve, and may not speak for the user", async () => {
  const persona = { ...USER, name: "assistant", kind: "assistant" } as const;
  const lines = [...SOUND, "assistant: Anything else I can help with?", "assistant: Right.\nuser: I will take it."];
  assert.deepEqual(await pointedAt(roleFlip(), said(lines, { speaker: "assistant", persona })), [9]);
});

test("a name with marks of a pattern is a name; another language is unsupported; an empty turn refused", async () => {
  assert.deepEqual(await pointedAt(roleFlip(), said(["a(b)*: Hi.", "user: a(b)*: Hi."])), [1]);
  const french = said(["user: Bonjour."], { persona: { ...USER, style: { language: "fr" } } });
  assert.equal((await scored(roleFlip(), french))[0]?.missing, "unsupported");
  assert.equal((await scored(roleFlip(), said(["user: "])))[0]?.missing, "refused");
});

describe("by a judge", () => {
  const lines = ["assistant: Hello.", "user: My kettle leaks.", "user: Shall I look up your order for you?"];

  test("the turns that it lists are 1, with its reason", async () => {
    const judge = ruleJudge(() => ({ turns: [{ reason: "It serves.", turn: 2 }] }));
    const scores = await roleFlipJudged().score(said(lines), { judge, seed: 1 });
    assert.deepEqual(
      scores.map(({ value, evidence }) => [value, evidence?.against?.text]),
      [
        [0, undefined],
        [1, "It serves."],
      ],
    );
    assert.equal(judge.shown[0]?.known.speaker, "user");
  });

  test("a turn that is not the speaker's is no verdict, and no judge no score", async () => {
    const judge = ruleJudge(() => ({ turns: [{ reason: "?", turn: 0 }] }));
    const scores = await roleFlipJudged().score(said(lines), { judge, seed: 1 });
    assert.deepEqual(
      scores.map(({ missing }) => missing),
      ["unparsed", "unparsed"],
    );
    await assert.rejects(scored(roleFlipJudged(), said(lines)), { code: "unsupported" });
  });
});
