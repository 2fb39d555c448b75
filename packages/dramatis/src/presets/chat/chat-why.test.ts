import assert from "node:assert/strict";
import { test } from "node:test";
import type { Message, Persona } from "../../core/index.ts";
import { fakeNli } from "../../model/testing.ts";
import { formatWhy, whyReply } from "./chat-why.ts";

const ADA: Persona = {
  schema: "dramatis.persona/1",
  name: "Ada",
  statements: [
    { id: "dog", text: "I have a dog." },
    { id: "vegan", text: "I am vegan." },
    { id: "hike", text: "I hike every Sunday." },
  ],
  identity: { social: { age: 29 }, life: { loves: ["tea"] } },
};

const evidence = {
  blocks: [
    { id: "IDENTITY", fields: ["identity.social.age"], tokens: 6 },
    { id: "FACTS", fields: ["statements.dog", "statements.vegan"], tokens: 9 },
    { id: "LIFE", fields: ["identity.life.loves"], tokens: 5 },
  ],
  dropped: ["statements.hike"],
  droppedTurns: 2,
  statements: ["dog", "vegan"],
  finish: "stop",
};
const reply: Message = { session: "s", turn: 1, speaker: "Ada", text: "I eat \u001b[31msteak.", evidence };

const nli = fakeNli((a, b) => {
  const pair = `${a}|${b}`;
  if (pair.includes("vegan")) return "contradict";
  if (pair.includes("dog")) return "entail";
  // At a third each, the base rates leave open what the judge is unsure of: .4 · .02 against .3 · .91.
  if (pair.includes("hike")) return { entail: 0.3, neutral: 0.3, contradict: 0.4 };
  return pair.includes("love tea") ? null : "neutral";
});

test("a reply against every claim, with the measures' own reading of the verdicts", async () => {
  const rows = await whyReply({ persona: ADA, reply, nli });
  assert.deepEqual(
    rows.map(({ claim, inPrompt, verdict, strength }) => [claim.id, inPrompt, verdict, strength]),
    [
      ["dog", true, "entails", 1],
      ["vegan", true, "contradicts", 1],
      ["hike", false, "open", 0],
      ["identity.social.age", true, "open", 0],
      ["identity.life.loves.0", true, null, 0],
    ],
  );
});

test("one line a claim, contradictions in red, and what the prompt held", async () => {
  const rows = await whyReply({ persona: ADA, reply, nli });
  const text = formatWhy(rows, reply, { paint: (style, line) => `<${style}>${line}` });
  assert.deepEqual(text.split("\n").slice(0, 3), [
    "<green>  entails 1.00     I have a dog.",
    "<red>  contradicts 1.00 I am vegan.",
    "  -                I hike every Sunday.  [not in the prompt]",
  ]);
  assert.match(text, /\n {2}not judged {7}I love tea\.\n/);
  assert.ok(
    text.endsWith(
      "<dim>Prompt: IDENTITY, FACTS, LIFE, about 20 tokens; left out: statements.hike; 2 of the oldest turns left out.",
    ),
  );
});

test("a reply from elsewhere, whose prompt nobody knows, is judged all the same", async () => {
  const { evidence: _, ...bare } = reply;
  for (const foreign of [bare, { ...bare, evidence: { blocks: "none" } }]) {
    const rows = await whyReply({ persona: ADA, reply: foreign, nli });
    assert.deepEqual(
      rows.map(({ inPrompt }) => inPrompt),
      Array(5).fill(undefined),
    );
    assert.equal(rows[1]?.verdict, "contradicts");
    assert.match(formatWhy(rows, foreign, { paint: (_style, line) => line }), /Nothing was kept of the prompt/);
  }
});

test("a persona that claims nothing has nothing to be held against", async () => {
  assert.deepEqual(await whyReply({ persona: { schema: "dramatis.persona/1", name: "Ada" }, reply, nli }), []);
});
