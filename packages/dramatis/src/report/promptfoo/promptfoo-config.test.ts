import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import type { Suite } from "../../core/index.ts";
import { type PromptfooConfigOptions, promptfooConfig } from "./promptfoo-config.ts";

const suite: Suite = {
  schema: "dramatis.suite/1",
  name: "dogs",
  items: [
    { id: "yes-no-1", kind: "yes-no", turns: ["Do you have a dog?"], asks: { statement: "dog", expected: "yes" } },
    { id: "arc-1", kind: "bait", turns: ["Hi.", "So you have a cat, right?"], scene: "In a bar." },
  ],
};

const options: PromptfooConfigOptions = {
  suite,
  persona: { name: "Ada", version: "0123456789abcdef", file: "../ada.persona.yaml" },
  system: "You are Ada.",
  measuresOf: ({ kind }) => (kind === "bait" ? ["bait-resistance"] : ["probe-answers"]),
};

test("each turn is a test, the turns of an item are one conversation, and its last is scored", () => {
  const config = parse(promptfooConfig(options));
  const vars = { say: '"Do you have a dog?"' };
  const item = { id: "yes-no-1", kind: "yes-no", asks: { statement: "dog", expected: "yes" }, repeat: 1 };
  const [one, first, last] = config.tests;
  assert.equal(config.tests.length, 3);
  assert.deepEqual({ ...one.vars, item: JSON.parse(one.vars.item) }, { ...vars, item });
  assert.deepEqual(one.assert, [
    {
      type: "javascript",
      value: "package:dramatis/promptfoo:assertPersona",
      config: { measures: ["probe-answers"] },
    },
  ]);
  assert.equal(first.assert, undefined);
  assert.equal(first.metadata.conversationId, "arc-1-012345");
  assert.equal(last.metadata.conversationId, "arc-1-012345");
  assert.deepEqual(last.assert[0].config, { measures: ["bait-resistance"] });
  assert.deepEqual(config.providers, [
    {
      id: "package:dramatis/promptfoo:PersonaProvider",
      label: "Ada by understudy",
      config: { persona: "../ada.persona.yaml", model: "understudy", seed: 42 },
    },
  ]);
});

test("a suite of single turns has a prompt without the conversation, which would hold promptfoo to one call at a time", () => {
  const [whole] = parse(promptfooConfig(options)).prompts;
  assert.match(whole.raw, /_conversation/);
  const items = suite.items.slice(0, 1);
  const [plain] = parse(promptfooConfig({ ...options, suite: { ...suite, items } })).prompts;
  assert.doesNotMatch(plain.raw, /_conversation|scene/);
  const rendered = JSON.parse(plain.raw.replace("{{ say }}", '"Hi."'));
  assert.deepEqual(rendered, [
    { role: "system", content: "You are Ada." },
    { role: "user", content: "Hi." },
  ]);
});

test("repeats are conversations of their own", () => {
  const { tests } = parse(promptfooConfig({ ...options, repeats: 2 }));
  const sessions = tests.map(({ metadata }: { metadata: { conversationId: string } }) => metadata.conversationId);
  assert.deepEqual([...new Set(sessions)], ["yes-no-1-012345", "arc-1-012345", "yes-no-1-012345-2", "arc-1-012345-2"]);
});

test("a name, a persona or a question that holds a template leaves no tag of its own in the configuration", () => {
  const text = promptfooConfig({
    ...options,
    suite: { ...suite, name: "{{ env.KEY }}", items: [{ id: "a", kind: "style", turns: ["{{ env.KEY }} {% raw"] }] },
    persona: { ...options.persona, name: "{{ env.KEY }}" },
    system: "You are {{ env.KEY }} #} {#.",
  });
  assert.doesNotMatch(text.replaceAll("{{ say }}", ""), /\{[{%#]|[%#]\}/);
});
