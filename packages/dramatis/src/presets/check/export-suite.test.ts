import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import type { Suite } from "../../core/index.ts";
import { suiteForPromptfoo } from "./export-suite.ts";

const persona = {
  persona: { schema: "dramatis.persona/1" as const, name: "Ada", statements: [{ id: "dog", text: "I have a dog." }] },
  version: "0123456789abcdef",
  path: "people/ada.persona.yaml",
};
const suite: Suite = {
  schema: "dramatis.suite/1",
  name: "Ada",
  items: [
    { id: "a", kind: "yes-no", turns: ["Do you have a dog?"], asks: { statement: "dog" } },
    { id: "b", kind: "open", turns: ["Tell me."] },
  ],
};

interface Emitted {
  defaultTest: { vars: { persona: string } };
  prompts: { raw: string }[];
  tests: { assert: { config: { measures: string[] } }[] }[];
}

test("the persona is named from where the configuration is, and each kind has the measures made for it", () => {
  const text = suiteForPromptfoo({ persona, suite, out: "evals/ada/promptfooconfig.yaml" });
  const { defaultTest, prompts, tests }: Emitted = parse(text);
  assert.equal(defaultTest.vars.persona, "../../people/ada.persona.yaml");
  assert.match(prompts[0]?.raw ?? "", /I have a dog/);
  assert.deepEqual(
    tests.map((one) => one.assert[0]?.config.measures),
    [["probe-answers"], ["entailment-coverage", "delta-apc", "atomic-fidelity"]],
  );
});

test("measures that are named score every item; one that is not known is refused with the nearest", () => {
  const { tests }: Emitted = parse(suiteForPromptfoo({ persona, suite, out: "x.yaml", measures: ["apc"] }));
  assert.deepEqual(
    tests.map((one) => one.assert[0]?.config.measures),
    [["apc"], ["apc"]],
  );
  assert.throws(
    () => suiteForPromptfoo({ persona, suite, out: "x.yaml", measures: ["probe-answer"] }),
    /probe-answers/,
  );
});

test("a persona from standard input is refused, for promptfoo could not read it", () => {
  assert.throws(() => suiteForPromptfoo({ persona: { ...persona, path: "-" }, suite, out: "x.yaml" }), {
    code: "invalid_input",
  });
});
