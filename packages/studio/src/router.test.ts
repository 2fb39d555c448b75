import assert from "node:assert/strict";
import { test } from "node:test";
import { readRoute, to } from "./router.ts";

test("a place is read as it was written, whatever its names hold", () => {
  const name = "Zoë / 100% ?#";
  assert.deepEqual(readRoute(to(["chat", name], { session: "a&b", version: undefined })), {
    page: "chat",
    rest: [name],
    query: { session: "a&b" },
  });
});

test("no hash is the gallery, and a badly escaped part stays as it is", () => {
  assert.deepEqual(readRoute(""), { page: "", rest: [], query: {} });
  assert.deepEqual(readRoute("#/edit/100%").rest, ["100%"]);
});
