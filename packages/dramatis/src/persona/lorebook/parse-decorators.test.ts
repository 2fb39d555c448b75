import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { parseDecorators } from "./parse-decorators.ts";

const decoratorsOf = (...lines: string[]): object => parseDecorators(lines.join("\n")).decorators;

describe("parseDecorators", () => {
  test("takes them off the head, with the blank lines around them", () => {
    const content = "@@depth 3\n@@role user\n\n\nShe keeps bees.\n@@depth 9\n";
    assert.deepEqual(parseDecorators(content), {
      decorators: { depth: 3, role: "user" },
      text: "She keeps bees.\n@@depth 9\n",
      lines: 2,
    });
    assert.equal(parseDecorators("\n\r\n@@activate\r\n\r\nText\r\n").text, "Text\r\n");
    assert.equal(parseDecorators("\n Text").text, "\n Text"); // none: as it was
    assert.equal(parseDecorators("@@activate").text, "");
  });

  test("reads every decorator of the specification that a chat heeds", () => {
    assert.deepEqual(
      decoratorsOf(
        "@@activate_only_after 2",
        "@@activate_only_every 3",
        "@@keep_activate_after_match",
        "@@dont_activate_after_match",
        "@@depth 4",
        "@@reverse_depth 1",
        "@@role assistant",
        "@@scan_depth 5",
        "@@is_greeting 0",
        "@@position before_desc",
        "@@ignore_on_max_context",
        "@@additional_keys a, b",
        "@@exclude_keys c,d",
        "@@dont_activate",
        "@@activate",
        "x",
      ),
      {
        activateOnlyAfter: 2,
        activateOnlyEvery: 3,
        keepActivateAfterMatch: true,
        dontActivateAfterMatch: true,
        depth: 4,
        reverseDepth: 1,
        role: "assistant",
        scanDepth: 5,
        isGreeting: 0,
        position: "before_desc",
        ignoreOnMaxContext: true,
        additionalKeys: [["a", "b"]],
        excludeKeys: ["c", "d"],
        dontActivate: true,
        activate: true,
      },
    );
  });

  test("the unknown and what has a bad value is ignored", () => {
    assert.deepEqual(
      decoratorsOf("@@made_up 1", "@@depth deep", "@@role narrator", "@@activate_only_every 0", "x"),
      {},
    );
    // Nothing here has a user's icon or a prompt of the app to switch off; tokens are not counted in a chat.
    assert.deepEqual(
      decoratorsOf("@@is_user_icon a", "@@disable_ui_prompt system_prompt", "@@instruct_depth 4", "x"),
      {},
    );
    assert.deepEqual(decoratorsOf("@@__proto__ 1", "@@constructor", "x"), {});
  });

  test("of one that stands there twice the first counts; additional_keys add up", () => {
    assert.deepEqual(decoratorsOf("@@depth 1", "@@depth 2", "x"), { depth: 1 });
    assert.deepEqual(decoratorsOf("@@additional_keys a", "@@additional_keys b,c", "x"), {
      additionalKeys: [["a"], ["b", "c"]],
    });
  });

  test("a fallback takes the place of what is unknown, through at least five in a chain", () => {
    const chain = ["@@one 1", "@@@two 2", "@@@three 3", "@@@four 4", "@@@five 5", "@@@depth x", "@@@scan_depth 7", "x"];
    assert.deepEqual(decoratorsOf(...chain), { scanDepth: 7 });
    // A known one needs none; a fallback of nothing is no decorator.
    assert.deepEqual(decoratorsOf("@@depth 5", "@@@scan_depth 5", "x"), { depth: 5 });
    assert.deepEqual(decoratorsOf("@@@scan_depth 5", "x"), {});
    assert.deepEqual(
      decoratorsOf("@@risu_only 4", "@@@activate_only_after 4", "@@depth 5", "@@@instruct_depth 5", "x"),
      {
        activateOnlyAfter: 4,
        depth: 5,
      },
    );
  });

  test("whatever the content, what is left is its end, and it is done once", () => {
    const line = fc.oneof(
      fc.constantFrom("@@depth 1", "@@@role user", "@@", "@@@", "", "  ", "@@x y", "text", "@@activate\r"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const content = lines.join("\n");
        const { text, lines: count } = parseDecorators(content);
        assert.ok(content.endsWith(text));
        assert.ok(count > 0 || text === content);
        if (count > 0) assert.equal(parseDecorators(text).text, text);
      }),
    );
  });
});
