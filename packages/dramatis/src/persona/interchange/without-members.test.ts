import assert from "node:assert/strict";
import { test } from "node:test";
import { isSecret, withoutMembers } from "./without-members.ts";

test("names of secrets, and names that only look like them", () => {
  const secret = [
    "OPENAI_API_KEY",
    "apiKey",
    "api-key",
    "discordToken",
    "TOKEN",
    "secrets",
    "db_password",
    "Authorization",
    "privateKey",
  ];
  const plain = [
    "key",
    "primary_key",
    "keyboard",
    "monkey",
    "tokenizer",
    "secretary",
    "style",
    "max_tokens_used",
    "author",
  ];
  assert.deepEqual(
    secret.filter((name) => isSecret(name, "x")),
    secret,
  );
  assert.deepEqual(
    plain.filter((name) => isSecret(name, "x")),
    [],
  );
  assert.ok(!isSecret("max_tokens", 4096));
});

test("members go at any depth with a line each, and an empty one without", () => {
  const record = { a: [{ token: "t", b: 1 }], token: "", c: { token: { x: 1 } } };
  const { record: left, losses } = withoutMembers(record, (name) => (name === "token" ? "gone" : undefined));
  assert.deepEqual(left, { a: [{ b: 1 }], c: {} });
  assert.deepEqual(losses, [
    { path: "a.0.token", kind: "dropped", note: "gone" },
    { path: "c.token", kind: "dropped", note: "gone" },
  ]);
});

test("what is nested without end is cut, with a line", () => {
  let deep: unknown = "x";
  for (let depth = 0; depth < 5_000; depth++) deep = { deep };
  const { losses } = withoutMembers(deep, () => undefined);
  assert.equal(losses.length, 1);
  assert.equal(losses[0]?.note, "nested too deeply");
});
