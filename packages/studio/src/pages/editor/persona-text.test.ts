import assert from "node:assert/strict";
import { test } from "node:test";
import { readTree, valueAt, withValue } from "./persona-text.ts";

const TEXT = `# Ada, as she was in 1843.
schema: dramatis.persona/1
name: Ada
statements:
  - { id: dog, text: I have a dog. } # a hound
  - { id: hike, text: I hike. }
`;

test("a value is written where it stands, and comments stay", () => {
  const text = withValue(TEXT, ["statements", 0, "text"], "I have two dogs.");
  assert.equal(text, TEXT.replace("I have a dog.", "I have two dogs."));
});

test("a place that is not there yet is made, and goes with its last value", () => {
  const text = withValue(TEXT, ["identity", "social", "age"], 28);
  assert.equal(valueAt(readTree(text), ["identity", "social", "age"]), 28);
  assert.equal(withValue(text, ["identity", "social", "age"], undefined), TEXT);
});

test("JSON stays JSON", () => {
  const text = withValue('{"name": "Ada", "rules": ["a"]}', ["rules", 0], undefined);
  assert.deepEqual(JSON.parse(text), { name: "Ada" });
});

test("text that cannot be parsed is left as it is", () => {
  const broken = "name: [Ada\n";
  assert.equal(readTree(broken), null);
  assert.equal(readTree("- a list\n"), null);
  assert.equal(withValue(broken, ["name"], "Bea"), broken);
});
