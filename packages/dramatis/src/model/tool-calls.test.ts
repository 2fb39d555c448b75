import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sentArguments, withCalls } from "./tool-calls.ts";

const complain = (message: string): Error => new Error(message);
const call = { id: "a", name: "look", arguments: "{}" };

describe("withCalls", () => {
  test("a reply that calls ends by that, unless it was cut off", () => {
    for (const [finish, expected] of [
      ["stop", "tool"],
      ["other", "tool"],
      ["tool", "tool"],
      ["length", "length"],
      ["filter", "filter"],
    ] as const) {
      assert.deepEqual(withCalls(finish, [call], complain), { finish: expected, toolCalls: [call] });
      assert.deepEqual(withCalls(finish, [], complain), { finish });
    }
  });

  test("no arguments are an empty object; other text stays as the model wrote it", () => {
    const calls = ["", " \n", "{city: Oslo"].map((text, index) => ({ id: `${index}`, name: "look", arguments: text }));
    assert.deepEqual(
      withCalls("tool", calls, complain).toolCalls?.map((one) => one.arguments),
      ["{}", "{}", "{city: Oslo"],
    );
  });

  test("a call that nobody could answer is named in one line", () => {
    const cases = [
      [[call, { ...call, id: "" }], /^reply has the wrong shape, toolCalls\.1\.id: .*not blank$/],
      [[{ ...call, name: " " }], /^reply has the wrong shape, toolCalls\.0\.name: .*not blank$/],
      [[call, call], /^reply has the wrong shape, toolCalls: two calls of one id$/],
    ] as const;
    for (const [calls, message] of cases) assert.throws(() => withCalls("tool", calls, complain), { message });
  });
});

test("sentArguments: a JSON object as it was written, anything else as an empty one", () => {
  for (const [written, sent] of [
    ['{"n": 12345678901234567890}', '{"n": 12345678901234567890}'],
    ["{city: Oslo", "{}"],
    ["[1]", "{}"],
    ["null", "{}"],
    ['"Oslo"', "{}"],
  ] as const) {
    assert.equal(sentArguments({ ...call, arguments: written }), sent);
  }
});
