import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Persona, Suite } from "../../core/index.ts";
import { deepeval } from "./deepeval.ts";

const load = (t: TestContext, value: unknown) => {
  const folder = mkdtempSync(join(tmpdir(), "dramatis-deepeval-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "cases.json");
  writeFileSync(path, JSON.stringify(value));
  return loadedFrom(path);
};

async function loadedFrom(path: string): Promise<{ persona: Persona; suite: Suite }[]> {
  const loaded = [];
  for await (const one of deepeval().load(path)) loaded.push(one);
  return loaded;
}

const TURNS = [
  { role: "user", content: "Hi." },
  { role: "assistant", content: "Hello." },
  { role: "user", content: "A ticket, please." },
];

test("each role is a persona, and the user's turns of a case are an item", async (t) => {
  const loaded = await load(t, [
    { turns: TURNS, chatbot_role: "A shy clerk.", scenario: "Buys a ticket.", expected_outcome: "Has one." },
    { turns: TURNS.slice(0, 2), chatbotRole: "A shy clerk.", scenario: null },
    { turns: JSON.stringify(TURNS), scenario: "Buys a ticket.", expectedOutcome: "Has one." },
  ]);
  assert.deepEqual(
    loaded.map(({ persona, suite }) => [persona.summary, suite.items.map(({ turns, asks }) => [turns, asks])]),
    [
      [
        "A shy clerk.",
        [
          [["Hi.", "A ticket, please."], { scenario: "Buys a ticket.", expectedOutcome: "Has one." }],
          [["Hi."], {}],
        ],
      ],
      [undefined, [[["Hi.", "A ticket, please."], { scenario: "Buys a ticket.", expectedOutcome: "Has one." }]]],
    ],
  );
});

test("a golden that waits for a simulator, and what is no case, are refused in one line", async (t) => {
  await assert.rejects(
    load(t, [{ scenario: "Buys a ticket.", turns: null }]),
    /case 1 without a turn of the user.*simulator/,
  );
  await assert.rejects(load(t, { turns: "[" }), { code: "invalid_input" });
  await assert.rejects(load(t, [{ turns: [{ role: "tool", content: "x" }] }]), { code: "invalid_input" });
});
