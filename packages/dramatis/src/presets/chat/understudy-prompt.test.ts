import assert from "node:assert/strict";
import { test } from "node:test";
import { understudyChat } from "@dramatis/understudy";
import { agent } from "../../act/index.ts";
import type { ChatMessage, Model, Persona } from "../../core/index.ts";

const chat = await understudyChat({ threads: 1 });

const STATEMENTS: [string, (i: number) => string][] = [
  ["short", (i) => `I like my cat ${i}.`],
  ["long", (i) => `My favorite thing about number ${i} is the beautiful colour of the season.`],
  ["without vowels", (i) => `I xqz zvw kjj pfft ${i}.`],
  ["Chinese", (i) => `I 我喜欢和朋友一起喝茶${i}。`],
  ["pictures", (i) => `I ❤️ 🐶🐱🐭 ${i}`],
];

for (const [what, text] of STATEMENTS) {
  test(`the bundled model reads every statement that the evidence names: ${what}`, async () => {
    const statements = Array.from({ length: 300 }, (_, i) => ({ id: `s${i}`, text: text(i) }));
    const persona: Persona = { schema: "dramatis.persona/1", name: "Ada", statements };
    let asked: ChatMessage[] = [];
    const model: Model = {
      id: "understudy",
      contextTokens: chat.contextTokens,
      generate: async ({ messages }) => {
        asked = messages;
        return { text: "Yes.", finish: "stop", usage: { inputTokens: 0, outputTokens: 1 } };
      },
    };
    const hi = { session: "s", turn: 0, speaker: "user", text: "Hi." };
    const { evidence } = await agent(persona, { model }).reply([hi]);
    assert.ok(evidence.statements.length > 0 && evidence.statements.length < 300);
    const [, mark] = chat.tokensOf(asked);
    const lines = chat.tokensOf(asked).filter((id) => id === mark);
    // And "My name is Ada."
    assert.equal(lines.length, evidence.statements.length + 1);
  });
}
