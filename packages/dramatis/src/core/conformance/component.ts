import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { AgentView, Component } from "../component.ts";
import { checkJson, testName } from "./shared.ts";

/**
 * Registers the tests that every Component must pass.
 *
 * @param make a fresh component whose models, if any, answer the same every time; called once or twice a test
 * @param view a persona and a history of several messages that the component has something to say about
 */
export function componentConformance(make: () => Promise<Component>, view: AgentView): void {
  describe("Component contract", () => {
    testName(make);
    // Each test has a copy of its own: a component that changes its view fails one test, not those after it.
    contributing(make, () => structuredClone(view));
    keepingState(make, () => structuredClone(view));
  });
}

function contributing(make: () => Promise<Component>, view: () => AgentView): void {
  test("contributions name their block, text and fields", async () => {
    const contributions = await (await told(make, view())).contribute(view());
    assert.ok(contributions.length > 0, "nothing to say about the given view");
    for (const { block, text, fields } of contributions) {
      assert.notEqual(block.trim(), "");
      assert.notEqual(text.trim(), "");
      for (const field of fields) assert.notEqual(field.trim(), "");
    }
  });

  test("nothing known and nothing said: no contribution is blank", async () => {
    const component = await make();
    const nobody = { persona: { schema: "dramatis.persona/1", name: "Nobody" }, history: [] } as const;
    for (const { text } of await component.contribute(nobody)) assert.notEqual(text.trim(), "");
  });

  test("the view is left as it was", async () => {
    const given = view();
    await (await told(make, view())).contribute(given);
    assert.deepEqual(given, view());
  });

  test("a call that was aborted before is not made", async () => {
    const aborted = AbortSignal.abort(new Error("enough"));
    await assert.rejects((await make()).contribute(view(), aborted), /enough/);
  });
}

function keepingState(make: () => Promise<Component>, view: () => AgentView): void {
  test("the saved state is plain JSON, and a fresh component that loads it contributes the same", async (context) => {
    const component = await told(make, view());
    if (!component.state) return context.skip("keeps no state");
    const saved = component.state.save();
    checkJson(saved);
    const fresh = await make();
    fresh.state?.load(JSON.parse(JSON.stringify(saved)));
    assert.deepEqual(await fresh.contribute(view()), await component.contribute(view()));
  });

  test("later messages do not change what was saved", async (context) => {
    const component = await make();
    if (!component.state) return context.skip("keeps no state");
    const saved = component.state.save();
    const before = structuredClone(saved);
    for (const message of view().history) await component.observe?.(message);
    assert.deepEqual(saved, before);
  });
}

/** A fresh component that was told the whole history. */
async function told(make: () => Promise<Component>, { history }: AgentView): Promise<Component> {
  const component = await make();
  for (const message of history) await component.observe?.(message);
  return component;
}
